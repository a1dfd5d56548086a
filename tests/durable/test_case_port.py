"""What `CasePort` promises: one suite over the cases on Temporal and over the ones in memory.

The tests of the data layer rely on `CasesInMemory`: what it did differently, they would not notice.
"""

import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from carelane.adapters.case_client import Queues
from carelane.adapters.cases import Cases
from carelane.adapters.database import open_database
from carelane.adapters.temporal_client import TemporalOptions
from carelane.adapters.temporal_server import free_port
from carelane.domain.errors import CaseEnded, CaseNotFound, CaseUnavailable
from carelane.domain.inside import CaseInside
from carelane.domain.wire import (
    Answer,
    CancelInstance,
    Cause,
    CompleteTask,
    Delivery,
    Operate,
    OperationKind,
    ResolveIncident,
    SignalHeard,
)
from carelane.services.ports import CasePort
from tests.data.cases import CasesInMemory
from tests.durable.clinic import Clinic
from tests.durable.site import Site, eventually
from tests.durable.told_turns import told_turns

LETTER = Delivery("letter", "LETTER", "L1", {"text": "Please see her."})
SURGE = SignalHeard("surge", "OUTBREAK", {"disease": "measles"})
REPLY = Delivery("reply", "REPLY", "L1", {"answer": "On Monday."})


@pytest.fixture(scope="module", params=["memory", "temporal"])
def clinic(
    request: pytest.FixtureRequest, seeded_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Clinic]:
    path = tmp_path_factory.mktemp("port") / "carelane.db"
    shutil.copy(seeded_template, path)
    made = Clinic(open_database(f"sqlite:///{path}"))
    made.release()
    if request.param == "memory":
        made.cases = CasesInMemory(made.database, {"book": made.book})
        yield made
        made.database.engine.dispose()
        return
    site = Site(request.getfixturevalue("temporal").address, made.database)
    site.work(book=made.book)
    made.cases = site.cases
    yield made
    site.close()


@pytest.fixture
def away(clinic: Clinic) -> Iterator[CasePort]:
    """The same kind of cases, but Temporal is away."""
    if isinstance(clinic.cases, CasesInMemory):
        cases = CasesInMemory(clinic.database)
        cases.available = False
        yield cases
        return
    nobody = TemporalOptions(f"127.0.0.1:{free_port()}")
    door = Cases.connect(nobody, Queues(), patience=timedelta(seconds=0.5))
    yield door
    door.close()


def refusal(answer: Answer) -> str:
    assert answer.outcome == "refused"
    return answer.code


def test_a_start_sent_twice_would_be_two_cases(clinic: Clinic) -> None:
    start = clinic.payload("rounds")
    first = clinic.cases.start(start)
    assert first == Answer("done", turn=1)
    seen = clinic.worklist(start.instance_id)
    assert len(seen) == 1
    assert clinic.cases.start(start) == first
    clinic.complete(start.instance_id, done=False)
    assert clinic.cases.start(start) == first
    clinic.complete(start.instance_id, done=True)
    assert clinic.cases.start(start) == first
    assert clinic.cases.describe(start.instance_id).state == "closed"


def test_a_start_that_nobody_waits_for_would_be_lost(clinic: Clinic) -> None:
    start = clinic.payload("rounds")
    for _ in range(2):
        assert clinic.cases.start(start, wait=False) == Answer("done", turn=0)
    assert len(eventually(lambda: clinic.worklist(start.instance_id))) == 1


def test_a_completed_task_would_stay_on_the_worklist(clinic: Clinic) -> None:
    case = clinic.start("rounds")
    before = clinic.worklist(case)
    assert clinic.complete(case, done=False) == Answer("done", turn=2)
    after = clinic.worklist(case)
    assert len(after) == 1
    assert after != before


def test_a_command_sent_twice_would_be_done_twice(clinic: Clinic) -> None:
    case = clinic.start("rounds")
    (task,) = clinic.worklist(case)
    command = CompleteTask("double click", task, {"done": False}, "li")
    first = clinic.cases.complete_task(case, command)
    clinic.complete(case, done=False)
    assert clinic.cases.complete_task(case, command) == first
    assert clinic.cases.describe(case).turn == 3


