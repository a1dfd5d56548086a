"""What a case promises: it goes to its end, the worklist shows each step, a command has one effect."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from carelane.domain.errors import CaseNotFound, CaseUnavailable
from carelane.domain.process_instances import ElementActivation, FlowCount, HistoryEntry
from carelane.domain.wire import Answer, CancelInstance, CompleteTask
from tests.durable.site import Site


def test_a_referral_would_get_stuck_or_the_worklist_would_lag_behind(site: Site) -> None:
    site.work()
    case = site.start("two_tasks")
    assert [task.element_id for task in site.tasks(case)] == ["write"]
    assert site.complete(case, "write").outcome == "done"
    assert not site.tasks(case, "write")
    site.complete(case, "read")
    row = site.ended(case)
    assert (row.state, row.has_incident) == ("completed", False)
    assert row.variables["slot"] == "Monday 9:00"
    activations = site.rows(ElementActivation, instance_id=case)
    assert all(activation.left_at for activation in activations)
    flows = {flow.flow_id: flow.count for flow in site.rows(FlowCount, instance_id=case)}
    assert flows == {"f1": 1, "f2": 1, "f3": 1, "f4": 1}
    turns = {entry.turn for entry in site.rows(HistoryEntry, instance_id=case)}
    assert turns == set(range(1, row.turn + 1))


def test_a_double_click_would_be_done_a_hundred_times(site: Site) -> None:
    site.work()
    case = site.start("two_tasks")
    (task,) = site.tasks(case)
    command = CompleteTask(uuid.uuid4().hex, task.task_id, {}, "li")
    with ThreadPoolExecutor(100) as clicks:
        answers = list(clicks.map(lambda _: site.cases.complete_task(case, command), range(100)))
    assert {(answer.outcome, answer.turn) for answer in answers} == {("done", 2)}
    closed = site.rows(HistoryEntry, instance_id=case, kind="CloseHumanTask")
    assert len(closed) == 1
    site.complete(case, "read")
    site.ended(case)
    assert site.cases.complete_task(case, command) == answers[0]


def test_two_people_would_both_complete_the_same_task(site: Site) -> None:
    site.work()
    case = site.start("two_tasks")
    (task,) = site.tasks(case)
    together = threading.Barrier(10)

    def complete(number: int) -> Answer:
        together.wait()
        command = CompleteTask(f"command {number}", task.task_id, {"by": number}, "li")
        return site.cases.complete_task(case, command)

    with ThreadPoolExecutor(10) as people:
        answers = list(people.map(complete, range(10)))
    assert sorted(answer.outcome for answer in answers) == ["done"] + ["refused"] * 9
    assert {answer.code for answer in answers if answer.outcome == "refused"} == {"task_closed"}


def test_a_cancelled_case_would_stay_on_the_worklist(site: Site) -> None:
    site.work()
    case = site.start("two_tasks")
    answer = site.cases.cancel(case, CancelInstance("once", "patient has moved away", "li"))
    assert answer.outcome == "done"
    assert not site.tasks(case)
    assert site.ended(case).state == "cancelled"
    late = site.cases.cancel(case, CancelInstance("twice", "again", "li"))
    assert (late.outcome, late.code) == ("refused", "case_ended")


def test_a_case_would_be_lost_when_no_worker_is_up_at_its_start(site: Site) -> None:
    case = site.start("two_tasks", wait=False)
    site.work()
    site.complete(case, "write")
    site.complete(case, "read")
    assert site.ended(case).state == "completed"


def test_a_person_would_wait_for_ever_when_no_worker_answers(site: Site) -> None:
    case = site.start("two_tasks", wait=False)
    with pytest.raises(CaseUnavailable):
        site.door(patience=2).complete_task(case, CompleteTask("c", "t", {}, "li"))


def test_an_unknown_case_would_look_like_an_outage(site: Site) -> None:
    with pytest.raises(CaseNotFound):
        site.cases.complete_task("nobody", CompleteTask("c", "t", {}, "li"))


def test_the_scheduler_could_not_tell_where_a_case_stands(site: Site) -> None:
    site.work()
    case = site.start("two_tasks")
    facts = site.cases.describe(case)
    assert (facts.state, facts.turn) == ("open", 1)
    assert list(facts.open_tasks) == [task.task_id for task in site.tasks(case)]


def test_a_lost_read_model_could_not_be_rebuilt(site: Site) -> None:
    site.work()
    case = site.start("rounds", turns_per_run=2)
    for _ in range(3):
        site.complete(case, "ask", done=False)
    turns = site.cases.turns(case)
    assert [turn.turn for turn in turns] == [1, 2, 3, 4]
    assert turns[0].first is not None
