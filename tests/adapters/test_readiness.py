"""What would be lost: the probe's answer, when the database neither works nor goes away."""

import os
import signal
from collections.abc import Iterator
from threading import Event, Timer

import pytest
from sqlalchemy import text

from carelane.adapters.database import open_database
from carelane.adapters.pulse import Pulse
from carelane.adapters.question import Question
from carelane.adapters.readiness import Readiness, trouble
from carelane.domain.parts import PartKind
from carelane.services.parts import all_parts
from carelane.services.transaction import Database
from tests.data.cases import CasesInMemory
from tests.durable.site import eventually

GUARD = 30.0
"""Seconds after which a frozen server is woken in any case, so that a mistake fails instead of hanging."""


@pytest.fixture
def postgres(postgres_address: str) -> Iterator[Database]:
    database = open_database(postgres_address)
    yield database
    # Whoever was frozen gives its connection back first: one that is left over would warn in another test.
    eventually(lambda: database.engine.pool.checkedout() == 0)  # type: ignore[attr-defined]
    database.engine.dispose()


class Frozen:
    """The server's process of one connection, which keeps the connection and answers nothing, within the block."""

    def __init__(self, database: Database) -> None:
        with database.reading() as session:
            found = session.connection().execute(text("SELECT pg_backend_pid()"))
            self._pid = int(found.scalar_one())
        self.woken = Event()
        self._guard = Timer(GUARD, self._wake)

    def __enter__(self) -> None:
        self._guard.start()
        self._signal(signal.SIGSTOP)

    def __exit__(self, *_: object) -> None:
        self._guard.cancel()
        self._wake()

    def _wake(self) -> None:
        self.woken.set()
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        os.kill(self._pid, number)


def test_a_probe_would_wait_for_ever_for_a_server_that_stands_still(postgres: Database) -> None:
    cases = CasesInMemory(postgres)
    readiness = Readiness(postgres, cases, within=0.5)
    assert trouble(readiness.ask()) == ""
    with Frozen(postgres):
        for _ in range(3):  # however often it is asked: it stays at one connection that waits
            assert trouble(readiness.ask()) == "database:database_unavailable"
        assert postgres.engine.pool.checkedout() == 1  # type: ignore[attr-defined]
    well = Readiness(postgres, cases, within=GUARD)
    assert trouble(well.ask()) == ""
    cases.available = False
    assert trouble(well.ask()) == "cases:case_unavailable"


def test_a_process_could_not_be_stopped_while_its_database_stands_still(postgres: Database) -> None:
    frozen = Frozen(postgres)
    with Pulse(postgres, PartKind.WEB, dict, "127.0.0.1:1"):
        eventually(lambda: all_parts(postgres))
        frozen.__enter__()
    assert not frozen.woken.is_set()
    frozen.__exit__()


def test_an_answer_that_came_late_would_be_given_for_ever() -> None:
    go_on, asked = Event(), [0]

    def ask() -> int:
        asked[0] += 1
        assert go_on.wait(GUARD)
        return asked[0]

    question = Question(ask, 1.0)
    for _ in range(2):
        with pytest.raises(TimeoutError):
            question.answer()
    assert asked == [1]
    go_on.set()
    first = question.answer()
    assert question.answer() == first + 1
