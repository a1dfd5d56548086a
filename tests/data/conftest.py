"""Fixtures of the data layer's tests."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

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


@pytest.fixture
def at_once() -> Callable[[list[Callable[[], Any]]], list[Any]]:
    """Run calls in threads that begin together; gives what they return."""

    def run(calls: list[Callable[[], Any]]) -> list[Any]:
        barrier = Barrier(len(calls))

        def begin(call: Callable[[], Any]) -> Any:
            barrier.wait()
            return call()

        with ThreadPoolExecutor(len(calls)) as threads:
            return [each.result() for each in [threads.submit(begin, call) for call in calls]]

    return run
