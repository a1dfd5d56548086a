"""Events that happen at the same moment, or while their scope is about to end: none is lost, nothing leaks."""

from collections.abc import Callable
from typing import Any

import pytest

Begin = Callable[..., Any]
Draw = Callable[..., str]
SIGNALS = '<signal id="A" name="alarm"/><signal id="B" name="second"/>'
ALARM = '<signalEventDefinition signalRef="A"/>'
BOTH = f'{ALARM}<signalEventDefinition signalRef="B"/>'
LOW = (
    '<conditionalEventDefinition><condition xsi:type="tFormalExpression">=saturation &lt; 90'
    "</condition></conditionalEventDefinition>"
)


def handler(name: str, event: str, attributes: str = "") -> str:
    """Draw an event sub-process with one user task."""
    return (
        f'<subProcess id="{name}" triggeredByEvent="true"><startEvent id="{name}_start" {attributes}>'
        f'{event}</startEvent><userTask id="{name}_task"/><endEvent id="{name}_end"/>'
        f'<sequenceFlow id="{name}_1" sourceRef="{name}_start" targetRef="{name}_task"/>'
        f'<sequenceFlow id="{name}_2" sourceRef="{name}_task" targetRef="{name}_end"/></subProcess>'
    )


def nothing_leaks(case: Any) -> bool:
    state = case.state
    found = {each.id for each in state.root.walk()} if state.root else set()
    return found == set(state.activations) and set(state.tasks.values()) <= found


@pytest.mark.parametrize("attributes", ["", 'isInterrupting="false"'])
def test_what_the_last_step_of_a_case_sets_going_is_done_before_the_case_ends(
    attributes: str, begin_text: Begin, draw: Draw
) -> None:
    case = begin_text(draw('<userTask id="measure"/>' + handler("low", LOW, attributes)))
    case.do("measure", saturation=85)
    assert (case.outcome, case.tasks(), nothing_leaks(case)) == ("open", ["low_task"], True)
    case.do("low_task")
    assert (case.outcome, nothing_leaks(case)) == ("completed", True)


def test_an_event_that_wants_all_and_one_that_interrupts_hear_the_same_signal(
    begin_text: Begin, draw: Draw
) -> None:
    both = handler("both", BOTH, 'isInterrupting="false" parallelMultiple="true"')
    content = '<startEvent id="s"/><userTask id="t"/><endEvent id="e"/>' + both
    text = draw(content + handler("stop", ALARM), "s>t t>e", SIGNALS)
    case = begin_text(text).hear("second").hear("alarm")
    assert (case.tasks(), case.state.signals, nothing_leaks(case)) == (["stop_task"], {}, True)
    assert case.do("stop_task").outcome == "completed"


@pytest.mark.parametrize("ending", ["end", "intermediateThrow"])
def test_a_signal_without_a_name_can_be_skipped(ending: str, begin_text: Begin, draw: Draw) -> None:
    content = f'<startEvent id="s"/><{ending}Event id="x">{ALARM}</{ending}Event>'
    flows = "s>x"
    if ending != "end":
        content, flows = content + '<endEvent id="e"/>', "s>x x>e"
    case = begin_text(draw(content, flows, '<signal id="A" name="=unknown"/>'))
    assert case.incidents() == ["expression"]
    assert case.resolve("skip").outcome == "completed"


def test_results_that_overwrite_the_loop_counter_mix_up_no_instances(
    begin_text: Begin, draw: Draw
) -> None:
    job = (
        '<serviceTask id="j"><extensionElements><zeebe:taskDefinition type="x"/></extensionElements>'
        "<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics "
        'inputCollection="=[1, 2]" inputElement="each" outputCollection="all" outputElement="=each"/>'
        "</extensionElements></multiInstanceLoopCharacteristics></serviceTask>"
    )
    content = f'<startEvent id="s"/>{job}<userTask id="t"/><endEvent id="e"/>'
    case = begin_text(draw(content, "s>j j>t t>e"))
    case.done("j", loopCounter="x").done("j", loopCounter=77)
    assert case.state.variables["all"] == [1, 2]


def ad_hoc(content: str, end: str = "", more: str = 'ordering="Sequential"') -> str:
    """Draw an ad-hoc sub-process of two tasks."""
    tasks = '<userTask id="a"/><userTask id="b"/>'
    return (
        f'<startEvent id="s"/><adHocSubProcess id="p" {more}>{tasks}{content}{end}'
        '</adHocSubProcess><userTask id="after"/><endEvent id="e"/>'
    )


