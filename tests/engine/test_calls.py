"""A case that calls others: what goes in, what comes back, and what becomes of both when one of them ends."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bpmn.conformance.host import BEGIN, Host
from bpmn.definition import Bundle, compile_bundle
from bpmn.engine import Caller, State, answers_of, handle, start
from bpmn.engine.calls import MAX_DEPTH
from bpmn.engine.effects import (
    CancelChild,
    EscalationRaised,
    OpenHumanTask,
    RaiseIncident,
    StartChild,
)
from bpmn.engine.events import (
    CancelRequested,
    ChildDone,
    ChildEscalated,
    ChildFailed,
    Event,
    JobThrew,
    TaskCompleted,
)
from bpmn.reader import read_bpmn

Begin = Callable[..., Any]
FILES = Path(__file__).parent / "files"
NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def _call(begin: Begin, **variables: Any) -> Any:
    return begin("calls", callee="consult", **variables)


def test_a_called_process_gets_the_case_and_its_answer_comes_back(begin: Begin) -> None:
    case = _call(begin, patient="P-1")
    (call,) = case.of(StartChild)
    assert (call.process_id, call.element_id, call.binding) == ("consult", "call", "latest")
    assert call.variables == {"callee": "consult", "patient": "P-1"}
    assert (call.catches, call.depth) == (("REFUSED",), 1)
    case.give(ChildDone(call.child_id, {"opinion": "operate"}))
    assert case.tasks() == ["after"]
    assert case.state.variables["opinion"] == "operate"
    assert not case.state.children


def test_a_callee_that_stops_itself_ends_the_call_and_nothing_else(begin: Begin) -> None:
    case = _call(begin)
    case.give(ChildFailed("k5", "terminated", variables={"opinion": "none"}))
    assert case.tasks() == ["after"]


def test_an_error_of_the_callee_is_caught_at_the_call(begin: Begin) -> None:
    case = _call(begin).give(ChildFailed("k5", "error", "REFUSED"))
    assert "refused_end" in case.completed()
    assert case.outcome == "completed"


def test_an_error_nobody_catches_waits_for_a_person_who_calls_again(begin: Begin) -> None:
    case = _call(begin).give(ChildFailed("k5", "error", "OTHER"))
    assert case.incidents() == ["unhandled_error"]
    case.resolve()
    calls = case.of(StartChild)
    assert len({call.child_id for call in calls}) == 2
    case.give(ChildDone(calls[0].child_id))
    assert case.tasks() == []
    case.give(ChildDone(calls[1].child_id))
    assert case.tasks() == ["after"]


@pytest.mark.parametrize("outcome", ["cancelled", "unknown"])
def test_a_call_that_came_to_nothing_is_an_incident_and_can_be_skipped(
    begin: Begin, outcome: Any
) -> None:
    case = _call(begin).give(ChildFailed("k5", outcome, message="there is no process"))
    assert case.incidents() == ["call"]
    assert case.of(RaiseIncident)[0].message == "there is no process"
    case.resolve("skip")
    assert case.tasks() == ["after"]
    assert not case.of(CancelChild)


def test_a_callee_id_that_is_no_text_is_an_incident(begin: Begin) -> None:
    case = begin("calls")
    assert case.incidents() == ["expression"]
    case.resolve(callee="consult")
    assert case.of(StartChild)


def test_news_of_the_callee_reach_the_caller_while_both_go_on(begin: Begin) -> None:
    case = _call(begin).give(ChildEscalated("k5", "NEWS"))
    assert "news_end" in case.completed()
    case.give(ChildEscalated("k5", "SMALL_TALK"))
    assert case.of(EscalationRaised)[-1].caught_by == ""
    case.give(ChildDone("k5"))
    assert case.tasks() == ["after"]


def test_a_deadline_takes_the_callee_away_and_its_late_answer_changes_nothing(
    begin: Begin,
) -> None:
    case = _call(begin).wait(hours=1)
    assert [each.child_id for each in case.of(CancelChild)] == ["k5"]
    assert case.outcome == "completed"
    before = case.state.dump()
    case.give(ChildDone("k5", {"opinion": "late"}))
    assert case.state.dump() == before
    assert case.last == ()


def test_a_cancelled_case_cancels_whom_it_called(begin: Begin) -> None:
    case = _call(begin).give(CancelRequested("withdrawn"))
    assert [type(each) for each in case.of(CancelChild)] == [CancelChild]
    assert case.outcome == "cancelled"


def test_each_expert_is_called_with_only_what_is_mapped(begin: Begin) -> None:
    case = begin("called_instances", experts=["a", "b", "c"], enough=2, secret="x")
    calls = case.of(StartChild)
    assert [call.variables for call in calls] == [
        {"loopCounter": n, "expert": who, "who": who} for n, who in enumerate("abc", 1)
    ]
    case.give(ChildDone(calls[2].child_id, {"opinion": "C", "noise": 1}))
    case.give(ChildDone(calls[0].child_id, {"opinion": "A"}))
    assert [each.child_id for each in case.of(CancelChild)] == [calls[1].child_id]
    assert case.outcome == "completed"
    assert case.effects[-2].variables["answers"] == ["A", None, "C"]
    told = [name for each in case.effects for name in getattr(each, "variables", {})]
    assert "noise" not in told


def test_children_variables_stay_away_when_the_call_says_so() -> None:
    text = (FILES / "calls.bpmn").read_text()
    text = text.replace('"=callee"', '"=callee" propagateAllChildVariables="false"')
    process = compile_bundle(Bundle(text)).processes["process"]
    state, _ = start(process, {"callee": "consult"}, NOW)
    state, _ = handle(process, state, ChildDone("k5", {"opinion": "operate"}), NOW)
    assert "opinion" not in state.variables


def test_global_tasks_are_done_in_the_place_of_the_call(begin: Begin) -> None:
    case = begin("global_tasks")
    (opened,) = case.of(OpenHumanTask)
    assert (opened.element_id, opened.name) == ("first", "Identify")
    assert opened.potential_owners[0].role == "pri_nurse"
    case.do("first").do("second").do("second")
    assert case.of(OpenHumanTask)[-1].name == "Again"
    assert case.state.variables["two"] == 2
    case.done("fifth")
    assert case.outcome == "completed"
    assert not case.of(StartChild)


# --- the called case -------------------------------------------------------------------------


def _child(way: str, *catches: str) -> tuple[Any, State, tuple[Any, ...]]:
    process = compile_bundle(Bundle((FILES / "calls.bpmn").read_text())).processes["consult"]
    state, _ = start(process, {"given": 1}, NOW, caller=Caller(catches, 1))
    before = dict(state.variables)
    event: Event = TaskCompleted(next(iter(state.tasks)), {"way": way})
    state, effects = handle(process, State.load(state.dump()), event, NOW)
    return process, state, answers_of("k9", {"given": 1}, before, effects)


@pytest.mark.parametrize(
    ("way", "answer"),
    [
        ("end", ChildDone("k9", {"way": "end"})),
        ("stop", ChildFailed("k9", "terminated", variables={"way": "stop"})),
        ("refuse", ChildFailed("k9", "error", "REFUSED")),
        ("tell", ChildEscalated("k9", "NEWS")),
    ],
)
def test_what_a_callee_does_is_told_to_its_caller(way: str, answer: Any) -> None:
    _, _, (told,) = _child(way)
    assert told == answer


def test_a_callee_gives_back_what_it_changed_and_nothing_stale() -> None:
    _, _, (told,) = _child("end")
    assert "given" not in told.variables  # type: ignore[union-attr]


def test_an_error_of_a_job_leaves_the_callee_only_where_the_caller_catches_it() -> None:
    for catches, outcome in ((("REFUSED",), "error"), (("",), "error"), ((), "")):
        process, state, _ = _child("robot", *catches)
        state, _ = handle(process, state, JobThrew(next(iter(state.jobs)), "REFUSED"), NOW)
        assert state.outcome == outcome
        assert bool(state.incidents) == (not outcome)


def test_a_process_that_calls_itself_without_end_becomes_an_incident() -> None:
    text = (FILES / "called_instances.bpmn").read_text()
    text = text.replace('processId="consult"', 'processId="process"')
    text = text.replace('propagateAllParentVariables="false"', "")
    definitions, _ = read_bpmn(text.encode(), "endless.bpmn")
    host = Host({process.id: process for process in definitions.processes})
    host.begin(definitions.processes[0], {"experts": ["a"], "enough": 1})
    host.run(BEGIN)
    assert host.outcome() == "incident"
    assert len(host.running) == MAX_DEPTH + 1
