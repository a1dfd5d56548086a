"""A terminate end event ends what it is in and nothing around it; flows may split and merge undrawn."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Begin = Callable[..., Any]
FILES = Path(__file__).parent / "files"
SEVERAL = (
    "<bpmn:multiInstanceLoopCharacteristics>"
    '<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">2</bpmn:loopCardinality>'
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def test_it_ends_the_sub_process_with_all_inside_and_the_case_goes_on(begin: Begin) -> None:
    case = begin("scope_ends")
    assert case.tasks() == ["beside", "stop", "nurse", "lab"]
    assert case.do("stop").tasks() == ["beside", "home"]
    assert not case.state.subscriptions
    assert case.do("home").do("beside").outcome == "completed"


def test_it_ends_one_instance_of_several(begin_text: Begin) -> None:
    text = (FILES / "scope_ends.bpmn").read_text().replace("<!-- loop -->", SEVERAL)
    case = begin_text(text).do("stop")
    assert case.tasks() == ["beside", "stop", "nurse", "lab"]
    assert case.do("stop").tasks() == ["beside", "home"]


def test_it_ends_the_event_sub_process_and_not_the_scope_around(begin: Begin) -> None:
    case = begin("scope_ends").receive("call", "k").receive("call", "k")
    assert case.tasks().count("note") == 2
    case.do("talk")
    assert case.tasks().count("note") == 1
    assert set(case.tasks()) == {"beside", "stop", "nurse", "lab", "talk", "note"}
    assert case.do("stop").tasks() == ["beside", "home"]


def test_it_ends_an_undoing_that_runs_beside(begin_text: Begin) -> None:
    text = (FILES / "compensation.bpmn").read_text()
    text = text.replace('Definition id="throw"', 'Definition waitForCompletion="false"')
    end = '<bpmn:endEvent id="end"/>'
    text = text.replace(end, end.replace("/>", "><bpmn:terminateEventDefinition/></bpmn:endEvent>"))
    case = begin_text(text, ward="A").done("bed").done("drugs").done("blood")
    case.do("come", came=False)
    assert case.jobs() == ["return_blood"]
    assert case.do("tell", again=False, undo=False).outcome == "terminated"
    assert not case.state.jobs
