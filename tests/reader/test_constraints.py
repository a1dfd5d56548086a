"""Broken files of a public collection (betsy's), where it is present beside the project."""

from pathlib import Path

import pytest

from bpmn.conformance.constraints import CONSTRAINTS, WITHOUT_EFFECT
from bpmn.conformance.mutation import mutate_bpmn
from bpmn.findings import Finding, Refused
from bpmn.reader import read_bpmn

BROKEN = Path(__file__).parents[3] / "shared" / "conformance" / "betsy-constraints"
SOUND = BROKEN.parent / "betsy"
FILES = sorted(BROKEN.glob("*/*.bpmn"))
TIMERS = ("timeCycle", "timeDate", "timeDuration")
here = pytest.mark.skipif(not FILES, reason="../shared/conformance is not here")


def without_effect(path: Path) -> bool:
    """Whether the file breaks only what cannot matter to execution."""
    number = path.parent.name
    return number in WITHOUT_EFFECT and (number != "EXT012" or path.stem.endswith(TIMERS))


@here
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_that_breaks_the_standard_is_refused_for_just_that(path: Path) -> None:
    found = _errors(path.read_bytes(), path.name)
    if without_effect(path):
        assert found == []
        return
    _, rules = CONSTRAINTS[path.parent.name]
    mine = [each for each in found if each.rule in rules]
    assert mine, found
    assert all(each.line and each.hint and each.message for each in mine)


@here
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_other_names_and_another_order_do_not_change_the_verdict(path: Path) -> None:
    plain = {each.rule for each in _errors(path.read_bytes(), path.name)}
    changed = {each.rule for each in _errors(mutate_bpmn(path.read_bytes(), 7).data, path.name)}
    assert changed == plain


@here
@pytest.mark.parametrize("path", sorted(SOUND.glob("*/*.bpmn")), ids=lambda path: path.stem)
def test_a_sound_file_of_the_same_collection_is_accepted(path: Path) -> None:
    assert _errors(path.read_bytes(), path.name) == []


def _errors(data: bytes, name: str) -> list[Finding]:
    try:
        read_bpmn(data, name)
    except Refused as refused:
        return [each for each in refused.findings if each.severity == "error"]
    return []
