"""Fixtures of the data layer's tests."""

import pytest

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