def test_two_people_would_complete_the_same_task(clinic: Clinic) -> None:
    case = clinic.start("rounds")
    (task,) = clinic.worklist(case)
    clinic.complete(case, done=False)
    for other in (task, "never opened"):
        late = CompleteTask(f"late {other}", other, {"done": True}, "li")
        assert refusal(clinic.cases.complete_task(case, late)) == "task_closed"
    nameless = CompleteTask("", clinic.worklist(case)[0], {"done": True}, "li")
    assert refusal(clinic.cases.complete_task(case, nameless)) == "error"
    assert clinic.cases.describe(case).turn == 2


def test_a_case_that_has_ended_would_go_on(clinic: Clinic) -> None:
    case = clinic.start("rounds")
    (task,) = clinic.worklist(case)
    last = CompleteTask("the last one", task, {"done": True}, "li")
    answer = clinic.cases.complete_task(case, last)
    assert answer == Answer("done", turn=2)
    assert clinic.cases.complete_task(case, last) == answer
    assert clinic.row(case).state == "completed"
    facts = clinic.cases.describe(case)
    assert (facts.state, facts.turn, facts.open_tasks) == ("closed", 2, ())
    again = CompleteTask("one more", task, {"done": True}, "li")
    assert refusal(clinic.cases.complete_task(case, again)) == "case_ended"
    cancel = CancelInstance("no", "too late", "li")
    assert refusal(clinic.cases.cancel(case, cancel)) == "case_ended"
    resolve = ResolveIncident("what", "i1", "retry", "li")
    assert refusal(clinic.cases.resolve_incident(case, resolve)) == "case_ended"


def test_a_cancelled_case_would_keep_its_tasks(clinic: Clinic) -> None:
    case = clinic.start("rounds")
    command = CancelInstance("cancel", "moved away", "li")
    answer = clinic.cases.cancel(case, command)
    assert answer == Answer("done", turn=2)
    assert clinic.worklist(case) == []
    assert clinic.row(case).state == "cancelled"
    assert clinic.cases.cancel(case, command) == answer
    other = CancelInstance("another", "moved away", "li")
    assert refusal(clinic.cases.cancel(case, other)) == "case_ended"


def test_a_failed_booking_could_not_be_tried_again(clinic: Clinic) -> None:
    case, incident = clinic.stuck()
    assert eventually(lambda: clinic.row(case).has_incident)
    command = ResolveIncident("again", incident, "retry", "li")
    answer = clinic.cases.resolve_incident(case, command)
    assert (answer.outcome, answer.code) == ("done", "")
    assert clinic.cases.resolve_incident(case, command) == answer
    other = ResolveIncident("somebody else", incident, "retry", "li")
    assert refusal(clinic.cases.resolve_incident(case, other)) == "incident_closed"
    eventually(lambda: clinic.worklist(case))
    row = clinic.row(case)
    assert (row.variables["slot"], row.has_incident) == ("Tuesday", False)


def test_a_failed_booking_could_not_be_done_by_telephone(clinic: Clinic) -> None:
    case, incident = clinic.stuck()
    skip = ResolveIncident("skip", incident, "skip", "li", {"slot": "by telephone"})
    assert clinic.cases.resolve_incident(case, skip).outcome == "done"
    assert clinic.cases.describe(case).open_incidents == ()
    assert len(clinic.worklist(case)) == 1
    assert clinic.row(case).variables["slot"] == "by telephone"


def test_a_message_delivered_twice_would_count_twice(clinic: Clinic) -> None:
    case = clinic.start("letter_writer", letter_id="L1", to="NOWHERE", text="")
    for attempt in (1, 1, 2, 1, 2):
        clinic.cases.deliver(case, replace(REPLY, attempt=attempt))  # nobody waits for it yet
    clinic.complete(case)
    causes = clinic.causes(case)
    taken = [each for each in causes if each.kind == "message"]
    assert {each.message_id for each in taken} == {REPLY.message_id}
    told = [effect["type"] for turn in told_turns(clinic, case) for effect in turn.effects]
    assert told.count("MessageNotTaken") == 2


