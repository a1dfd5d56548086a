"""Fixtures of the simulated group's tests: the data layer's world, and a database beside it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from carelane.adapters.database import open_database
from carelane.services.transaction import Database
from tests.data.world import World


@pytest.fixture
def world(database: Database) -> World:
    """Institutions, people and tasks on each kind of database: it is a copy of one that was filled."""
    return World(database)


@pytest.fixture
def scratch(database: Database, sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A new database beside the world's, with the same clock."""
    shutil.copy(sqlite_template, tmp_path / "scratch.db")
    opened = open_database(f"sqlite:///{tmp_path / 'scratch.db'}", database.clock)
    yield opened
    opened.engine.dispose()
