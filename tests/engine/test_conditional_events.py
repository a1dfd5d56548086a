"""Conditional events: what must be seen as soon as the data say it, and only once."""

from collections.abc import Callable
from html import escape
from typing import Any

import pytest

from bpmn.engine import NotStartable, condition_holds
from bpmn.engine.effects import CloseIncident, InstanceStarted
from bpmn.findings import Refused

Begin = Callable[..., Any]
Draw = Callable[..., str]

IF = '<conditionalEventDefinition><condition xsi:type="tFormalExpression">={}</condition></conditionalEventDefinition>'
ENDS = '<startEvent id="start"/><endEvent id="end"/>'


def condition(text: str) -> str:
    return IF.format(escape(text))


def bound(text: str, *, interrupting: bool) -> str:
    return (
        '<userTask id="care"/><userTask id="alarm"/><userTask id="score"/><endEvent id="e2"/><endEvent id="e3"/>'
        f'<boundaryEvent id="worse" attachedToRef="care" cancelActivity="{str(interrupting).lower()}">'
        f'{condition(text)}</boundaryEvent><parallelGateway id="both"/>'
    )


FLOWS = "start>both both>care both>score score>e3 care>end worse>alarm alarm>e2"


def test_care_is_interrupted_when_the_score_says_so(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(ENDS + bound("news2 >= 7", interrupting=True), FLOWS), news2=3)
    assert case.tasks() == ["care", "score"]
    case.do("score", news2=8)
    assert case.tasks() == ["alarm"]
    assert case.state.conditions == {}


def test_a_condition_of_other_data_is_left_alone(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(ENDS + bound("news2 >= 7", interrupting=True), FLOWS), news2=3)
    assert case.do("score", note="quiet", news2=3).tasks() == ["care"]


def test_a_condition_that_holds_already_is_met_at_once(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(ENDS + bound("news2 >= 7", interrupting=True), FLOWS), news2=9)
    assert case.tasks() == ["score", "alarm"]


WARD = (
    '<userTask id="round"/><userTask id="alarm"/><endEvent id="e2"/>'
    '<subProcess id="stay"><startEvent id="in"/><userTask id="measure"/><exclusiveGateway id="again" default="again-out"/>'
    '<endEvent id="out"/><sequenceFlow id="f1" sourceRef="in" targetRef="measure"/>'
    '<sequenceFlow id="f2" sourceRef="measure" targetRef="again"/><sequenceFlow id="again-out" sourceRef="again" targetRef="out"/>'
    '<sequenceFlow id="f4" sourceRef="again" targetRef="measure"><conditionExpression xsi:type="tFormalExpression">=more</conditionExpression></sequenceFlow>'
    '</subProcess><boundaryEvent id="worse" attachedToRef="stay" cancelActivity="false">{}</boundaryEvent>'
)


def ward(draw: Draw, definition: str) -> str:
    return draw(
        ENDS + WARD.format(definition), "start>stay stay>round round>end worse>alarm alarm>e2"
    )


def test_an_alarm_comes_again_only_after_the_value_was_good_again(
    begin_text: Begin, draw: Draw
) -> None:
    case = begin_text(ward(draw, condition("temp > 38")), temp=37)
    case.do("measure", temp=39, more=True)
    assert case.tasks().count("alarm") == 1
    case.do("measure", temp=40, more=True)
    assert case.tasks().count("alarm") == 1
    case.do("measure", temp=37, more=True).do("measure", temp=39, more=True)
    assert case.tasks().count("alarm") == 2


def test_a_value_that_is_bad_for_one_step_only_is_seen(begin_text: Begin, draw: Draw) -> None:
    """Two scripts follow each other in one turn; the alarm must not miss the first one's value."""
    scripts = "".join(
        f'<scriptTask id="s{place}"><extensionElements><zeebe:script expression="={value}" resultVariable="temp"/>'
        "</extensionElements></scriptTask>"
        for place, value in ((1, 40), (2, 37))
    )
    inside = (
        '<subProcess id="stay"><startEvent id="in"/><userTask id="wait"/><endEvent id="out"/>'
        + scripts
        + "".join(
            f'<sequenceFlow id="{a}{b}" sourceRef="{a}" targetRef="{b}"/>'
            for a, b in (("in", "wait"), ("wait", "s1"), ("s1", "s2"), ("s2", "out"))
        )
        + '</subProcess><userTask id="alarm"/><endEvent id="e2"/>'
        f'<boundaryEvent id="worse" attachedToRef="stay" cancelActivity="false">{condition("temp > 38")}</boundaryEvent>'
    )
    text = draw(ENDS + inside, "start>stay stay>end worse>alarm alarm>e2")
    assert begin_text(text, temp=37).do("wait").tasks() == ["alarm"]


def test_only_the_named_variables_are_looked_at(begin_text: Begin, draw: Draw) -> None:
    filtered = condition("temp > 38 and awake").replace(
        "<condition ",
        '<extensionElements><zeebe:conditionalFilter variableNames="temp" variableEvents="update"/></extensionElements><condition ',
    )
    case = begin_text(ward(draw, filtered), temp=39, awake=False)
    assert "alarm" not in case.do("measure", awake=True, more=True).tasks()
    assert "alarm" in case.do("measure", temp=39.5, more=True).tasks()


