"""Fixtures of the data layer's tests."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from carelane.adapters.database import open_database
from carelane.services import worklist_entries
from carelane.services.transaction import Database
from tests.data.cases import CasesInMemory
from tests.data.world import World

BY_VERBS_ALONE = {
    "test_human_tasks",
    "test_substitutions",
    "test_suspended_tasks",
    "test_task_endings",
    "test_task_verbs",
    "test_worklist_entries",
}
"""Files whose tests change tasks through services only, never by hand."""


@pytest.fixture
def world(database: Database, request: pytest.FixtureRequest) -> Iterator[World]:
    """Institutions, people, and tasks; where verbs are tested, worklists must know what became of the tasks.

    Their rows are there already: the database of whoever asks for this is a copy of one that was filled.
    """
    made = World(database)
    yield made
    if request.path.stem in BY_VERBS_ALONE:
        assert worklist_entries.mend(database) == 0, "a verb left rows of worklists behind"


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