def test_a_reply_would_not_reach_its_case(clinic: Clinic) -> None:
    case = clinic.start("letter_writer", letter_id="L1", to="NOWHERE", text="")
    clinic.complete(case)
    clinic.cases.deliver(case, REPLY)
    eventually(lambda: clinic.row(case).state == "completed")
    assert clinic.row(case).variables["answer"] == "On Monday."
    for delivery in (REPLY, replace(REPLY, message_id="another")):
        # Its rows say so a moment before the case has ended; a message of that moment would come back.
        eventually(lambda sent=delivery: is_over_for(clinic, case, sent))


def is_over_for(clinic: Clinic, case: str, delivery: Delivery) -> bool:
    try:
        clinic.cases.deliver(case, delivery)
    except CaseEnded:
        return True
    return False


def operate(clinic: Clinic, case: str, kind: OperationKind, **arguments: Any) -> Answer:
    command = Operate(uuid.uuid4().hex, kind, "li", "device recall", arguments)
    return clinic.cases.operate(case, command)


def test_a_suspended_case_would_go_on(clinic: Clinic) -> None:
    case = clinic.start("rounds")
    (task,) = clinic.worklist(case)
    assert operate(clinic, case, "suspend") == Answer("done", turn=2)
    assert clinic.cases.describe(case).suspended
    assert clinic.row(case).suspended
    assert [row.state for row in clinic.tasks(case)] == ["suspended"]
    complete = CompleteTask("while suspended", task, {"done": True}, "li")
    assert refusal(clinic.cases.complete_task(case, complete)) == "case_suspended"
    cancel = CancelInstance("also", "", "li")
    assert refusal(clinic.cases.cancel(case, cancel)) == "case_suspended"
    assert refusal(operate(clinic, case, "suspend")) == "case_suspended"
    assert operate(clinic, case, "resume") == Answer("done", turn=3)
    assert [row.state for row in clinic.tasks(case)] == ["ready"]
    assert refusal(operate(clinic, case, "resume")) == "case_not_suspended"
    assert clinic.complete(case, done=True).outcome == "done"
    causes = [each for each in clinic.causes(case) if each.kind == "operator"]
    assert causes[0] == Cause("operator", "li", operation="suspend", reason="device recall")


def test_a_message_to_a_suspended_case_would_be_lost(clinic: Clinic) -> None:
    case = clinic.start("letter_writer", letter_id="L1", to="NOWHERE", text="")
    clinic.complete(case)
    operate(clinic, case, "suspend")
    for attempt in (1, 1):
        clinic.cases.deliver(case, replace(REPLY, attempt=attempt))
    inside = eventually(lambda: held_inside(clinic, case))
    assert [(each.type, each.name) for each in inside.held] == [("MessageArrived", "REPLY")]
    assert clinic.row(case).state == "active"
    operate(clinic, case, "resume")
    eventually(lambda: clinic.row(case).state == "completed")
    assert clinic.row(case).variables["answer"] == "On Monday."


def held_inside(clinic: Clinic, case: str) -> CaseInside | None:
    inside = clinic.cases.inspect(case)
    return inside if inside.held else None


def test_an_operator_could_not_look_inside_a_case(clinic: Clinic) -> None:
    case = clinic.start("rounds", ward="A")
    inside = clinic.cases.inspect(case)
    root, ask = inside.activations
    assert (inside.instance_id, inside.turn, root.scope, ask.scope) == (case, 1, "", root.id)
    assert root.variables["ward"] == "A"
    assert ask.element_id == "ask"
    waits = {wait.kind: wait.id for wait in ask.waits}
    assert waits["task"] == clinic.worklist(case)[0]
    operate(clinic, case, "cancel")
    with pytest.raises(CaseEnded):
        eventually(lambda: clinic.cases.inspect(case) and None)


