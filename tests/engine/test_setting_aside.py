"""A bug of ours costs a case a wait, never its state: what failed is held as an incident and can happen later."""

import json
from datetime import timedelta
from typing import Any

import pytest

from bpmn.definition import Bundle, compile_bundle
from bpmn.engine import State, handle, handle_aside, start_aside
from bpmn.engine.effects import ClearTimer, CloseIncident, MessageNotTaken, RaiseIncident, SetTimer
from bpmn.engine.events import (
    CancelRequested,
    Event,
    IncidentResolved,
    JobDone,
    MessageArrived,
    TaskCompleted,
    TimeReached,
)
from bpmn.engine.operator_events import SuspendRequested
from tests.engine.conftest import BEGIN, Case

FILE = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
 <bpmn:message id="m" name="news"><bpmn:extensionElements>
 <zeebe:subscription correlationKey="=1"/></bpmn:extensionElements></bpmn:message>
 <bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>
 <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="split"/><bpmn:parallelGateway id="split"/>
 <bpmn:sequenceFlow id="f1" sourceRef="split" targetRef="write"/>
 <bpmn:sequenceFlow id="f2" sourceRef="split" targetRef="book"/>
 <bpmn:userTask id="write"><bpmn:extensionElements>
 <zeebe:assignmentDefinition candidateGroups="desk"/></bpmn:extensionElements></bpmn:userTask>
 <bpmn:boundaryEvent id="late" attachedToRef="write" cancelActivity="false">
 <bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
 </bpmn:boundaryEvent><bpmn:boundaryEvent id="told" attachedToRef="write" cancelActivity="false">
 <bpmn:messageEventDefinition messageRef="m"/></bpmn:boundaryEvent>
 <bpmn:serviceTask id="book"><bpmn:extensionElements><zeebe:taskDefinition type="b"/>
 </bpmn:extensionElements></bpmn:serviceTask>
 <bpmn:sequenceFlow id="g1" sourceRef="write" targetRef="e"/><bpmn:endEvent id="e"/>
 <bpmn:sequenceFlow id="g2" sourceRef="book" targetRef="e2"/><bpmn:endEvent id="e2"/>
 <bpmn:sequenceFlow id="g3" sourceRef="late" targetRef="e3"/><bpmn:endEvent id="e3"/>
 <bpmn:sequenceFlow id="g4" sourceRef="told" targetRef="e4"/><bpmn:endEvent id="e4"/>
 </bpmn:process></bpmn:definitions>"""
NEWS = MessageArrived("m1", "news", "1", {"x": 1})


def aside(case: Case, event: Event) -> RaiseIncident:
    """Let the engine have failed at the event; the state survives a restart."""
    case.state, case.last = handle_aside(case.process, case.state, event, case.now)
    dumped = json.loads(json.dumps(case.state.dump()))
    assert State.load(dumped).dump() == dumped
    (raised,) = [each for each in case.last if isinstance(each, RaiseIncident)]
    assert raised.kind == "internal"
    return raised


def resolve(case: Case, raised: RaiseIncident, action: Any = "retry") -> Case:
    return case.give(IncidentResolved(raised.incident_id, action))


@pytest.mark.parametrize(
    ("name", "element"), [("task", "write"), ("job", "book"), ("message", "p"), ("cancel", "p")]
)
def test_what_failed_would_be_lost(name: str, element: str) -> None:
    case = Case(FILE)
    task, job = next(iter(case.state.tasks)), next(iter(case.state.jobs))
    event = {
        "task": TaskCompleted(task, {"note": "x"}, "li"),
        "job": JobDone(job, {"slot": 1}),
        "message": NEWS,
        "cancel": CancelRequested("moved", "li"),
    }[name]
    other = Case(FILE).give(event)
    raised = aside(case, event)
    assert raised.element_id == element
    assert (list(case.state.tasks), list(case.state.jobs)) == ([task], [job])
    resolve(case, raised)
    assert not case.state.incidents
    assert (case.state.variables, case.tasks(), case.jobs(), case.state.outcome) == (
        other.state.variables,
        other.tasks(),
        other.jobs(),
        other.state.outcome,
    )


def test_a_timer_that_fails_would_come_back_for_ever() -> None:
    case = Case(FILE)
    case.now = BEGIN + timedelta(hours=2)
    raised = aside(case, TimeReached())
    assert raised.element_id == "write"
    assert case.state.next_due() is None
    assert [type(each) for each in case.last] == [ClearTimer, RaiseIncident]
    resolve(case, raised)
    assert any(isinstance(each, SetTimer) for each in case.last)
    case.give(TimeReached())
    assert case.state.next_due() is None
    assert "late" in [getattr(each, "element_id", "") for each in case.last]


def test_what_is_skipped_would_happen_all_the_same() -> None:
    case = Case(FILE)
    resolve(case, aside(case, NEWS), "skip")
    assert MessageNotTaken("m1") in case.last
    task = next(iter(case.state.tasks))
    resolve(case, aside(case, TaskCompleted(task)), "skip")
    assert (case.tasks(), dict(case.state.incidents)) == (["write"], {})


def test_a_retry_that_fails_again_would_lose_what_was_held() -> None:
    case = Case(FILE)
    first = aside(case, NEWS)
    second = aside(case, IncidentResolved(first.incident_id))
    assert CloseIncident(first.incident_id) in case.last
    assert list(case.state.incidents) == [second.incident_id]
    resolve(case, second)
    assert case.state.variables["x"] == 1


def test_what_an_operator_wanted_would_be_done_later_by_surprise() -> None:
    case = Case(FILE)
    _state, effects = handle_aside(case.process, case.state, SuspendRequested(), case.now)
    assert (effects, dict(case.state.incidents)) == ((), {})


def test_a_case_that_cannot_begin_would_vanish() -> None:
    process = next(iter(compile_bundle(Bundle(FILE)).processes.values()))
    state, effects = start_aside(process, {"x": 1}, BEGIN)
    (raised,) = [each for each in effects if isinstance(each, RaiseIncident)]
    assert (raised.element_id, raised.kind) == ("p", "internal")
    state = State.load(json.loads(json.dumps(state.dump())))
    state, effects = handle(process, state, IncidentResolved(raised.incident_id), BEGIN)
    assert list(state.open_tasks().values()) == ["write"]
    assert state.variables["x"] == 1
