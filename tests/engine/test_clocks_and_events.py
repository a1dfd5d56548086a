"""Clocks and what may happen at any time: a death ends them, a deterioration moves them, and neither restarts a case."""

from datetime import datetime, timedelta
from pathlib import Path

from bpmn.definition import Bundle, inspect_bundle
from bpmn.engine.effects import (
    HumanTaskDue,
    OpenHumanTask,
    SlaPaused,
    SlaReplanned,
    SlaStarted,
    SlaStepReached,
    SlaStopped,
)
from bpmn.engine.operator_events import VariablesEdited
from bpmn.json_types import Json

from .conftest import BEGIN, Case

FILES = Path(__file__).parent / "files"
TABLES = {"target.dmn": (FILES / "target.dmn").read_text()}
INTERRUPTS = ('isInterrupting="false"', 'isInterrupting="true"')
REVIEW = (
    '<bpmn:sequenceFlow id="got_worse-noted" sourceRef="got_worse" targetRef="noted"/>',
    (
        '<bpmn:userTask id="review" name="review"><bpmn:extensionElements>'
        '<zeebe:assignmentDefinition candidateGroups="hos_spec"/>'
        '<carelane:sla start="=worse_at" target="PT30M" steps="100"/></bpmn:extensionElements></bpmn:userTask>'
        '<bpmn:sequenceFlow id="a" sourceRef="got_worse" targetRef="review"/>'
        '<bpmn:sequenceFlow id="b" sourceRef="review" targetRef="noted"/>'
    ),
)
STOPS = ('stopAfter="decide"', 'stopAfter="decide got_worse"')
CALENDAR: Json = {"zone": "UTC", "hours": [["08:00", "17:00"]], "known_years": [2026]}


def drawn(*changes: tuple[str, str]) -> Bundle:
    text = (FILES / "clocks.bpmn").read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return Bundle(text, TABLES)


def begin(bundle: Bundle, urgency: str = "U") -> Case:
    given: dict[str, Json] = {"urgency": urgency, "key": "k1", "calendar": CALENDAR}
    return Case(bundle, clock_started_at=BEGIN.isoformat(), **given)


def minutes(count: float) -> datetime:
    return BEGIN + timedelta(minutes=count)


def test_somebody_would_be_reminded_of_a_patient_who_has_died() -> None:
    case = begin(drawn(INTERRUPTS, REVIEW, STOPS)).wait(minutes=30)
    case.receive("WORSE", "k1", worse_at=minutes(30).isoformat())
    assert (case.tasks(), len(case.of(SlaStopped))) == (["review"], 1)
    case.wait(hours=9)
    assert [step.element_id for step in case.of(SlaStepReached)] == ["review"]
    case.do("review")
    assert (case.outcome, case.state.timers, case.state.slas) == ("completed", {}, {})


def test_a_designer_hears_of_a_clock_that_goes_on_after_a_death() -> None:
    def warned(*changes: tuple[str, str]) -> list[str]:
        found = inspect_bundle(drawn(*changes)).findings
        return [each.rule for each in found if each.rule.startswith("sla")]

    assert warned(INTERRUPTS) == ["sla_goes_on"]
    assert warned(INTERRUPTS, STOPS) == warned() == []


def test_a_deterioration_would_start_everything_anew() -> None:
    case = begin(drawn(REVIEW)).wait(minutes=70)
    case.receive("WORSE", "k1", worse_at=minutes(70).isoformat(), urgency="E")
    decision, review = case.of(SlaStarted)
    assert (decision.start_at, review.start_at, review.due_at) == (BEGIN, minutes(70), minutes(100))
    assert [each.element_id for each in case.of(SlaReplanned)] == ["process"]
    assert sorted(case.tasks()) == ["check", "review"]
    assert [each.element_id for each in case.of(OpenHumanTask)] == ["check", "review"]


SUB_PROCESS = (
    '<bpmn:subProcess id="part" name="part"><bpmn:extensionElements>'
    '<carelane:sla name="part" target="PT1H" startAfter="ask" pause="patient:answer" steps="standard"/>'
    "</bpmn:extensionElements>"
    '<bpmn:startEvent id="in"/><bpmn:userTask id="ask"><bpmn:extensionElements>'
    '<zeebe:assignmentDefinition candidateGroups="hos_spec"/></bpmn:extensionElements></bpmn:userTask>'
    '<bpmn:intermediateCatchEvent id="answer"><bpmn:messageEventDefinition id="m" messageRef="Answer"/></bpmn:intermediateCatchEvent>'
    '<bpmn:userTask id="see"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="hos_spec"/></bpmn:extensionElements></bpmn:userTask>'
    '<bpmn:endEvent id="out"/><bpmn:sequenceFlow id="p1" sourceRef="in" targetRef="ask"/>'
    '<bpmn:sequenceFlow id="p2" sourceRef="ask" targetRef="answer"/>'
    '<bpmn:sequenceFlow id="p3" sourceRef="answer" targetRef="see"/>'
    '<bpmn:sequenceFlow id="p4" sourceRef="see" targetRef="out"/></bpmn:subProcess>'
)
BOOK = '<bpmn:userTask id="book" name="book"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="hos_bed"/></bpmn:extensionElements></bpmn:userTask>'


def test_a_clock_over_a_part_of_a_case_runs_pauses_and_ends_with_it() -> None:
    changes = [(BOOK, SUB_PROCESS), ('targetRef="book"', 'targetRef="part"')]
    case = begin(drawn(*changes, ('sourceRef="book"', 'sourceRef="part"'))).do("check").do("decide")
    case.wait(minutes=50)
    assert [each.name for each in case.of(SlaStarted)] == ["decision", "booking"]
    case.do("ask")
    assert case.of(SlaStarted)[-1].due_at == minutes(110)
    assert [(each.element_id, each.why) for each in case.of(SlaPaused)] == [("part", "patient")]
    case.wait(hours=5).receive("ANSWER", "k1")
    assert case.of(HumanTaskDue) == []
    assert case.of(OpenHumanTask)[-1].due_at == minutes(410)
    case.wait(minutes=30).do("see")
    steps = [each.percent for each in case.of(SlaStepReached) if each.element_id == "part"]
    assert (steps, case.outcome) == ([50], "completed")


def test_a_calendar_that_is_mended_would_not_reach_the_clocks() -> None:
    case = begin(drawn(), "P")
    assert case.of(SlaStarted)[0].due_at == minutes(24 * 60)
    tuesday: Json = {**CALENDAR, "holidays": ["2026-01-06"]}  # type: ignore[dict-item]
    case.give(VariablesEdited(variables={"calendar": tuesday}))
    assert case.of(SlaReplanned)[0].due_at == minutes(48 * 60)
    urgent = begin(drawn(), "U").give(VariablesEdited(variables={"calendar": tuesday}))
    assert urgent.of(SlaReplanned) == []