def test_an_operator_could_not_end_a_suspended_case(clinic: Clinic) -> None:
    case = clinic.start("rounds")
    operate(clinic, case, "suspend")
    assert operate(clinic, case, "cancel", compensate=True).outcome == "done"
    row = clinic.row(case)
    assert (row.state, row.suspended, row.compensating) == ("cancelled", False, False)
    assert refusal(operate(clinic, case, "resume")) == "case_ended"


def test_a_token_could_not_be_moved(clinic: Clinic) -> None:
    case, _incident = clinic.stuck()
    booking = next(a for a in clinic.cases.inspect(case).activations if a.element_id == "book")
    assert [wait.kind for wait in booking.waits] == ["incident"]
    wrong = operate(clinic, case, "modify", terminate=["a77"], activate=[{"element": "start"}])
    assert refusal(wrong) == "unknown_activation"
    assert [(one["about"], one["why"]) for one in wrong.details["problems"]] == [
        ("a77", ""),
        ("start", "start_event"),
    ]
    moved = {"terminate": [booking.id], "activate": [{"element": "read"}]}
    assert operate(clinic, case, "modify", **moved).outcome == "done"
    assert [task.element_id for task in clinic.tasks(case)] == ["read"]
    assert not clinic.row(case).has_incident
    assert clinic.complete(case).outcome == "done"
    eventually(lambda: clinic.row(case).state == "completed")


def test_a_wrong_value_could_not_be_mended(clinic: Clinic) -> None:
    case = clinic.start("rounds", ward="A", note="wrong patient", urgency="E")
    edits = {"variables": {"ward": "B"}, "remove": ["note", "urgency"]}
    assert operate(clinic, case, "edit_variables", **edits).outcome == "done"
    row = clinic.row(case)
    assert row.variables["ward"] == "B"
    assert "note" not in row.variables
    assert row.urgency == ""
    malformed = operate(clinic, case, "edit_variables", variables=[])
    assert (refusal(malformed), malformed.details["why"]) == (
        "unknown_operation",
        "variables: not an object",
    )
    too_much = operate(clinic, case, "edit_variables", variables={"x": "y" * 600_000})
    assert refusal(too_much) == "unusable_variables"


def test_an_answer_that_was_lost_would_be_done_again(clinic: Clinic) -> None:
    case = clinic.start("rounds")
    move = Operate("once", "modify", "li", "", {"activate": [{"element": "ask"}]})
    first = clinic.cases.operate(case, move)
    assert clinic.cases.operate(case, move) == first
    assert len(clinic.worklist(case)) == 2


def test_a_command_that_makes_no_sense_would_be_obeyed(clinic: Clinic) -> None:
    case = clinic.start("rounds")
    assert refusal(operate(clinic, case, "cancel", compensate="perhaps")) == "unknown_operation"
    assert clinic.row(case).state == "active"


def every_call(cases: CasePort) -> tuple[Callable[[], object], ...]:
    """Make a call of each kind about a case that nobody has started."""
    return (
        lambda: cases.complete_task("nobody", CompleteTask("c", "t", {}, "li")),
        lambda: cases.cancel("nobody", CancelInstance("c", "", "li")),
        lambda: cases.resolve_incident("nobody", ResolveIncident("c", "i", "retry", "li")),
        lambda: cases.operate("nobody", Operate("c", "suspend", "li", "")),
        lambda: cases.deliver("nobody", REPLY),
        lambda: cases.describe("nobody"),
        lambda: cases.inspect("nobody"),
        lambda: cases.turns("nobody"),
        lambda: cases.told("nobody"),
    )


def test_an_unknown_case_would_look_like_an_outage(clinic: Clinic) -> None:
    for call in every_call(clinic.cases):
        with pytest.raises(CaseNotFound):
            call()


def test_an_outage_would_look_like_an_unknown_case(clinic: Clinic, away: CasePort) -> None:
    start = clinic.payload("rounds")
    for call in (
        *every_call(away),
        lambda: away.start(start),
        lambda: away.start(start, wait=False),
        lambda: away.listed(closed=True),
    ):
        with pytest.raises(CaseUnavailable):
            call()


