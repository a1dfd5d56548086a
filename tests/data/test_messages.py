"""What would be lost: a message that overtakes another, is taken twice, or waits where nobody looks."""

import threading
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bpmn.definition import Bundle
from carelane.domain.errors import CaseUnavailable
from carelane.domain.messages import Message, MessageEvent, MessageSubscription
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import CompleteTask, Delivery, StartProcess
from carelane.services import messages, process_definitions
from carelane.services.correlation import correlate
from carelane.services.rebuild import rewrite
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.world import World
from workflows.memory import KEPT, Memory

FILES = Path(__file__).parents[1] / "durable" / "files"
MAILBOX = Bundle((FILES / "mailbox.bpmn").read_text("utf-8"))
KEYS = [("NOTE", "B1"), ("MEMO", "B1"), ("STOP", "B1")]


class Post:
    """Writers and the owner of a mailbox."""

    def __init__(self, world: World, cases: CasesInMemory) -> None:
        self.database = world.database
        self.cases = cases
        process_definitions.deploy(world.database, MAILBOX, "mailbox")

    def start(self, process_id: str, **variables: Any) -> str:
        case = uuid.uuid4().hex
        start = StartProcess(
            instance_id=case,
            process_id=process_id,
            bundle=MAILBOX.pack(),
            bundle_sha256=MAILBOX.sha256,
            institution="PRI1",
            pools={},
            variables={"box": "B1", "heard": [], **variables},
            business_key=case,
        )
        self.cases.start(start)
        return case

    def write(self, writer: str, batch: list[int], *, last: bool = False) -> None:
        task = self.cases.describe(writer).open_tasks[0]
        values = {"batch": batch, "last": last}
        command = CompleteTask(uuid.uuid4().hex, task, values, "id-doctor1")
        self.cases.complete_task(writer, command)

    def heard(self, owner: str) -> list[str]:
        with self.database.reading() as session:
            found: list[str] = session.get_one(ProcessInstance, owner).variables["heard"]
            return found

    def rows(self, table: type[Any], **equal: Any) -> list[Any]:
        with self.database.reading() as session:
            where = (col(getattr(table, name)) == value for name, value in equal.items())
            return list(session.exec(select(table).where(*where)).all())

    def sweep(self) -> int:
        return messages.deliver(self.database, self.cases, messages.keys_to_sweep(self.database))


@pytest.fixture
def post(world: World, cases: CasesInMemory) -> Post:
    return Post(world, cases)


def lines(who: str, *numbers: int) -> list[str]:
    return [f"{who}{each}" for n in numbers for each in (2 * n, 2 * n + 1)]


def test_what_one_writer_sends_under_several_names_would_overtake_itself(post: Post) -> None:
    writer = post.start("mail_writer", who="a")
    post.write(writer, [1, 2, 3])
    post.write(writer, [4, 5], last=True)
    owner = post.start("mail_owner")
    assert post.heard(owner) == lines("a", 1, 2, 3, 4, 5)
    (row,) = post.rows(ProcessInstance, id=owner)
    assert row.state == "completed"  # STOP came last
    assert {message.state for message in post.rows(Message)} == {"delivered"}


def test_a_later_message_would_go_first_because_somebody_looked_for_its_name_first(
    post: Post,
) -> None:
    owner = post.start("mail_owner")
    post.cases.available = False
    with pytest.raises(CaseUnavailable):
        correlate_only(post, "a")
    post.cases.available = True
    for key in reversed(KEYS):  # the last sent is looked for first
        correlate(post.database, [key])
    (on_way,) = post.rows(Message, state="correlated")
    assert (on_way.name, on_way.payload) == ("NOTE", {"line": "a2"})
    post.sweep()
    assert post.heard(owner) == lines("a", 1, 2)


def correlate_only(post: Post, who: str) -> None:
    """Let a writer send while Temporal is away: nothing arrives."""
    post.cases.available = True
    writer = post.start("mail_writer", who=who)
    task = post.cases.describe(writer).open_tasks[0]
    values = {"batch": [1, 2], "last": True}
    command = CompleteTask(uuid.uuid4().hex, task, values, "id-doctor1")
    running = post.cases.cases[writer]
    original = post.cases.deliver

    def away(_case: str, _delivery: Delivery) -> None:
        raise CaseUnavailable

    post.cases.deliver = away  # type: ignore[method-assign]
    try:
        post.cases.complete_task(writer, command)
    finally:
        post.cases.deliver = original  # type: ignore[method-assign]
        assert running.case.state


