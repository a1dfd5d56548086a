"""Fixtures of the data layer's tests."""

import pytest

from carelane.services.transaction import Database
from tests.data.world import World


@pytest.fixture
def world(database: Database) -> World:
    made = World(database)
    made.fill()
    return made
