"""A process hears that the patient died and does not know when, or hears of a deterioration and takes it for less urgent."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from bpmn.feel import parse_expression
from carelane.adapters.library import library_folders

NAMES = {
    "b": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "z": "http://camunda.org/schema/zeebe/1.0",
}
STARTS = ".//b:startEvent[b:messageEventDefinition/@messageRef='Message_PATIENT_{}']"
KEPT = STARTS.format("DECEASED") + "//z:output[@target='deceased_at']/@source"
URGENCY = STARTS.format("DETERIORATED") + "//z:output[@target='urgency']/@source"
AT, TOLD = "2026-03-02T08:10:00Z", "2026-03-02T09:00:00Z"


@pytest.mark.parametrize("folder", library_folders(), ids=lambda folder: folder.name)
def test_the_moment_of_death_is_when_it_happened_where_nobody_said_more(folder: Path) -> None:
    drawn, now = etree.parse(folder / "process.bpmn"), datetime.now(UTC)
    for source in drawn.xpath(KEPT, namespaces=NAMES):
        kept = parse_expression(source.removeprefix("="))
        assert kept.evaluate_json({"deceased_at": None, "happened_at": AT}, now) == AT
        assert kept.evaluate_json({"happened_at": AT}, now) == AT
        assert kept.evaluate_json({"deceased_at": AT, "happened_at": TOLD}, now) == AT


@pytest.mark.parametrize("folder", library_folders(), ids=lambda folder: folder.name)
@pytest.mark.parametrize(
    ("known", "reported", "then"),
    [("U", "E", "E"), ("U", "R", "U"), ("E", "E", "E"), (None, "U", "U"), ("P", None, "P")],
)
def test_a_report_would_lower_an_urgency(
    folder: Path, known: str | None, reported: str | None, then: str
) -> None:
    drawn, now = etree.parse(folder / "process.bpmn"), datetime.now(UTC)
    for source in drawn.xpath(URGENCY, namespaces=NAMES):
        raised = parse_expression(source.removeprefix("="))
        assert raised.evaluate_json({"urgency": known, "new_urgency": reported}, now) == then
