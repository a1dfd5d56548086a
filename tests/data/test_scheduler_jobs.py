"""What would be lost: who ran a job by hand, whether it still runs, and that it never runs twice at a time."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from carelane.adapters.bootstrap import Product
from carelane.domain.calendar_days import CalendarDay
from carelane.domain.errors import JobUnknown, NotAllowed
from carelane.domain.job_plans import PLAN, PLANS, Times
from carelane.jobs import sweeps
from carelane.jobs.scheduler import Scheduler
from carelane.jobs.sweeps import RUNS, Job
from carelane.services import job_requests, locks
from carelane.services.scheduler_jobs import JobRow, job_runs, scheduler_jobs
from carelane.settings import Settings
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.world import World

TIMES = Times()
JOB = "mark_overdue"


@pytest.fixture
def product(world: World, cases: CasesInMemory) -> Product:
    return Product(settings=Settings(), database=world.database, cases=cases, mailer=None)


def row(world: World) -> JobRow:
    rows = scheduler_jobs(world.database, world.actor("operator"), TIMES)
    return next(each for each in rows if each.plan.name == JOB)


def job(run: object) -> Job:
    plan = PLAN[JOB]
    return Job(plan.name, plan.every, lambda moment: plan.slot(moment, TIMES), run)  # type: ignore[arg-type]


def test_every_job_has_its_work_and_its_place_in_the_list(world: World) -> None:
    assert set(RUNS) == {plan.name for plan in PLANS}
    rows = scheduler_jobs(world.database, world.actor("operator"), TIMES)
    assert [each.plan for each in rows] == list(PLANS)
    assert not [each for each in rows if each.last or each.late or each.next_at is None]


def test_an_operator_sees_how_long_a_run_took_and_when_the_next_one_is(
    world: World, product: Product, clock: SettableClock
) -> None:
    def slow(_product: Product) -> str:
        clock.advance(seconds=9)
        return "3 marked"

    Scheduler(product, ()).run_job(job(slow))
    seen = row(world)
    assert seen.last is not None
    assert (seen.last.state, seen.last.took) == ("done", timedelta(seconds=9))
    assert seen.next_at - seen.last.started_at == timedelta(minutes=1)
    clock.advance(minutes=10)
    assert row(world).late


def test_a_job_that_is_asked_for_runs_once_and_says_who_asked(
    world: World, product: Product
) -> None:
    runs: list[int] = []
    operator = world.actor("operator")
    job_requests.run_now(world.database, operator, JOB)
    job_requests.run_now(world.database, operator, JOB)
    (request,) = job_requests.next_requests(world.database)
    assert row(world).asked
    counted = job(lambda _product: f"{runs.append(1)} marked")
    for scheduler in [Scheduler(product, ()) for _ in range(2)]:
        scheduler.run_job(counted, request)
    assert runs == [1]
    (run,) = job_runs(world.database, operator, JOB)
    assert run.asked_by is not None
    assert (run.asked_by.id, run.state, row(world).asked) == ("id-operator", "done", False)
    (asked,) = job_requests.requests(world.database, operator)
    assert (asked.person.id, asked.target) == ("id-operator", JOB)
    assert asked.taken_at is not None


def test_a_run_by_hand_waits_for_the_one_that_runs(world: World, product: Product) -> None:
    inside, runs = threading.Event(), list[str]()
    go = threading.Event()

    def slow(_product: Product) -> str:
        inside.set()
        runs.append("slow")
        go.wait(10)
        return ""

    first = threading.Thread(target=Scheduler(product, ()).run_job, args=(job(slow),))
    first.start()
    assert inside.wait(10)
    job_requests.run_now(world.database, world.actor("operator"), JOB)
    (request,) = job_requests.next_requests(world.database)
    other, by_hand = Scheduler(product, ()), job(lambda _product: runs.append("hand") or "")
    other.run_job(by_hand, request)
    seen = row(world)
    assert seen.last is not None
    assert (runs, seen.last.state) == (["slow"], "running")
    go.set()
    first.join()
    other.run_job(by_hand, request)
    assert runs == ["slow", "hand"]


def test_a_run_whose_scheduler_died_is_told(world: World, product: Product) -> None:
    del product
    now = world.database.now()
    assert locks.take_slot(world.database, JOB, now, "the killed")
    seen = row(world)
    assert seen.last is not None
    assert (seen.last.state, seen.failures) == ("died", 0)


def test_only_operators_run_jobs(world: World) -> None:
    for login in ("head_a", "group", "doctor1"):
        with pytest.raises(NotAllowed):
            job_requests.run_now(world.database, world.actor(login), JOB)
        with pytest.raises(NotAllowed):
            scheduler_jobs(world.database, world.actor(login), TIMES)
    with pytest.raises(JobUnknown):
        job_requests.run_now(world.database, world.actor("operator"), "drop_everything")


def test_holidays_come_from_their_file_and_a_wrong_cell_is_named(
    world: World, product: Product, tmp_path: Path
) -> None:
    assert sweeps.refresh_holidays(product) == "no file, 0 cases told"
    file = tmp_path / "days.csv"
    settings = Settings(holidays_file=file)
    named = Product(settings, world.database, product.cases, None)
    file.write_text("day,kind,name\n2027-01-01,holiday,元旦\n", "utf-8")
    assert sweeps.refresh_holidays(named) == "1 days, 0 cases told"
    assert sweeps.refresh_holidays(named) == "1 days, 0 cases told"
    file.write_text("day,kind,name\n2027-13-01,holiday,x\n", "utf-8")
    wrong = sweeps.refresh_holidays(named)
    assert wrong.startswith("failed: holidays_file_wrong row 2, column day")
    with world.database.reading() as session:
        assert [each.name for each in session.exec(select(CalendarDay))] == ["元旦"]