ENOUGH = '<completionCondition xsi:type="tFormalExpression">=enough = true</completionCondition>'


@pytest.mark.parametrize("end", ["", ENOUGH])
def test_ad_hoc_work_that_an_event_stops_does_not_begin_again(
    end: str, begin_text: Begin, draw: Draw
) -> None:
    text = draw(ad_hoc(handler("stop", ALARM), end), "s>p p>after after>e", SIGNALS)
    case = begin_text(text).hear("alarm")
    assert case.tasks() == ["stop_task"]
    assert case.do("stop_task").tasks() == ["after"]
    assert not case.incidents()


def test_ad_hoc_work_that_is_stuck_can_still_be_stopped(begin_text: Begin, draw: Draw) -> None:
    text = draw(ad_hoc(handler("stop", ALARM), ENOUGH), "s>p p>after after>e", SIGNALS)
    case = begin_text(text).do("a").do("b")
    assert case.incidents() == ["stuck"]
    assert case.hear("alarm").incidents() == []
    assert case.do("stop_task").tasks() == ["after"]


def test_a_join_in_ad_hoc_work_waits_for_what_has_not_begun(begin_text: Begin, draw: Draw) -> None:
    inside = (
        '<parallelGateway id="g"/><userTask id="both"/>'
        '<sequenceFlow id="1" sourceRef="a" targetRef="g"/>'
        '<sequenceFlow id="2" sourceRef="b" targetRef="g"/>'
        '<sequenceFlow id="3" sourceRef="g" targetRef="both"/>'
    )
    case = begin_text(draw(ad_hoc(inside), "s>p p>after after>e")).do("a")
    assert (case.tasks(), case.incidents()) == (["b"], [])
    assert case.do("b").tasks() == ["both"]
    assert case.do("both").tasks() == ["after"]


def test_a_terminated_case_begins_nothing_more(begin_text: Begin, draw: Draw) -> None:
    output = '<zeebe:ioMapping><zeebe:output source="=80" target="saturation"/></zeebe:ioMapping>'
    content = (
        '<startEvent id="s"/><parallelGateway id="g"/><userTask id="a"/><userTask id="b"/>'
        f'<endEvent id="all"><extensionElements>{output}</extensionElements>'
        '<terminateEventDefinition/></endEvent><endEvent id="e"/>'
    )
    low = handler("low", LOW, 'isInterrupting="false"')
    case = begin_text(draw(content + low, "s>g g>a g>b a>all b>e")).do("a")
    assert (case.outcome, nothing_leaks(case)) == ("terminated", True)


def test_a_cancelled_transaction_never_goes_on_as_if_all_had_been_done(
    begin_text: Begin, draw: Draw
) -> None:
    error = '<errorEventDefinition errorRef="E"/>'
    undo = (
        '<boundaryEvent id="c" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>'
        '<serviceTask id="undo" isForCompensation="true"><extensionElements>'
        '<zeebe:taskDefinition type="x"/></extensionElements></serviceTask>'
        '<association id="by" sourceRef="c" targetRef="undo" associationDirection="One"/>'
    )
    transaction = (
        '<transaction id="tx"><startEvent id="ts"/><userTask id="book"/><endEvent id="no">'
        f"<cancelEventDefinition/></endEvent>{undo}{handler('wrong', error)}"
        '<sequenceFlow id="1" sourceRef="ts" targetRef="book"/>'
        '<sequenceFlow id="2" sourceRef="book" targetRef="no"/></transaction>'
        '<boundaryEvent id="off" attachedToRef="tx"><cancelEventDefinition/></boundaryEvent>'
    )
    content = (
        f'<startEvent id="s"/>{transaction}<userTask id="booked"/><userTask id="called_off"/>'
        '<endEvent id="e"/><endEvent id="f"/>'
    )
    flows = "s>tx tx>booked booked>e off>called_off called_off>f"
    roots = '<error id="E" name="e" errorCode="failed"/>'
    case = begin_text(draw(content, flows, roots)).do("book").throw("undo", "failed")
    assert (case.tasks(), case.incidents()) == ([], ["unhandled_error"])
    assert case.resolve("skip").tasks() == ["called_off"]