def test_a_token_waits_until_the_data_are_there(begin_text: Begin, draw: Draw) -> None:
    parts = (
        f'<intermediateCatchEvent id="ready">{condition("bed != null and consent")}</intermediateCatchEvent>'
        '<userTask id="bed_desk"/><userTask id="ask"/><userTask id="move"/><parallelGateway id="split"/><endEvent id="e2"/><endEvent id="e3"/>'
    )
    text = draw(
        ENDS + parts,
        "start>split split>ready split>bed_desk split>ask ready>move move>end bed_desk>e2 ask>e3",
    )
    case = begin_text(text).do("bed_desk", bed="B-12")
    assert "move" not in case.tasks()
    assert case.do("ask", consent=True).tasks() == ["move"]


def test_the_whole_case_may_be_taken_over_by_a_condition(begin_text: Begin, draw: Draw) -> None:
    parts = (
        '<userTask id="care"/><subProcess id="gone" triggeredByEvent="true">'
        f'<startEvent id="died">{condition("deceased")}</startEvent><userTask id="release"/><endEvent id="out"/>'
        '<sequenceFlow id="f1" sourceRef="died" targetRef="release"/><sequenceFlow id="f2" sourceRef="release" targetRef="out"/></subProcess>'
    )
    flows = "start>score score>care care>end"
    case = begin_text(draw(ENDS + parts + '<userTask id="score"/>', flows), deceased=False)
    assert case.do("score", deceased=True).tasks() == ["release"]
    assert case.do("release").outcome == "completed"


def test_a_condition_that_is_no_condition_waits_for_a_person_once(
    begin_text: Begin, draw: Draw
) -> None:
    case = begin_text(ward(draw, condition("temp")), temp=False)
    case.do("measure", temp=39, more=True).do("measure", temp=40, more=True)
    assert case.incidents() == ["expression"]
    case.resolve(temp=True)
    assert case.incidents() == []
    assert "alarm" in case.tasks()


def test_a_condition_that_mends_itself_needs_no_person(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(ward(draw, condition("temp")), temp=False).do("measure", temp=39, more=True)
    assert case.do("measure", temp=True, more=True).incidents() == []
    assert len(case.of(CloseIncident)) == 1
    assert "alarm" in case.tasks()


def test_what_a_script_toggles_without_end_is_stopped(begin_text: Begin, draw: Draw) -> None:
    parts = (
        '<userTask id="care"/><boundaryEvent id="on" attachedToRef="care" cancelActivity="false">'
        f'{condition("x")}</boundaryEvent><boundaryEvent id="off" attachedToRef="care" cancelActivity="false">{condition("not(x)")}</boundaryEvent>'
        + "".join(
            f'<scriptTask id="s_{name}"><extensionElements><zeebe:script expression="={value}" resultVariable="x"/>'
            f'</extensionElements></scriptTask><endEvent id="e_{name}"/>'
            for name, value in (("on", "false"), ("off", "true"))
        )
    )
    text = draw(ENDS + parts, "start>care care>end on>s_on s_on>e_on off>s_off s_off>e_off")
    case = begin_text(text, x=True)
    assert "loop_limit" in case.incidents()
    assert case.tasks() == ["care"]


START = f'<startEvent id="full">{condition("beds_free < 2")}</startEvent><userTask id="call"/><endEvent id="end"/>'


def test_a_case_begins_when_its_condition_becomes_true(begin_text: Begin, draw: Draw) -> None:
    text = draw(START, "full>call call>end")
    case = begin_text(text, by={"condition": "full"}, beds_free=1)
    assert case.of(InstanceStarted) == [InstanceStarted("full", "condition")]
    assert case.tasks() == ["call"]
    assert tuple(case.process.conditional_starts) == ("full",)
    assert condition_holds(case.process, "full", {"beds_free": 1}, case.now)
    assert not condition_holds(case.process, "full", {"beds_free": 3}, case.now)
    assert not condition_holds(case.process, "full", {}, case.now)


def test_without_a_reason_to_begin_nothing_begins(begin_text: Begin, draw: Draw) -> None:
    with pytest.raises(NotStartable):
        begin_text(draw(START, "full>call call>end"), beds_free=5)
    assert begin_text(draw(START, "full>call call>end"), beds_free=0).tasks() == ["call"]


@pytest.mark.parametrize(
    ("definition", "rule"),
    [
        ("<conditionalEventDefinition/>", "missing_condition"),
        (condition("x >"), "invalid_expression"),
        (condition("x").replace("=x", "when it is late").replace(' xsi:type="tFormalExpression"', ""), "informal_expression"),
        (condition("x").replace("<condition ", '<extensionElements><zeebe:conditionalFilter variableEvents="delete"/></extensionElements><condition '), "invalid_value"),
    ],
)  # fmt: skip
def test_half_a_condition_is_refused(
    definition: str, rule: str, begin_text: Begin, draw: Draw
) -> None:
    with pytest.raises(Refused) as refused:
        begin_text(ward(draw, definition))
    assert rule in {finding.rule for finding in refused.value.findings}