def test_the_read_model_could_not_be_compared_with_a_case(clinic: Clinic) -> None:
    case = clinic.start("rounds")
    clinic.complete(case, done=False)
    facts = clinic.cases.describe(case)
    assert (facts.instance_id, facts.state, facts.turn) == (case, "open", 2)
    assert list(facts.open_tasks) == clinic.worklist(case)
    turns = clinic.cases.turns(case)
    assert [turn.turn for turn in turns] == [1, 2]
    assert (turns[0].first is None, turns[1].first) == (False, None)
    assert clinic.causes(case) == [Cause("person", "li"), Cause("person", "li")]
    told = clinic.cases.told(case)
    assert (told.start.instance_id, told.turns, told.whole) == (case, turns, True)


def test_a_case_without_rows_would_be_known_to_nobody(clinic: Clinic) -> None:
    running, ended = clinic.start("rounds"), clinic.start("rounds")
    clinic.cases.cancel(ended, CancelInstance(uuid.uuid4().hex, "", "li"))

    def listed(*, closed: bool) -> dict[str, bool]:
        known = clinic.cases.listed(closed=closed)
        assert known == sorted(known, key=lambda case: (case.started_at, case.instance_id))
        return {case.instance_id: case.open for case in known}

    eventually(lambda: listed(closed=True).items() >= {(running, True), (ended, False)})
    assert listed(closed=False)[running]
    assert ended not in listed(closed=False)


def test_a_letter_would_start_its_case_without_its_words(clinic: Clinic) -> None:
    start = replace(
        clinic.payload("letter_reader"), message=LETTER, started_by="", from_institution="HOS1"
    )
    clinic.cases.start(start)
    clinic.cases.deliver(start.instance_id, LETTER)
    clinic.complete(start.instance_id, answer="On Monday.")
    row = clinic.row(start.instance_id)
    assert (row.variables["text"], row.from_institution) == ("Please see her.", "HOS1")
    causes = clinic.causes(start.instance_id)
    told = Cause("message", message_id=LETTER.message_id, attempt=1)
    assert causes == [told, Cause("person", "li")]


def test_a_case_that_a_clock_starts_would_seem_to_be_a_persons(clinic: Clinic) -> None:
    start = replace(clinic.payload("daily_list"), timer="every_day", started_by="")
    assert clinic.cases.start(start) == Answer("done", turn=1)
    assert clinic.causes(start.instance_id) == [Cause("timer")]
    assert len(clinic.worklist(start.instance_id)) == 1


def test_a_signal_told_twice_would_be_heard_twice(clinic: Clinic) -> None:
    case = clinic.start("ward_watch")
    for _ in range(3):
        clinic.cases.hear(case, SURGE)
    clinic.cases.hear(case, replace(SURGE, signal_id="another"))
    eventually(lambda: len(clinic.worklist(case)) == 3)
    heard = [cause.signal_id for cause in clinic.causes(case) if cause.kind == "signal"]
    assert heard == ["surge", "another"]
    assert clinic.row(case).variables["disease"] == "measles"


def test_a_case_begun_by_a_signal_would_hear_it_once_more(clinic: Clinic) -> None:
    start = replace(clinic.payload("local_response"), signal=SURGE, started_by="")
    assert clinic.cases.start(start) == Answer("done", turn=1)
    clinic.cases.hear(start.instance_id, SURGE)
    assert clinic.causes(start.instance_id) == [
        Cause("signal", signal_id="surge", signal_name="OUTBREAK")
    ]


def test_a_signal_to_a_case_that_is_over_would_seem_heard(clinic: Clinic) -> None:
    case = clinic.start("ward_watch")
    clinic.complete(case)
    with pytest.raises(CaseEnded):
        eventually(lambda: clinic.cases.hear(case, SURGE))
    with pytest.raises(CaseNotFound):
        clinic.cases.hear("nobody", SURGE)
