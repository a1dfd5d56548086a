"""Something is disclosed that the rule of consent forbids: the platform's table, row by row, and every process's copy of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from carelane.services.consent_rule import FILE, PURPOSES, required

NOW = datetime(2026, 3, 2, tzinfo=UTC)
LIBRARY = Path(__file__).parents[2] / "bpmn" / "library"
COPIES = sorted(
    path for path in LIBRARY.glob("*/*.dmn") if 'id="ConsentRule"' in path.read_text("utf-8")
)
TREATED = ("tele", "tele_surgery", "monitor")


def ruled(purpose: str, *, threat: bool = False, outside: bool = False) -> tuple[str, str, str]:
    found = required(purpose, NOW, cannot_consent=threat, outside_group=outside)
    return found.kind, found.requirement, found.post_hoc


@pytest.mark.parametrize("outside", [False, True])
def test_a_life_is_saved_first_with_two_clinicians_and_consent_within_a_day(
    *, outside: bool
) -> None:
    assert ruled("treatment", threat=True, outside=outside) == ("share", "none_emergency", "PT24H")


def test_treatment_needs_a_written_consent_and_outside_one_that_names_the_recipient() -> None:
    assert ruled("treatment") == ("share", "written", "")
    assert ruled("treatment", outside=True) == ("share", "separate_named_recipient", "")


@pytest.mark.parametrize("outside", [False, True])
def test_telemedicine_needs_a_consent_of_its_kind_in_writing(*, outside: bool) -> None:
    kinds = {purpose: ruled(purpose, outside=outside) for purpose in TREATED}
    assert kinds == {
        "tele": ("tele", "written", ""),
        "tele_surgery": ("tele", "written", ""),
        "monitor": ("monitor", "written", ""),
    }


@pytest.mark.parametrize("threat", [False, True])
@pytest.mark.parametrize("outside", [False, True])
def test_teaching_and_recording_need_a_consent_of_their_own(*, threat: bool, outside: bool) -> None:
    given = {"threat": threat, "outside": outside}
    assert ruled("teaching", **given) == ("teach", "separate", "")
    assert ruled("recording", **given) == ("record", "separate", "")


def test_quality_and_supervision_need_none_within_the_group_only() -> None:
    for purpose in ("quality", "supervision"):
        assert ruled(purpose) == ("", "none", "")
        assert ruled(purpose, outside=True)[1] == "separate_named_recipient"


def test_what_nobody_thought_of_is_asked_for() -> None:
    assert ruled("research") == ("share", "written", "")
    assert ruled("", outside=True) == ("share", "separate_named_recipient", "")
    assert {ruled(purpose)[1] for purpose in PURPOSES} == {"written", "separate", "none"}


@pytest.mark.parametrize("path", COPIES, ids=lambda path: path.parent.name)
def test_a_process_has_the_same_rule_as_the_platform(path: Path) -> None:
    assert rules(path) == rules(FILE)


def test_the_copies_are_looked_at() -> None:
    assert "referral_up" in {path.parent.name for path in COPIES}


def rules(path: Path) -> list[tuple[str, ...]]:
    """Give the decision's inputs, outputs and rules as texts, without what only a drawing says."""
    names = {"d": "https://www.omg.org/spec/DMN/20191111/MODEL/"}
    table = etree.parse(str(path)).xpath(
        "//d:decision[@id='ConsentRule']/d:decisionTable", namespaces=names
    )[0]
    found = [(table.get("hitPolicy"),)]
    found += [tuple(table.xpath("d:input/d:inputExpression/d:text/text()", namespaces=names))]
    found += [tuple(table.xpath("d:output/@name", namespaces=names))]
    cells = "d:inputEntry/d:text/text() | d:outputEntry/d:text/text()"
    found += [
        tuple(rule.xpath(cells, namespaces=names))
        for rule in table.xpath("d:rule", namespaces=names)
    ]
    return found
