"""What would be lost: a job that runs twice or not at all, because a scheduler died, hung or had company."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.domain.errors import DatabaseUnavailable
from carelane.domain.job_plans import interval, local_day
from carelane.domain.tables import (
    SchedulerRun,
)
from carelane.jobs.scheduler import Scheduler
from carelane.jobs.sweeps import Job
from carelane.services import locks
from carelane.settings import Settings
from tests.conftest import SettableClock
from tests.data.scheduled import postbox, product
from tests.data.world import World

__all__ = ["postbox", "product"]


def test_one_scheduler_holds_the_lock_until_it_dies(world: World, clock: SettableClock) -> None:
    length = timedelta(seconds=30)
    assert locks.hold(world.database, "scheduler", "a", length)
    assert not locks.hold(world.database, "scheduler", "b", length)
    clock.advance(seconds=20)
    assert locks.hold(world.database, "scheduler", "a", length)
    clock.advance(seconds=20)
    assert not locks.hold(world.database, "scheduler", "b", length)
    clock.advance(seconds=20)
    assert locks.hold(world.database, "scheduler", "b", length)
    locks.let_go(world.database, "scheduler", "b")
    assert locks.hold(world.database, "scheduler", "a", length)


def test_two_schedulers_without_a_lock_still_run_each_slot_once(product: Product) -> None:
    runs: list[int] = []

    def count(_product: Product) -> str:
        runs.append(1)
        return ""

    job = Job("count", timedelta(minutes=1), lambda moment: moment, count)
    schedulers = [Scheduler(product, (job,)) for _ in range(2)]
    threads = [
        threading.Thread(target=scheduler.run_job, args=(job,))
        for scheduler in schedulers
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(runs) == 1


def test_a_job_that_fails_says_so_and_the_next_slot_runs(
    product: Product, clock: SettableClock
) -> None:
    def fail(_product: Product) -> str:
        raise ValueError("patient 张伟")

    job = Job("fails", timedelta(minutes=1), lambda moment: moment, fail)
    scheduler = Scheduler(product, (job,))
    scheduler.run_job(job)
    clock.advance(minutes=1)
    scheduler.run_job(job)
    with product.database.reading() as session:
        outcomes = [row.outcome for row in session.exec(select(SchedulerRun))]
    assert outcomes == ["failed: ValueError"] * 2


def test_a_digest_whose_scheduler_was_killed_would_never_come(
    product: Product, clock: SettableClock
) -> None:
    runs: list[int] = []

    def write(_product: Product) -> str:
        runs.append(1)
        return "written"

    job = Job(
        "daily", timedelta(minutes=10), lambda _now: clock.moment.replace(hour=0, minute=0), write
    )
    assert locks.take_slot(
        product.database, "daily", clock.moment.replace(hour=0, minute=0), "the killed"
    )
    Scheduler(product, (job,)).run_job(job)
    assert not runs
    clock.advance(minutes=10)
    Scheduler(product, (job,)).run_job(job)
    Scheduler(product, (job,)).run_job(job)
    assert len(runs) == 1


def test_a_digest_that_met_an_outage_would_wait_for_tomorrow(
    product: Product, clock: SettableClock
) -> None:
    outcomes = [DatabaseUnavailable(), None]

    def write(_product: Product) -> str:
        if (error := outcomes.pop(0)) is not None:
            raise error
        return "written"

    job = Job(
        "daily", timedelta(minutes=10), lambda _now: clock.moment.replace(hour=0, minute=0), write
    )
    scheduler = Scheduler(product, (job,))
    for _ in range(3):
        scheduler.run_job(job)
        clock.advance(minutes=10)
    assert outcomes == []
    with product.database.reading() as session:
        assert [row.outcome for row in session.exec(select(SchedulerRun))] == ["written"]


@pytest.fixture
def running(database_url: str, product: Product) -> Iterator[Product]:
    database = open_database(database_url)
    yield Product(Settings(), database, product.cases, product.mailer)
    database.engine.dispose()


def test_two_running_schedulers_share_the_work(running: Product) -> None:
    runs: list[str] = []
    done = threading.Event()

    def count(_product: Product) -> str:
        runs.append("run")
        if len(runs) >= 2:
            done.set()
        return ""

    job = Job(
        "count",
        timedelta(seconds=1),
        lambda moment: interval(moment, length=timedelta(seconds=1)),
        count,
    )
    stop = threading.Event()
    schedulers = [Scheduler(running, (job,), renew_seconds=0.1) for _ in range(2)]
    threads = [threading.Thread(target=one.run, args=(stop,)) for one in schedulers]
    for thread in threads:
        thread.start()
    assert done.wait(30)
    stop.set()
    for thread in threads:
        thread.join()
    with running.database.reading() as session:
        rows = session.exec(select(SchedulerRun)).all()
    assert len(rows) == len(runs)
    assert len({row.owner for row in rows}) == 1


def test_a_digest_is_due_from_its_local_hour_on() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    before = datetime(2026, 3, 1, 22, 59, tzinfo=UTC)
    assert local_day(before, zone=zone, hour=7) is None
    seven, noon = before + timedelta(minutes=1), before + timedelta(hours=6)
    assert local_day(seven, zone=zone, hour=7) == local_day(noon, zone=zone, hour=7)
    assert local_day(seven, zone=zone, hour=7) == datetime(2026, 3, 1, 16, tzinfo=UTC)
