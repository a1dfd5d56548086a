"""Links: a way that is drawn in two pieces is one way."""

from collections.abc import Callable
from typing import Any

import pytest

from bpmn.engine.effects import ElementCompleted
from bpmn.findings import Refused

Begin = Callable[..., Any]
Draw = Callable[..., str]

GO = '<intermediateThrowEvent id="go"><linkEventDefinition name="ward"/></intermediateThrowEvent>'
ON = '<intermediateCatchEvent id="on"><linkEventDefinition name="ward"/></intermediateCatchEvent>'
TASK = '<userTask id="care"/>'
ENDS = '<startEvent id="start"/><endEvent id="end"/>'


def test_the_way_goes_on_at_the_other_side_of_the_link(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(ENDS + GO + ON + TASK, "start>go on>care care>end"))
    assert case.tasks() == ["care"]
    assert [e.element_id for e in case.effects if isinstance(e, ElementCompleted)] == [
        "start",
        "go",
        "on",
    ]
    assert case.do("care").outcome == "completed"


def test_several_ways_may_lead_to_one_place(begin_text: Begin, draw: Draw) -> None:
    both = GO + GO.replace('"go"', '"go2"') + '<parallelGateway id="split"/>'
    text = draw(ENDS + both + ON + TASK, "start>split split>go split>go2 on>care care>end")
    assert begin_text(text).tasks() == ["care", "care"]


def test_a_join_waits_for_what_comes_over_a_link(begin_text: Begin, draw: Draw) -> None:
    parts = '<inclusiveGateway id="split"/><inclusiveGateway id="join"/><userTask id="blood"/>'
    flows = "start>split blood>go on>join join>care care>end"
    ways = "".join(
        f'<sequenceFlow id="{target}-way" sourceRef="split" targetRef="{target}">'
        '<conditionExpression xsi:type="tFormalExpression">=true</conditionExpression>'
        "</sequenceFlow>"
        for target in ("blood", "join")
    )
    case = begin_text(draw(ENDS + GO + ON + TASK + parts + ways, flows))
    assert case.tasks() == ["blood"]
    assert case.do("blood").tasks() == ["care"]
    assert case.do("care").outcome == "completed"


def test_a_loop_over_a_link_goes_round(begin_text: Begin, draw: Draw) -> None:
    gateway = (
        '<exclusiveGateway id="again" default="again-end"/>'
        '<sequenceFlow id="back" sourceRef="again" targetRef="go"><conditionExpression '
        'xsi:type="tFormalExpression">=more</conditionExpression></sequenceFlow>'
    )
    text = draw(ENDS + GO + ON + TASK + gateway, "start>care on>care care>again again>end")
    case = begin_text(text)
    case.do("care", more=True).do("care", more=True)
    assert case.tasks() == ["care"]
    assert case.do("care", more=False).outcome == "completed"


def test_sides_that_name_each_other_need_no_common_name(begin_text: Begin, draw: Draw) -> None:
    go = GO.replace('name="ward"/>', 'id="s" name="out"><target>t</target></linkEventDefinition>')
    on = ON.replace('name="ward"/>', 'id="t" name="in"><source>s</source></linkEventDefinition>')
    assert begin_text(draw(ENDS + go + on + TASK, "start>go on>care care>end")).tasks() == ["care"]


@pytest.mark.parametrize(
    ("content", "flows", "rule"),
    [
        (GO + TASK, "start>go start>care care>end", "link_without_target"),
        (ON + TASK, "start>care on>care care>end", "link_without_source"),
        (GO + ON + ON.replace('"on"', '"on2"') + TASK, "start>go on>care on2>care care>end", "link_target_twice"),
        (GO + ON + TASK, "start>go start>on on>care care>end", "link_with_flow"),
        (GO + ON + TASK, "start>go go>care on>care care>end", "link_with_flow"),
        (GO + ON.replace(' name="ward"', "") + TASK, "start>go on>care care>end", "missing_link_name"),
        (GO.replace("/></", "><target>x</target></linkEventDefinition></") + ON + TASK, "start>go on>care care>end", "dangling_reference"),
    ],
)  # fmt: skip
def test_half_a_link_is_refused(content: str, flows: str, rule: str, begin_text: Begin, draw: Draw) -> None:  # fmt: skip
    with pytest.raises(Refused) as refused:
        begin_text(draw(ENDS + content, flows))
    assert rule in {finding.rule for finding in refused.value.findings}
