"""What would be lost: a letter that nobody knows is lying there, or a patient's number on an operator's screen."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from carelane.domain.errors import (
    CaseEnded,
    InstitutionNotFound,
    InvalidMessage,
    MessageNotFound,
    MessageNotWaiting,
    NotAllowed,
    NotAwaited,
    ReasonMissing,
)
from carelane.domain.messages import Message, MessageEvent, MessageSubscription
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.wire import Delivery
from carelane.services import message_mending, messages
from carelane.services.message_candidates import candidates
from carelane.services.message_decisions import Decision
from carelane.services.message_outcomes import Outcome
from carelane.services.message_views import MessageFilter, MessageLine, View, list_messages
from carelane.services.outside_messages import OutsideMessage, publish
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.test_messages import Post
from tests.data.world import World

SECRET = "110105199001011234"
"""A number that names a patient, used as a correlation key."""


class Desk(Post):
    """People who enter messages and look after them."""

    def __init__(self, world: World, cases: CasesInMemory) -> None:
        super().__init__(world, cases)
        self.world = world

    def publish(self, login: str = "operator", **given: Any) -> Outcome:
        known = {"name": "NOTE", "message_id": uuid.uuid4().hex, "correlation_key": SECRET}
        message = OutsideMessage(**known | {"variables": {"line": "x"}} | given)
        return publish(self.database, self.cases, self.world.actor(login), message)

    def view(self, view: View, login: str = "operator", **given: Any) -> tuple[MessageLine, ...]:
        wanted = MessageFilter(view, **given)
        return list_messages(self.database, self.world.actor(login), wanted).rows

    def decide(
        self, message: Outcome, login: str = "operator", reason: str = "typed wrong"
    ) -> Decision:
        return Decision(self.world.actor(login), message.message_id, reason, uuid.uuid4().hex)

    def bind(self, message: Outcome, case: str, login: str = "operator") -> Outcome:
        return message_mending.bind(self.database, self.cases, self.decide(message, login), case)


@pytest.fixture
def desk(world: World, cases: CasesInMemory) -> Desk:
    return Desk(world, cases)


def test_a_message_from_outside_reaches_the_case_that_waits(desk: Desk) -> None:
    owner = desk.start("mail_owner", box=SECRET)
    sent = desk.publish()
    assert (sent.state, sent.instance_id) == ("taken", owner)
    assert desk.heard(owner) == ["x"]


def test_the_same_id_again_arrives_once_and_every_repetition_is_seen(
    desk: Desk, clock: SettableClock
) -> None:
    owner = desk.start("mail_owner", box=SECRET)
    desk.publish(message_id="fax 17")
    clock.advance(minutes=5)
    for line in ("x", "something else"):
        again = desk.publish(message_id="fax 17", variables={"line": line})
        assert (again.duplicate, again.state, again.instance_id) == (True, "taken", owner)
    assert desk.heard(owner) == ["x"]
    first, second = desk.view("duplicates")
    assert first.message_id == second.message_id == again.message_id
    assert first.at - first.since == timedelta(minutes=5)


def test_the_same_words_under_another_id_are_suspected(desk: Desk, clock: SettableClock) -> None:
    first = desk.publish()
    clock.advance(minutes=20)
    second = desk.publish()
    clock.advance(hours=2)
    desk.publish()  # too long after it
    (line,) = desk.view("suspected")
    assert (line.message_id, line.other_id) == (second.message_id, first.message_id)


@pytest.mark.parametrize(
    ("login", "institution", "allowed"),
    [
        ("operator", "", True),
        ("operator", "HOSA", True),
        ("desk_a", "HOSA", True),
        ("desk_a", "HOSB", False),
        ("desk_a", "", False),
        ("spec_a", "HOSA", False),
        ("coord1", "PRI1", True),
        ("doctor1", "PRI1", False),
    ],
)
def test_who_may_enter_a_message(
    desk: Desk, login: str, institution: str, *, allowed: bool
) -> None:
    if allowed:
        assert desk.publish(login, institution=institution).state == "waits"
    else:
        with pytest.raises(NotAllowed):
            desk.publish(login, institution=institution)


def test_what_cannot_be_sent_is_refused_with_its_reason(desk: Desk) -> None:
    for wrong in (
        {"name": " "},
        {"message_id": ""},
        {"correlation_key": "k" * 300},
        {"correlation_key": "line\nbreak"},
        {"variables": {"line": "x" * 600_000}},
        {"variables": {"line": float("nan")}},
        {"time_to_live": timedelta(0)},
    ):
        with pytest.raises(InvalidMessage):
            desk.publish(**wrong)
    with pytest.raises(InstitutionNotFound):
        desk.publish(institution="NOWHERE")
    assert desk.rows(Message) == []


def test_an_orphan_says_why_nobody_takes_it(desk: Desk, clock: SettableClock) -> None:
    desk.publish(name="POSTCARD")
    why = {line.name: line.why for line in desk.view("orphans")}
    assert why["POSTCARD"] is not None
    assert why["POSTCARD"].reason == "nobody"
    desk.publish()
    assert _why(desk, "NOTE") == ("nobody", 0)
    other = desk.start("mail_owner", box="K2")
    assert _why(desk, "NOTE") == ("other_key", 1)
    desk.publish(name="MEMO", institution="HOSA")
    assert _why(desk, "MEMO") == ("other_institution", 1)
    desk.cases.deliver(other, Delivery("stop", "STOP", "K2"))
    assert _why(desk, "NOTE") == ("nobody", 0)
    clock.advance(days=8)
    assert _why(desk, "NOTE") == ("expired", 0)


def _why(desk: Desk, name: str) -> tuple[str, int]:
    (line,) = desk.view("orphans", text=name)
    assert line.why is not None
    return line.why.reason, line.why.count


def test_what_came_after_its_receiver_had_ended_is_late(desk: Desk) -> None:
    owner = desk.start("mail_owner", box=SECRET)
    desk.cases.losing = True
    desk.cases.deliver(owner, Delivery("stop", "STOP", SECRET))
    desk.cases.losing = False
    sent = desk.publish()
    assert sent.state == "waits"
    (line,) = desk.view("late")
    assert (line.kind, line.instance_id) == ("ended", owner)
    assert _why(desk, "NOTE") == ("receiver_ended", 0)


def test_what_nobody_took_in_time_is_late_and_can_be_opened_again(
    desk: Desk, clock: SettableClock
) -> None:
    sent = desk.publish(time_to_live=timedelta(hours=1))
    clock.advance(hours=2)
    messages.expire(desk.database)
    assert [line.kind for line in desk.view("late")] == ["expired"]
    assert desk.view("orphans") == ()
    owner = desk.start("mail_owner", box=SECRET)
    decision = desk.decide(sent)
    for _ in range(2):
        again = message_mending.reopen(desk.database, desk.cases, decision)
        assert (again.state, again.instance_id) == ("taken", owner)
    assert desk.heard(owner) == ["x"]
    with pytest.raises(MessageNotWaiting):
        message_mending.reopen(desk.database, desk.cases, desk.decide(sent))


def test_who_waits_without_a_message_is_listed(desk: Desk) -> None:
    owner = desk.start("mail_owner", box=SECRET)
    lines = desk.view("waiting")
    assert [(line.name, line.instance_id) for line in lines] == [
        ("NOTE", owner),
        ("MEMO", owner),
        ("STOP", owner),
    ]
    assert desk.view("waiting", "head_a") == ()
    assert len(desk.view("waiting", "coord1")) == 3


def test_a_patients_number_as_a_key_is_not_shown_to_operators(desk: Desk) -> None:
    desk.publish()
    desk.start("mail_owner", box="other")
    for view in ("orphans", "waiting"):
        for line in desk.view(view):  # type: ignore[arg-type]
            assert SECRET not in repr(line)
    (line,) = desk.view("orphans")
    assert line.key.startswith("11…34 #")
    (seen,) = {line.key for line in desk.view("waiting", "coord1")}
    assert seen == "other"  # whose own case it is


def test_others_hospitals_do_not_see_it(desk: Desk) -> None:
    sent = desk.publish(institution="HOSA")
    assert len(desk.view("orphans", "head_a")) == 1
    assert desk.view("orphans", "coord1") == ()
    with pytest.raises(NotAllowed):
        desk.view("orphans", "doctor1")
    with pytest.raises(MessageNotFound):
        message_mending.discard(desk.database, desk.decide(sent, "coord1"))


def test_an_orphan_given_to_a_case_by_hand_is_taken_once_and_both_histories_say_so(
    desk: Desk,
) -> None:
    writer = desk.start("mail_writer", who="a", box="typo")
    desk.write(writer, [1])
    owner = desk.start("mail_owner", box="right")
    line = next(line for line in desk.view("orphans") if line.name == "NOTE")
    orphan = Outcome(line.message_id, "waits")
    (found,) = candidates(desk.database, desk.world.actor("operator"), line.message_id)
    assert found.instance_id == owner
    decision = desk.decide(orphan)
    for _ in range(2):
        bound = message_mending.bind(desk.database, desk.cases, decision, owner)
        assert (bound.state, bound.instance_id) == ("taken", owner)
    assert desk.heard(owner) == ["a2"]
    for case in (writer, owner):
        (entry,) = desk.rows(HistoryEntry, instance_id=case, kind="MessageBound")
        assert (entry.person_id, entry.data["reason"]) == ("id-operator", "typed wrong")
    (row,) = desk.rows(Message, id=line.message_id)
    assert (row.correlation_key, row.bound_key) == ("typo", "right")


def test_a_case_that_does_not_want_it_gives_it_back_and_the_answer_says_so(desk: Desk) -> None:
    owner = desk.start("mail_owner", box="right")
    sent = desk.publish()
    desk.cases.losing = True
    desk.cases.deliver(owner, Delivery("stop", "STOP", "right"))
    desk.cases.losing = False
    assert desk.bind(sent, owner).state == "waits"
    (row,) = desk.rows(Message)
    assert (row.state, row.bound_key) == ("buffered", None)
    assert [line.kind for line in desk.view("late")] == ["ended"]


def test_what_cannot_be_given_is_refused_with_its_reason(desk: Desk) -> None:
    sent, owner = desk.publish(), desk.start("mail_owner", box="right")
    writer = desk.start("mail_writer", who="a")
    with pytest.raises(NotAwaited):
        desk.bind(sent, writer)
    with pytest.raises(ReasonMissing):
        message_mending.bind(desk.database, desk.cases, desk.decide(sent, reason=" "), owner)
    with pytest.raises(MessageNotFound):
        desk.bind(Outcome("none", "waits"), owner)
    desk.cases.deliver(owner, Delivery("stop", "STOP", "right"))
    with pytest.raises(CaseEnded):
        desk.bind(sent, owner)
    assert desk.rows(MessageEvent, kind="bound") == []
    assert desk.rows(Message)[0].state == "buffered"


def test_a_supervisor_gives_what_was_sent_to_his_hospital_to_its_own_cases_only(
    desk: Desk,
) -> None:
    elsewhere = desk.start("mail_owner", box="right")  # at PRI1
    sent = desk.publish(institution="HOSA")
    with pytest.raises(NotAllowed):
        desk.bind(sent, elsewhere, "group")
    assert desk.bind(sent, elsewhere, "operator").state == "taken"


def test_a_discarded_message_reaches_nobody(desk: Desk) -> None:
    sent = desk.publish()
    decision = desk.decide(sent)
    for _ in range(2):
        assert message_mending.discard(desk.database, decision).state == "discarded"
    owner = desk.start("mail_owner", box=SECRET)
    desk.sweep()
    assert desk.heard(owner) == []
    assert desk.view("orphans") == ()
    with pytest.raises(MessageNotWaiting):
        desk.bind(sent, owner)


def test_what_it_says_is_read_by_operators_only_with_a_reason_that_stays(desk: Desk) -> None:
    writer = desk.start("mail_writer", who="a", box="typo")
    desk.write(writer, [1])
    line = next(line for line in desk.view("orphans") if line.name == "NOTE")
    orphan = Outcome(line.message_id, "waits")
    with pytest.raises(ReasonMissing):
        message_mending.read_content(desk.database, desk.decide(orphan, reason=""))
    said = message_mending.read_content(desk.database, desk.decide(orphan))
    assert said == {"line": "a2"}
    (entry,) = desk.rows(HistoryEntry, instance_id=writer, kind="MessageRead")
    assert (entry.person_id, entry.data["reason"]) == ("id-operator", "typed wrong")
    own = desk.decide(orphan, "coord1", reason="")  # who sees the case anyway
    assert message_mending.read_content(desk.database, own) == {"line": "a2"}


def test_two_people_who_give_one_message_away_at_once_give_it_once(
    desk: Desk, at_once: Callable[..., list[Any]]
) -> None:
    owners = [desk.start("mail_owner", box=f"k{number}") for number in range(4)]
    sent = desk.publish()

    def give(owner: str) -> str:
        try:
            return desk.bind(sent, owner).state
        except (MessageNotWaiting, NotAwaited) as refused:
            return refused.code

    outcomes = at_once([lambda owner=owner: give(owner) for owner in owners])
    assert outcomes.count("taken") == 1
    assert sum(len(desk.heard(owner)) for owner in owners) == 1
    assert [row.message_id for row in desk.rows(MessageSubscription) if row.message_id] == []
    assert len(desk.rows(ProcessInstance, state="active")) == 4
