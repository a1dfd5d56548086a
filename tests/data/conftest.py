"""Fixtures of the data layer's tests."""

from collections.abc import Callable, Iterator

import pytest

from carelane.adapters.database import open_database
from carelane.services.transaction import Database
from tests.data.cases import CasesInMemory
from tests.data.world import World


@pytest.fixture
def world(database: Database) -> World:
    made = World(database)
    made.fill()
    return made


@pytest.fixture
def cases(database: Database) -> CasesInMemory:
    return CasesInMemory(database)


@pytest.fixture
def open_other() -> Iterator[Callable[[str], Database]]:
    """Open a further database by its address."""
    opened: list[Database] = []

    def open_it(url: str) -> Database:
        opened.append(open_database(url))
        return opened[-1]

    yield open_it
    for database in opened:
        database.engine.dispose()
