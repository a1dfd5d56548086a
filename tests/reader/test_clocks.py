"""A clock that a patient would lose time by is refused before the process is released."""

from pathlib import Path

import pytest

from bpmn.definition import Bundle, inspect_bundle
from bpmn.model import Pause, Rung

FILES = Path(__file__).parents[1] / "engine" / "files"
TEXT = (FILES / "clocks.bpmn").read_text()
TABLES = {"target.dmn": (FILES / "target.dmn").read_text()}


def rules(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    found = inspect_bundle(Bundle(text, TABLES)).findings
    return [(each.rule, each.element_id) for each in found if each.severity == "error"]


def test_a_process_may_have_clocks_and_reads_as_it_is_written() -> None:
    definition = inspect_bundle(Bundle(TEXT, TABLES)).definition
    assert definition is not None
    decision, booking = definition.processes["process"].sla
    assert decision.pauses == (Pause("info_request", "wait"),)
    assert (decision.ladder, decision.stop_after) == ((), ("decide",))
    assert [rung.percent for rung in decision.rungs("R")] == [50, 80, 100, 150]
    assert [rung.percent for rung in decision.rungs("E")] == [50, 100, 150]
    assert booking.ladder == (Rung(50, ("owner", "deputy")), Rung(100, ("owner", "head")))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("info_request:wait", "no_bed:wait", "sla_pause"),
        ("info_request:wait", "wait", "sla_pause"),
        ("info_request:wait", "patient:decide", "sla_pause"),
        ("info_request:wait", "patient:elsewhere", "sla_element"),
        ('stopAfter="decide"', 'stopAfter="elsewhere"', "sla_element"),
        ('startAfter="decide"', 'startAfter="Worse"', "sla_element"),
        ('decision="Target"', 'decision="Targets"', "unknown_decision"),
        ('decision="Target"', 'decision="Target" due="=now()"', "invalid_value"),
        ('calendar="work"', 'calendar="weekdays"', "invalid_value"),
        ('variable="decision_clock"', 'variable="decision clock"', "invalid_value"),
        ('variable="decision_clock"', 'variable="urgency"', "invalid_value"),
        ("50:owner,deputy", "50:everybody", "invalid_value"),
        (
            'pause="info_request:wait"',
            """pause="info_request:wait" when='=urgency = "E"'""",
            "sla_pause",
        ),
    ],
)
def test_what_a_clock_cannot_mean_is_refused(old: str, new: str, rule: str) -> None:
    assert (rule, "process") in rules((old, new))


def test_a_question_after_acceptance_stops_no_clock() -> None:
    accepted = '<bpmn:exclusiveGateway id="enough" default="enough-decide"><bpmn:extensionElements><carelane:status value="accepted"/></bpmn:extensionElements></bpmn:exclusiveGateway>'
    gateway = '<bpmn:exclusiveGateway id="enough" default="enough-decide"/>'
    assert rules((gateway, accepted)) == [("sla_pause", "process")]


def test_a_task_has_nothing_inside_that_could_stop_its_clock() -> None:
    owner = '<zeebe:assignmentDefinition candidateGroups="hos_spec"/>'
    assert rules((owner, owner + '<carelane:sla target="PT1H" pause="patient:wait"/>')) == [
        ("sla_element", "decide")
    ]


def test_two_clocks_would_overwrite_what_each_has_left() -> None:
    both = ('name="booking"', 'name="booking" variable="decision_clock"')
    assert rules(both) == [("sla_variable", "process")]
    assert rules((both[0], 'name="booking" variable="booking_clock"')) == []
