"""Compensation and transactions that cannot mean anything are refused, with what to draw instead."""

from pathlib import Path

import pytest

from bpmn.findings import Finding, Refused
from bpmn.reader import read_bpmn

FILES = Path(__file__).parents[1] / "engine" / "files"
ADMISSION = (FILES / "compensation.bpmn").read_text()
TRANSFER = (FILES / "transaction.bpmn").read_text()
STAY = (FILES / "compensated_stay.bpmn").read_text()
BEGIN = '<bpmn:startEvent id="start"/>'


def findings(text: str) -> tuple[Finding, ...]:
    try:
        return read_bpmn(text.encode(), "p.bpmn")[1]
    except Refused as refused:
        return refused.findings


def changed(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


BED_FLOW = '<bpmn:sequenceFlow id="x" sourceRef="{}" targetRef="{}"/>' + BEGIN
TIMER = (
    '<bpmn:boundaryEvent id="x" attachedToRef="free_bed"><bpmn:timerEventDefinition>'
    '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration>'
    "</bpmn:timerEventDefinition></bpmn:boundaryEvent>"
)
THROW = '<bpmn:compensateEventDefinition id="throw"/>'
CASES = {
    "compensation_boundary_flow": (ADMISSION, (BEGIN, BED_FLOW.format("undo_bed", "tell"))),
    "compensation_handler": (ADMISSION, ('sourceRef="undo_bed"', 'sourceRef="come"')),
    "compensation_handler_flow": (ADMISSION, (BEGIN, BED_FLOW.format("free_bed", "tell"))),
    "compensation_handler_boundary": (ADMISSION, (BEGIN, BEGIN + TIMER)),
    "several_compensation_handlers": (
        ADMISSION,
        (BEGIN, BEGIN + '<bpmn:association sourceRef="undo_bed" targetRef="come"/>'),
    ),
    "compensation_target": (ADMISSION, (THROW, THROW.replace("id", 'activityRef="come" id'))),
    "cancel_outside_transaction": (
        ADMISSION,
        ('id="end"/>', 'id="end"><bpmn:cancelEventDefinition/></bpmn:endEvent>'),
    ),
    "cancel_without_boundary": (
        TRANSFER,
        ('"booking"><bpmn:cancelEvent', '"booking"><bpmn:escalationEvent'),
    ),
    "transaction_method": (TRANSFER, ('id="booking">', 'id="booking" method="##Store">')),
    "compensation_of_process": (
        ADMISSION,
        ('<bpmn:errorEventDefinition errorRef="e"/>', "<bpmn:compensateEventDefinition/>"),
    ),
    "event_definition_not_allowed": (
        STAY,
        ('<bpmn:startEvent id="u_start">', '<bpmn:startEvent id="u_start" isInterrupting="false">'),
    ),
    "unsupported_attribute": (ADMISSION, (THROW, THROW.replace("id", 'wait="no" id'))),
}


@pytest.mark.parametrize("rule", CASES)
def test_it_is_refused_by_name(rule: str) -> None:
    text, *pairs = CASES[rule]
    found = {each.rule for each in findings(changed(text, *pairs)) if each.severity == "error"}
    assert rule in found


def test_the_drawings_themselves_are_good() -> None:
    for text in (ADMISSION, TRANSFER, STAY):
        assert not [each for each in findings(text) if each.severity == "error"]


def test_a_handler_without_the_marker_is_refused() -> None:
    text = changed(ADMISSION, ('id="free_bed" isForCompensation="true"', 'id="free_bed"'))
    assert "compensation_handler" in {each.rule for each in findings(text)}


def test_a_handler_that_nothing_leads_to_is_refused() -> None:
    text = changed(ADMISSION, ('sourceRef="undo_bed"', 'sourceRef="come"'))
    assert "compensation_handler_unused" in {each.rule for each in findings(text)}


def test_two_events_that_undo_the_same_are_refused() -> None:
    event = '<bpmn:boundaryEvent id="undo_bed" attachedToRef="bed">'
    again = event.replace("undo_bed", "x") + "<bpmn:compensateEventDefinition/>"
    text = changed(ADMISSION, (event, f"{again}</bpmn:boundaryEvent>{event}"))
    assert "caught_twice" in {each.rule for each in findings(text)}


def test_an_event_that_can_undo_nothing_is_told() -> None:
    end = '<bpmn:endEvent id="p_end"/>'
    thrown = end.replace("/>", "><bpmn:compensateEventDefinition/></bpmn:endEvent>")
    text = changed(ADMISSION, (end, thrown))
    assert "compensation_of_nothing" not in {each.rule for each in findings(text)}
    end = '<bpmn:endEvent id="b_end"/>'
    thrown = end.replace("/>", "><bpmn:compensateEventDefinition/></bpmn:endEvent>")
    text = changed(STAY, (end, thrown))
    assert "compensation_of_nothing" in {each.rule for each in findings(text)}


def test_a_cancel_event_on_a_plain_sub_process_is_refused() -> None:
    text = changed(TRANSFER, ("bpmn:transaction", "bpmn:subProcess"))
    found = {each.element_id for each in findings(text) if "cancel_outside" in each.rule}
    assert found == {"called_off", "call_off"}