def test_two_deliverers_at_once_would_deliver_twice_or_out_of_order(post: Post) -> None:
    writers = {who: post.start("mail_writer", who=who) for who in "abc"}
    for writer in writers.values():
        post.write(writer, list(range(10)))
    owner = post.start("mail_owner")  # its own turns deliver as well
    failures: list[BaseException] = []

    def deliver() -> None:
        try:
            for _ in range(20):
                messages.deliver(post.database, post.cases, KEYS)
        except BaseException as failure:  # noqa: BLE001 - told to the test
            failures.append(failure)

    deliverers = [threading.Thread(target=deliver) for _ in range(4)]
    for each in deliverers:
        each.start()
    for each in deliverers:
        each.join()
    post.sweep()
    assert failures == []
    heard = post.heard(owner)
    assert len(heard) == len(set(heard)) == 60
    for who in writers:
        assert [line for line in heard if line[0] == who] == lines(who, *range(10))


def test_two_choosers_at_once_would_give_one_message_to_two_cases(post: Post) -> None:
    """The choice alone, with nobody who delivers: real concurrency where the database has it."""
    owners = [post.start("mail_owner") for _ in range(3)]
    with post.database.transaction() as session:
        for number in range(40):
            session.add(_outside(post, number))
    barrier = threading.Barrier(4)
    failures: list[BaseException] = []

    def choose() -> None:
        try:
            barrier.wait()
            for _ in range(10):
                correlate(post.database, KEYS)
        except BaseException as failure:  # noqa: BLE001 - told to the test
            failures.append(failure)

    choosers = [threading.Thread(target=choose) for _ in range(4)]
    for each in choosers:
        each.start()
    for each in choosers:
        each.join()
    assert failures == []
    on_way = post.rows(Message, state="correlated")
    assert sorted(message.to_instance_id for message in on_way) == sorted(owners)
    assert {message.attempts for message in on_way} == {1}
    promised = [row.message_id for row in post.rows(MessageSubscription) if row.message_id]
    assert sorted(promised) == sorted(message.id for message in on_way)
    assert {message.position for message in on_way} == {0, 1, 2}


def _outside(post: Post, number: int) -> Message:
    now = post.database.now()
    return Message(
        id=f"m{number}",
        name="NOTE",
        correlation_key="B1",
        payload={"line": str(number)},
        sender="outside:PRI1",
        message_key=str(number),
        position=number,
        created_at=now,
        expires_at=now.replace(year=now.year + 1),
    )


@pytest.mark.parametrize(
    "database_url", ["sqlite"], indirect=True
)  # what a case remembers is no database's
def test_a_parcel_that_a_slow_deliverer_still_holds_would_be_taken_again(
    post: Post, clock: SettableClock
) -> None:
    owner = post.start("mail_owner")
    slow: list[Delivery] = []
    original = post.cases.deliver

    def keep(case: str, delivery: Delivery) -> None:
        slow.append(delivery)
        original(case, delivery)

    post.cases.deliver = keep  # type: ignore[method-assign]
    writer = post.start("mail_writer", who="a")
    post.write(writer, [0])
    for number in range(1, 111):  # more, and for longer, than a case keeps the ids of
        clock.advance(minutes=2)
        post.write(writer, [number])
    post.cases.deliver = original  # type: ignore[method-assign]
    heard = post.heard(owner)
    assert len(heard) == 222 > KEPT
    for delivery in slow[:5]:
        post.cases.deliver(owner, delivery)
    assert post.heard(owner) == heard


