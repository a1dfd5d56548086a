"""An automatic step happens once: whoever runs it again, at the same moment, after a failure or after a kill -9."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from carelane.domain.errors import ResultTooLarge
from carelane.domain.tables import Institution, JobEffect, ProcessInstance
from carelane.domain.wire import JobCall, JobResult
from carelane.services import job_effects
from carelane.services.job_effects import run_once
from carelane.services.transaction import Database
from tests.conftest import SettableClock
from tests.data.world import World

CALL = JobCall("case1", "j1", "book", "slot.book", {}, {}, "PRI1", "case1:j1")


def effect(session: Session, call: JobCall, _now: datetime) -> JobResult:
    """Leave a trace that can be counted."""
    count = len(session.exec(select(Institution)).all())
    session.add(Institution(code=f"NEW{count}", name="x", name_en="x", kind="PRI"))
    return JobResult({"job": call.job_id, "count": count})


def traces(database: Database) -> int:
    made = col(Institution.code).like("NEW%")
    with database.reading() as session:
        return len(session.exec(select(Institution).where(made)).all())


def test_attempts_at_the_same_moment_would_book_twice(world: World) -> None:
    together = threading.Barrier(6)

    def attempt(_number: int) -> JobResult:
        together.wait()
        return run_once(world.database, CALL, effect)

    with ThreadPoolExecutor(6) as workers:
        answers = list(workers.map(attempt, range(6)))
    assert all(answer == answers[0] for answer in answers)
    assert traces(world.database) == 1


def test_an_effect_that_failed_would_be_taken_for_done(world: World) -> None:
    def fail(session: Session, call: JobCall, now: datetime) -> JobResult:
        effect(session, call, now)
        session.flush()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        run_once(world.database, CALL, fail)
    assert traces(world.database) == 0
    assert run_once(world.database, CALL, effect).variables["job"] == "j1"
    assert traces(world.database) == 1


def test_an_attempt_beside_one_that_fails_would_give_its_empty_answer(world: World) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def fail(session: Session, call: JobCall, now: datetime) -> JobResult:
        effect(session, call, now)
        begun.set()
        go_on.wait(5)
        raise RuntimeError

    with ThreadPoolExecutor(2) as workers:
        failing = workers.submit(run_once, world.database, CALL, fail)
        assert begun.wait(5)
        other = workers.submit(run_once, world.database, CALL, effect)
        go_on.set()
        assert other.result().variables["job"] == "j1"
        assert isinstance(failing.exception(), RuntimeError)
    assert traces(world.database) == 1


def test_an_answer_that_no_case_can_take_would_leave_its_effect_behind(world: World) -> None:
    def large(session: Session, call: JobCall, now: datetime) -> JobResult:
        effect(session, call, now)
        return JobResult({"scan": "x" * job_effects.LARGEST})

    with pytest.raises(ResultTooLarge):
        run_once(world.database, CALL, large)
    assert traces(world.database) == 0


KILLED = """
import os, signal, sys
from carelane.adapters.database import open_database
from tests.data.test_job_effects import CALL, effect
from carelane.services.job_effects import run_once

def dying(session, call, now):
    result = effect(session, call, now)
    session.flush()
    if sys.argv[2] == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    return result

run_once(open_database(sys.argv[1]), CALL, dying)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("moment", "left"), [("before", 0), ("after", 1)])
def test_a_kill_between_effect_and_answer_would_book_twice_or_never(
    world: World, moment: str, left: int
) -> None:
    root = Path(__file__).parents[2]
    url = world.database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", KILLED, url, moment]
    environment = os.environ | {"PYTHONPATH": str(root)}
    died = subprocess.run(command, cwd=root, env=environment, check=False)
    assert died.returncode == -signal.SIGKILL
    assert traces(world.database) == left
    assert run_once(world.database, CALL, effect).variables["job"] == "j1"
    assert traces(world.database) == 1


@pytest.mark.parametrize(
    ("ended", "days", "kept"), [(True, 89, 1), (True, 91, 0), (False, 9999, 1)]
)
def test_a_step_of_an_open_case_would_be_forgotten_and_done_again(
    world: World, clock: SettableClock, *, ended: bool, days: int, kept: int
) -> None:
    database = world.database
    with database.transaction() as session:
        case = world.case(session, ended_at=database.now() if ended else None)
    run_once(database, CALL, effect)
    clock.advance(days=days)
    job_effects.forget(database)
    with database.reading() as session:
        assert session.get(ProcessInstance, case) is not None
        assert len(session.exec(select(JobEffect)).all()) == kept
