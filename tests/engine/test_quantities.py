"""Start and completion quantity: two samples make one test, and every kind of activity counts them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Begin = Callable[..., Any]
TEXT = (Path(__file__).parent / "files" / "quantities.bpmn").read_text()
BOTH = 'id="x" startQuantity="2" completionQuantity="2"'
INSIDE = (
    '<bpmn:startEvent id="i0"/><bpmn:sequenceFlow id="i1" sourceRef="i0" targetRef="i2"/>'
    '<bpmn:endEvent id="i2"/>'
)
WORK = '<bpmn:extensionElements><zeebe:taskDefinition type="work"/></bpmn:extensionElements>'
SCRIPT = '<bpmn:extensionElements><zeebe:script expression="=1" resultVariable="r"/>{}'
LOOPS = {
    "standard": '<bpmn:standardLoopCharacteristics loopMaximum="2"/>',
    "several": "<bpmn:multiInstanceLoopCharacteristics>"
    '<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">2</bpmn:loopCardinality>'
    "</bpmn:multiInstanceLoopCharacteristics>",
}
KINDS = {
    "task": f"<bpmn:task {BOTH}/>",
    "manual": f"<bpmn:manualTask {BOTH}/>",
    "script": f"<bpmn:scriptTask {BOTH}>{SCRIPT.format('</bpmn:extensionElements>')}"
    "</bpmn:scriptTask>",
    "sub-process": f"<bpmn:subProcess {BOTH}>{INSIDE}</bpmn:subProcess>",
    "transaction": f"<bpmn:transaction {BOTH}>{INSIDE}</bpmn:transaction>",
    "ad-hoc": f'<bpmn:adHocSubProcess {BOTH}><bpmn:task id="i"/></bpmn:adHocSubProcess>',
    "standard loop": f"<bpmn:task {BOTH}>{LOOPS['standard']}</bpmn:task>",
    "several instances": f"<bpmn:subProcess {BOTH}>{LOOPS['several']}{INSIDE}</bpmn:subProcess>",
}


def drawn(x: str) -> str:
    return TEXT.replace("<!-- x -->", x)


@pytest.mark.parametrize("kind", KINDS)
def test_two_tokens_begin_it_and_two_leave_it(kind: str, begin_text: Begin) -> None:
    case = begin_text(drawn(KINDS[kind])).do("tube")
    assert case.tasks() == ["tube", "tube"]
    case.do("tube")
    assert case.tasks() == ["tube", "after", "after"]
    assert case.do("tube").tasks() == ["after", "after"], "one alone begins nothing"
    case.do("after").do("after")
    assert case.incidents() == ["stuck"]
    assert case.resolve("skip").outcome == "completed"


def test_a_job_waits_for_its_samples(begin_text: Begin) -> None:
    case = begin_text(drawn(f"<bpmn:serviceTask {BOTH}>{WORK}</bpmn:serviceTask>"))
    assert case.do("tube").jobs() == []
    assert case.do("tube").jobs() == ["x"]
    assert case.done("x").tasks() == ["tube", "after", "after"]


def test_what_is_skipped_sends_on_as_many(begin_text: Begin) -> None:
    case = begin_text(drawn(f"<bpmn:serviceTask {BOTH}>{WORK}</bpmn:serviceTask>"))
    case.do("tube").do("tube").fail("x").resolve("skip")
    assert case.tasks() == ["tube", "after", "after"]


def test_without_quantities_every_token_begins_its_own(begin_text: Begin) -> None:
    case = begin_text(drawn(f'<bpmn:serviceTask id="x">{WORK}</bpmn:serviceTask>'))
    assert case.do("tube").do("tube").do("tube").jobs() == ["x", "x", "x"]
    case.done("x").done("x").done("x").do("after").do("after").do("after")
    assert case.outcome == "completed"
