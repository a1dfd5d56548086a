"""Cases in the hands of operators, on the real server: what a new history, a restart or a rebuild must not change."""

import uuid
from typing import Any

import pytest

from carelane.domain.process_instances import ElementActivation, HistoryEntry, ProcessInstance
from carelane.domain.wire import Answer, Delivery, Operate, OperationKind
from carelane.services.rebuild import rewrite
from tests.durable.site import Site, eventually
from tests.durable.test_calls import child_of, replayed, row_of
from tests.durable.test_histories import only_when_asked, record_new
from tests.durable.test_new_histories import runs
from tests.durable.test_ward_stay import open_tasks, to_the_round, until_open
from tests.durable.told_turns import told_turns

REPLY = Delivery("reply", "REPLY", "L1", {"answer": "On Monday."})


def operate(site: Site, case: str, kind: OperationKind, **arguments: Any) -> Answer:
    answer = site.cases.operate(
        case, Operate(uuid.uuid4().hex, kind, "li", "device recall", arguments)
    )
    assert answer.outcome == "done", answer
    return answer


def late(site: Site, case: str) -> None:
    """Suspend a case, let its reminder come due, and resume it."""
    operate(site, case, "suspend")
    site.skip(case, hours=3)
    operate(site, case, "edit_variables", variables={"seen_by": "operator"})
    assert open_tasks(site, case) == ["triage"]
    operate(site, case, "resume")
    until_open(site, case, "triage", "urge")


def test_a_reminder_of_a_suspended_case_would_come_early_or_never(site: Site) -> None:
    site.work()
    case = site.start("escalation")
    late(site, case)
    site.complete(case, "triage")
    site.complete(case, "urge")
    assert site.ended(case).state == "completed"
    visits = [row.element_id for row in site.rows(ElementActivation, instance_id=case)]
    assert visits.count("urge") == 1
    replayed(site, case)


def test_a_suspended_case_would_forget_what_it_holds_in_a_new_history(site: Site) -> None:
    site.work()
    case = site.start("letter_writer", turns_per_run=1, letter_id="L1", to="NOWHERE", text="")
    site.complete(case, "pause")
    operate(site, case, "suspend")
    site.cases.deliver(case, REPLY)
    eventually(lambda: site.cases.inspect(case).held)
    operate(site, case, "edit_variables", variables={"note": 1})
    before = len(runs(site, case))
    assert before >= 3
    site.rest()
    site.work()
    assert [each.name for each in site.cases.inspect(case).held] == ["REPLY"]
    operate(site, case, "resume")
    row = site.ended(case)
    assert (row.state, row.variables["answer"]) == ("completed", "On Monday.")
    replayed(site, case)


def test_a_message_to_a_suspended_case_that_is_cancelled_would_be_lost(site: Site) -> None:
    site.work()
    case = site.start("letter_writer", letter_id="L1", to="NOWHERE", text="")
    site.complete(case, "pause")
    operate(site, case, "suspend")
    site.cases.deliver(case, REPLY)
    eventually(lambda: site.cases.inspect(case).held)
    operate(site, case, "cancel")
    assert site.ended(case).state == "cancelled"
    told = [line.kind for line in site.rows(HistoryEntry, instance_id=case)]
    assert told.count("EventHeld") == told.count("MessageNotTaken") == 1


def undone(site: Site, case: str) -> None:
    """Cancel a stay with compensation: a person has to cancel the order."""
    to_the_round(site, case)
    operate(site, case, "cancel", compensate=True)
    until_open(site, case, "cancel_order")


def test_a_cancelled_stay_would_keep_its_order(site: Site) -> None:
    site.work()
    case = site.start("ward_stay", news2=3, seen=False)
    undone(site, case)
    row = row_of(site, case)
    assert (row.state, row.compensating) == ("active", True)
    again = Operate("again", "cancel", "li", "", {"compensate": True})
    assert site.cases.operate(case, again).code == "case_compensating"
    rewrite(site.database, told_turns(site, case))
    assert row_of(site, case).compensating
    site.complete(case, "cancel_order")
    ended = site.ended(case)
    assert (ended.state, ended.compensating) == ("cancelled", False)
    story = site.rows(HistoryEntry, instance_id=case, kind="Operation")
    assert [(line.person_id, line.data["reason"]) for line in story] == [("li", "device recall")]
    replayed(site, case)


def test_a_called_case_would_go_on_without_its_caller(site: Site) -> None:
    site.work()
    case = site.start("referring", callee="consulting", question="ECG?")
    child = child_of(site, case)
    operate(site, case, "suspend")
    site.complete(child, "answer", opinion="normal")
    assert site.ended(child).state == "completed"
    eventually(lambda: site.cases.inspect(case).held)
    operate(site, case, "resume")
    site.complete(case, "read")
    assert site.ended(case).variables["opinion"] == "normal"
    case = site.start("referring", callee="consulting", question="ECG?")
    child = child_of(site, case)
    operate(site, case, "cancel", compensate=True)
    assert site.ended(case).state == site.ended(child).state == "cancelled"
    replayed(site, case, child)


def moved(site: Site, case: str) -> None:
    """Put a case back to its first task, with a correction."""
    inside = site.cases.inspect(case)
    (reading,) = (each.id for each in inside.activations if each.element_id == "read")
    back = [{"element": "write", "variables": {"again": True}}]
    operate(site, case, "modify", terminate=[reading], activate=back, variables={"slot": None})
    assert open_tasks(site, case) == ["write"]


def test_a_case_put_back_would_not_go_the_way_again(site: Site) -> None:
    site.work()
    case = site.start("two_tasks", turns_per_run=2)
    site.complete(case, "write")
    until_open(site, case, "read")
    moved(site, case)
    site.complete(case, "write")
    until_open(site, case, "read")
    site.complete(case, "read")
    row = site.ended(case)
    assert (row.state, row.variables["slot"]) == ("completed", "Monday 9:00")
    assert "again" not in row.variables
    replayed(site, case)


@pytest.mark.parametrize("stopped", [False, True])
def test_two_operators_at_once_would_both_succeed(site: Site, *, stopped: bool) -> None:
    site.work()
    case = site.start("two_tasks")
    if stopped:
        operate(site, case, "suspend")
    kind: OperationKind = "resume" if stopped else "suspend"
    answers = [site.cases.operate(case, Operate(f"{n}", kind, "li", "")) for n in range(3)]
    assert [each.outcome for each in answers] == ["done", "refused", "refused"]
    assert site.cases.operate(case, Operate("0", kind, "li", "")) == answers[0]


@only_when_asked
def test_record_operated_cases(site: Site) -> None:
    """Write the histories of cases that operators have changed."""
    site.work()
    case = site.start("escalation")
    late(site, case)
    record_new(site, "suspended_and_resumed", case)
    case = site.start("ward_stay", news2=3, seen=False)
    undone(site, case)
    record_new(site, "cancelled_and_being_undone", case)
    case = site.start("two_tasks")
    site.complete(case, "write")
    until_open(site, case, "read")
    moved(site, case)
    record_new(site, "token_moved", case)
    case = site.start("referring", callee="consulting", question="ECG?")
    child = child_of(site, case)
    operate(site, case, "cancel", compensate=True)
    site.ended(child)
    record_new(site, "caller_cancelled_with_compensation", case)
    record_new(site, "called_case_undone", child)
    assert site.rows(ProcessInstance, id=case)