def test_a_case_would_forget_what_it_has_taken_when_its_history_is_changed() -> None:
    clock = SettableClock()
    memory = Memory(clock)
    first = Delivery("m0", "NOTE", "B1", number=10)
    assert memory.is_new(first)
    for number in range(KEPT + 50):
        clock.advance(minutes=1)
        assert memory.is_new(Delivery(f"x{number}", "NOTE", "B1", number=11 + number))
    assert "m0" not in [message for message, *_ in memory.dump()["messages"]]
    restored = Memory.load(memory.dump(), clock)
    assert not restored.is_new(first)
    assert restored.is_new(Delivery("m0", "NOTE", "B1", attempt=2, number=1000))


def test_a_slow_deliverer_would_take_a_message_back_from_its_new_receiver(post: Post) -> None:
    gone = post.start("mail_owner")
    with post.database.transaction() as session:
        session.add(_outside(post, 0))
    (old,) = correlate(post.database, KEYS)
    assert old.instance_id == gone
    post.cases.losing = True
    post.cases.deliver(
        gone, Delivery("stop", "STOP", "B1")
    )  # it ends, and the database does not hear
    post.cases.losing = False
    owner = post.start("mail_owner")
    post.sweep()  # the message came back and goes to the other
    assert post.heard(owner) == ["0"]
    with post.database.transaction() as session:
        row = session.get_one(Message, "m0")
        row.state, row.delivered_at = "correlated", None  # as if its taking were not written yet
        session.add(row)
    messages._give_back(post.database, old)  # the first deliverer wakes up
    (row,) = post.rows(Message)
    assert (row.state, row.to_instance_id, row.attempts) == ("correlated", owner, 2)
    (event,) = post.rows(MessageEvent, kind="ended")
    assert event.instance_id == gone


def test_hundred_orphans_would_hide_the_one_that_somebody_waits_for(post: Post) -> None:
    with post.database.transaction() as session:
        for number in range(150):
            lost = _outside(post, number)
            lost.to_institution = "NOWHERE"
            session.add(lost)
        session.add(_outside(post, 150))
    owner = post.start("mail_owner")
    assert post.heard(owner) == ["150"]


def test_a_case_of_many_years_would_stop_at_its_21475th_turn(post: Post) -> None:
    with post.database.transaction() as session:
        far = _outside(post, 0)
        far.position = 90_000 * 100_000
        session.add(far)
    assert post.rows(Message)[0].position == 9_000_000_000


def test_what_came_back_would_be_thought_seen_after_its_sender_was_rebuilt(post: Post) -> None:
    writer = post.start("mail_writer", who="a")
    post.write(writer, [1])
    note = next(row for row in post.rows(Message) if row.name == "NOTE")
    with post.database.transaction() as session:
        row = session.get_one(Message, note.id)
        row.attempts = 3  # it has come back three times
        session.add(row)
    rewrite(post.database, post.cases.turns(writer))
    assert post.rows(Message, id=note.id)[0].attempts == 3
    assert len(post.rows(Message)) == 2


def test_an_expired_message_would_hold_back_what_was_sent_after_it(
    post: Post, clock: SettableClock
) -> None:
    with post.database.transaction() as session:
        early, late = _outside(post, 0), _outside(post, 1)
        early.expires_at = post.database.now().replace(hour=9)
        session.add_all([early, late])
    clock.advance(hours=2)
    owner = post.start("mail_owner")
    assert post.heard(owner) == ["1"]


def test_what_goes_to_one_institution_would_wait_for_what_goes_to_another(post: Post) -> None:
    now = post.database.now()
    world = World(post.database)
    with post.database.transaction() as session:
        for place in ("HOSA", "HOSB"):
            case = world.case(session, place, id=place)
            for name in ("HOLD", "RELEASE"):
                wait = {"subscription_id": name, "message_name": name, "correlation_key": "R-1"}
                session.add(
                    MessageSubscription(instance_id=case, element_id="e", created_at=now, **wait)
                )
        for position, (name, place) in enumerate((("RELEASE", "HOSA"), ("HOLD", "HOSB"))):
            session.add(
                Message(
                    id=name,
                    name=name,
                    correlation_key="R-1",
                    to_institution=place,
                    sender="asker",
                    message_key=name,
                    position=position,
                    created_at=now,
                    expires_at=now + timedelta(days=1),
                )
            )
    parcels = correlate(post.database, [("HOLD", "R-1")])
    assert [each.instance_id for each in parcels] == ["HOSB"]
