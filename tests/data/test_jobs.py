"""What would be lost: a repair that does not happen, a digest that comes twice, a mail that never goes."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select, update

from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.domain.errors import CaseUnavailable, DatabaseUnavailable
from carelane.domain.job_plans import interval, local_day
from carelane.domain.notices import Topic
from carelane.domain.tables import (
    HumanTask,
    Message,
    Notice,
    Person,
    ProcessInstance,
    SchedulerRun,
)
from carelane.domain.wire import CompleteTask
from carelane.jobs import sweeps
from carelane.jobs.scheduler import Scheduler
from carelane.jobs.sweeps import Job, all_jobs
from carelane.services import locks, my_notices, notices, process_definitions, process_instances
from carelane.services.case_tasks import tasks_of_case
from carelane.services.letters import Letter, post
from carelane.services.mails import Delivered, deliver_mails
from carelane.services.ports import CaseFacts, Mail
from carelane.services.process_instances import StartRequest
from carelane.services.worklists import my_tasks
from carelane.settings import Settings
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.world import World


class Postbox:
    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.broken = False

    def send(self, mail: Mail) -> None:
        if self.broken:
            raise OSError
        self.mails.append(mail)


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def product(world: World, cases: CasesInMemory, postbox: Postbox) -> Product:
    return Product(settings=Settings(), database=world.database, cases=cases, mailer=postbox)


def started(world: World, cases: CasesInMemory) -> str:
    process_definitions.deploy(world.database, handover_bundle(), "handover")
    request = StartRequest("handover", pools={"HOS": "HOSA"})
    doctor = world.actor("doctor1")
    return process_instances.start(world.database, cases, doctor, request, "s").instance_id


def test_what_is_past_due_is_marked_once(world: World, product: Product) -> None:
    with world.database.transaction() as session:
        case = world.case(session)
        late = world.task(session, case, ("PRI1", "pri_doctor"), due=-1)
        world.task(session, case, ("PRI1", "pri_doctor"), due=1)
        world.task(session, case, ("PRI1", "pri_doctor"))
    assert sweeps.mark_overdue(product) == "1 marked"
    assert sweeps.mark_overdue(product) == "0 marked"
    with world.database.reading() as session:
        marked = session.exec(select(HumanTask.id).where(HumanTask.overdue)).all()
    assert marked == [late]


def test_a_read_model_that_agrees_is_left_alone(
    world: World, product: Product, cases: CasesInMemory
) -> None:
    started(world, cases)
    expected = "1 looked at, 0 repaired, 0 lost, 0 still different"
    assert sweeps.repair_read_model(product) == expected


def test_a_read_model_restored_from_an_older_backup_is_repaired(
    world: World, product: Product, cases: CasesInMemory
) -> None:
    instance = started(world, cases)
    doctor = world.actor("doctor1")
    task = my_tasks(world.database, doctor).rows[0]
    cases.losing = True
    command = CompleteTask("c", task.id.partition(":")[2], {"question": "?"}, doctor.person_id)
    cases.complete_task(instance, command)
    cases.losing = False
    assert [row.name for row in my_tasks(world.database, doctor).rows] == ["Compose"]
    assert "1 repaired" in sweeps.repair_read_model(product)
    assert [row.name for row in my_tasks(world.database, doctor).rows] == ["Check the reply"]
    assert sweeps.sweep_messages(product) == "1 delivered, 0 expired"


def test_a_task_closed_by_a_wrong_hand_is_opened_again(
    world: World, product: Product, cases: CasesInMemory
) -> None:
    started(world, cases)
    with world.database.transaction() as session:
        session.exec(update(HumanTask).values(state="completed", closed_at=world.database.now()))
    assert "1 repaired" in sweeps.repair_read_model(product)
    assert [row.state for row in my_tasks(world.database, world.actor("doctor1")).rows] == ["ready"]


def test_a_case_that_ended_is_closed_in_the_read_model(
    world: World, product: Product, cases: CasesInMemory
) -> None:
    instance = started(world, cases)
    doctor = world.actor("doctor1")
    process_instances.cancel(world.database, cases, doctor, instance, "wrong patient", "x")
    with world.database.transaction() as session:
        session.exec(update(ProcessInstance).values(state="active", ended_at=None))
        session.exec(update(HumanTask).values(state="ready", closed_at=None))
    assert "1 repaired" in sweeps.repair_read_model(product)
    case = process_instances.get_case(world.database, doctor, instance)
    assert case.row.state == "cancelled"
    done = tasks_of_case(world.database, doctor, instance, "closed").rows
    assert [task.state for task in done] == ["exited"]


def test_a_case_that_temporal_forgot_is_counted_and_kept(
    world: World, product: Product, cases: CasesInMemory
) -> None:
    started(world, cases)
    cases.cases.clear()
    assert "1 lost" in sweeps.repair_read_model(product)
    assert len(my_tasks(world.database, world.actor("doctor1")).rows) == 1


class OneStuckCase(CasesInMemory):
    """The first case that is asked for never answers, as one whose workflow is stuck."""

    stuck = ""

    def describe(self, instance_id: str) -> CaseFacts:
        if instance_id == self.stuck:
            raise CaseUnavailable
        return super().describe(instance_id)


def test_a_stuck_case_keeps_no_other_from_its_repair(world: World, postbox: Postbox) -> None:
    cases = OneStuckCase(world.database)
    product = Product(settings=Settings(), database=world.database, cases=cases, mailer=postbox)
    cases.stuck = started(world, cases)
    request = StartRequest("handover", pools={"HOS": "HOSA"})
    process_instances.start(world.database, cases, world.actor("doctor1"), request, "second")
    with world.database.transaction() as session:
        session.exec(update(HumanTask).values(state="completed", closed_at=world.database.now()))
    expected = "2 looked at, 1 repaired, 0 lost, 1 still different"
    assert sweeps.repair_read_model(product) == expected


def test_each_supervisor_gets_one_digest_a_day_in_their_language(
    world: World, product: Product, clock: SettableClock
) -> None:
    with world.database.transaction() as session:
        session.exec(update(Person).values(email="x@example.org"))
        group = session.get_one(Person, "id-group")
        group.language = "en"
        session.add(group)
        case = world.case(session)
        task = world.task(session, case, ("PRI1", "pri_doctor"), due=-3, urgency="U")
        world.clock(session, task, -4, -3, 100)
    assert sweeps.write_daily_digests(product) == "2 written"
    assert sweeps.write_daily_digests(product) == "0 written"
    with world.database.reading() as session:
        by_person = {row.recipient_person: row for row in session.exec(select(Notice))}
    assert set(by_person) == {"id-coord1", "id-group"}
    assert by_person["id-group"].subject == "Carelane 2026-03-02: 1 overdue, 0 at risk"
    assert "3 h 00 min late; nobody has taken it" in by_person["id-group"].body
    assert "东镇卫生院" in by_person["id-coord1"].body
    assert all("张伟" not in row.body for row in by_person.values())
    clock.advance(days=1)
    assert sweeps.write_daily_digests(product) == "2 written"


def test_mail_waits_for_its_server_and_goes_once(
    world: World, product: Product, postbox: Postbox, clock: SettableClock
) -> None:
    letter = Letter(Topic.REPORT, "k", "S", "B")
    with world.database.transaction() as session:
        session.exec(update(Person).values(email="x@example.org"))
        post(session, letter, ["id-doctor1", "id-doctor2"], world.database.now())
    postbox.broken = True
    assert sweeps.deliver_outbox(product) == "0 sent, 2 failed"
    postbox.broken = False
    clock.advance(minutes=1)
    assert sweeps.deliver_outbox(product) == "2 sent, 0 failed"
    assert sweeps.deliver_outbox(product) == "0 sent, 0 failed"
    assert [mail.subject for mail in postbox.mails] == ["S", "S"]


def test_notices_are_read_by_their_person(world: World) -> None:
    doctor = world.actor("doctor1")
    draft = notices.Draft(kind="notice", subject="S", body="B", dedupe_key="k")
    with world.database.transaction() as session:
        notices.write(session, draft, ["id-doctor1"], world.database.now())
    assert my_notices.unread(world.database, doctor) == 1
    assert my_notices.unread(world.database, world.actor("doctor2")) == 0
    my_notices.mark_read(world.database, doctor)
    assert my_notices.unread(world.database, doctor) == 0
    assert len(my_notices.my_notices(world.database, doctor)) == 1


def test_a_message_left_behind_is_delivered_or_expires(
    world: World, product: Product, cases: CasesInMemory, clock: SettableClock
) -> None:
    started(world, cases)
    with world.database.transaction() as session:
        for number, name in enumerate(("HANDOVER.REQUEST", "NOBODY.WAITS")):
            session.add(
                Message(
                    id=f"m{number}",
                    name=name,
                    correlation_key="k",
                    to_institution="HOSA",
                    payload={"question": "?"},
                    message_key=f"k{number}",
                    created_at=clock(),
                    expires_at=clock() + timedelta(days=1),
                )
            )
    assert sweeps.sweep_messages(product) == "1 delivered, 0 expired"
    assert [row.name for row in my_tasks(world.database, world.actor("desk_a")).rows] == ["Answer"]
    clock.advance(days=2)
    assert sweeps.sweep_messages(product) == "0 delivered, 1 expired"


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


def test_two_schedulers_would_send_a_mail_twice(world: World, product: Product) -> None:
    with world.database.transaction() as session:
        session.get_one(Person, world.actor("doctor1").person_id).email = "a@example.org"
        letter = Letter(Topic.REPORT, "once", "S", "B")
        post(session, letter, [world.actor("doctor1").person_id], world.database.now())
    sent: list[Mail] = []

    class SlowPost:
        def send(self, mail: Mail) -> None:
            assert deliver_mails(world.database, product.mailer) == Delivered()  # type: ignore[arg-type]
            sent.append(mail)

    assert deliver_mails(world.database, SlowPost()) == Delivered(sent=1)
    assert len(sent) == 1
    assert sent[0].id
    assert deliver_mails(world.database, SlowPost()) == Delivered()


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


def test_every_job_runs_on_an_empty_product(product: Product) -> None:
    for job in all_jobs(product):
        assert job.run(product)
