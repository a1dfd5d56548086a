"""A case that stands still: what comes meanwhile is neither lost nor doubled nor out of order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bpmn.engine.effects import (
    CaseResumed,
    CaseSuspended,
    ClearTimer,
    EventHeld,
    MessageNotTaken,
    MessageTaken,
    SlaStepReached,
    VariablesChanged,
)
from bpmn.engine.events import (
    CancelRequested,
    ChildDone,
    MessageArrived,
    SignalArrived,
    TaskCompleted,
)
from bpmn.engine.operator_events import ResumeRequested, SuspendRequested
from tests.engine.conftest import BEGIN

Begin = Callable[..., Any]
STOP, GO = SuspendRequested("recall", "op"), ResumeRequested("clear", "op")


def result(case: Any, number: int = 1, **variables: Any) -> Any:
    return case.give(MessageArrived(f"m{number}", "RESULT", "K", variables))


def order(case: Any, *elements: str) -> list[str]:
    """Name what has completed since the case was resumed, of these elements."""
    last = max(place for place, each in enumerate(case.effects) if isinstance(each, CaseResumed))
    done = [getattr(each, "element_id", "") for each in case.effects[last:]]
    types = [type(each).__name__ for each in case.effects[last:]]
    told = zip(done, types, strict=True)
    return [name for name, kind in told if kind == "ElementCompleted" and name in elements]


def test_a_suspended_case_would_go_on(begin: Begin) -> None:
    case = begin("suspended_ward", key="K").give(STOP)
    assert (case.of(CaseSuspended), case.state.next_due()) == ([CaseSuspended()], None)
    before = case.state.live_elements()
    case.wait(hours=5)
    result(case, text="negative").done("test").hear("ALARM")
    assert case.state.live_elements() == before
    told = [(each.kind, each.name) for each in case.of(EventHeld)]
    assert told == [("message", "RESULT"), ("job", ""), ("signal", "ALARM")]
    assert not case.of(MessageTaken)


def test_what_came_meanwhile_would_happen_out_of_order(begin: Begin) -> None:
    case = begin("suspended_ward", key="K").give(STOP)
    case.now = BEGIN + timedelta(hours=1, minutes=30)
    result(case, text="negative")
    case.now = BEGIN + timedelta(hours=2, minutes=30)
    case.hear("ALARM")
    case.now = BEGIN + timedelta(hours=3, minutes=30)
    case.done("test")
    case.now = BEGIN + timedelta(hours=9)
    case.give(GO)
    names = ("chase", "read", "react", "test")
    assert order(case, *names) == ["chase", "read", "chase", "react", "chase", "test"]
    assert (case.tasks(), case.state.variables["text"]) == (["see"], "negative")
    assert not case.state.held


def test_a_message_of_a_suspended_case_would_be_lost_or_taken_twice(begin: Begin) -> None:
    case = begin("suspended_ward", key="K").give(STOP)
    result(case, 1)
    result(case, 2)
    case.give(GO)
    assert [each.message_id for each in case.of(MessageTaken)] == ["m1"]
    assert [each.message_id for each in case.of(MessageNotTaken)] == ["m2"]


def test_a_message_that_is_delivered_again_and_again_would_be_held_as_often(begin: Begin) -> None:
    case = begin("suspended_ward", key="K").give(STOP)
    for _ in range(3):
        result(case, 1)
        case.give(SignalArrived("ALARM", {}, "s1"))
    assert len(case.state.held) == len(case.of(EventHeld)) == 2
    case.give(GO)
    assert len(case.of(MessageTaken)) == 1
    assert not case.of(MessageNotTaken)


def test_a_person_would_work_in_a_case_that_stands_still(begin: Begin) -> None:
    case = begin("suspended_ward", key="K").done("test")
    result(case).give(STOP)
    (task,) = case.state.tasks
    case.give(TaskCompleted(task, {}, "p1"))
    assert case.tasks() == ["see"]
    assert case.give(GO).do("see").outcome == "completed"


def test_a_case_suspended_twice_would_have_to_be_resumed_twice(begin: Begin) -> None:
    case = begin("suspended_ward", key="K").give(STOP).give(STOP).give(GO)
    assert (len(case.of(CaseSuspended)), len(case.of(CaseResumed))) == (1, 1)
    assert not case.give(GO).last
    assert not case.state.suspended


def test_a_case_cancelled_while_suspended_would_swallow_its_messages(begin: Begin) -> None:
    case = result(begin("suspended_ward", key="K").give(STOP))
    case.give(CancelRequested("moved away", "op"))
    assert case.outcome == "cancelled"
    assert [each.message_id for each in case.of(MessageNotTaken)] == ["m1"]


def test_a_case_that_ends_while_it_catches_up_would_swallow_messages(begin: Begin) -> None:
    case = begin("suspended_ward", key="K")
    result(case).done("test").give(STOP)
    result(case, 2)
    case.give(GO)
    assert [each.message_id for each in case.of(MessageNotTaken)] == ["m2"]
    assert case.do("see").outcome == "completed"


def test_a_called_case_that_ends_meanwhile_would_not_be_heard(begin: Begin) -> None:
    case = begin("calls", callee="consult").give(STOP)
    (child,) = case.state.children
    case.give(ChildDone(child, {}))
    assert child in case.state.children
    assert case.give(GO).tasks() == ["after"]


def test_the_instances_of_an_activity_would_be_counted_wrongly(begin: Begin) -> None:
    case = begin("called_instances", experts=["a", "b", "c"], enough=3).give(STOP)
    before, children = case.state.live_elements(), list(case.state.children)
    for child in reversed(children):
        case.give(ChildDone(child, {"opinion": child}))
    assert case.state.live_elements() == before
    case.give(GO)
    assert not case.state.children
    assert case.of(VariablesChanged)[-1].variables["answers"] == children


def test_a_clock_would_stop_for_good(begin: Begin) -> None:
    due = (BEGIN + timedelta(days=1)).isoformat()
    case = begin("sla", clock_started_at=BEGIN.isoformat(), decision_due=due)
    case.give(STOP).wait(days=30)
    assert not [each for each in case.last if isinstance(each, SlaStepReached)]
    case.give(GO)
    assert [each for each in case.last if isinstance(each, SlaStepReached)]
    assert [each for each in case.last if isinstance(each, ClearTimer) and each.fired]


def test_very_much_that_is_held_would_be_too_much_for_one_turn(begin: Begin) -> None:
    case = begin("suspended_ward", key="K").give(STOP)
    for _ in range(2_000):
        case.state.held.append(
            {"at": case.now.isoformat(), "type": "SignalArrived", "signal_name": "ALARM"}
            | {"variables": {}, "signal_id": ""}
        )
    case.give(GO)
    assert case.state.held
    assert not case.incidents()
    turns = 0
    while case.state.held:
        assert case.state.next_due() <= case.now
        case.wait(seconds=0)
        turns += 1
    assert turns < 10
    assert order(case, "react").count("react") == 2_000
