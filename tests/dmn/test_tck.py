"""The DMN TCK: what every other engine gets right, a decision here gets right too."""

from functools import cache
from pathlib import Path

import pytest

from bpmn.dmn import Decisions, read_decisions
from tests.dmn.tck import ROOT, expectations, run

pytestmark = pytest.mark.skipif(not ROOT.exists(), reason="the conformance data is not here")

_YEARS = "Python's dates have the years 1 to 9999"
_NANOSECONDS = "Python's times have microseconds"
KNOWN_FAILURES = {
    "010_59f5b47012": _YEARS,
    "011_eec2d5bdcd": _YEARS,
    "012_225a105eef": _YEARS,
    "022_b8b20f0328": _YEARS,
    "027_ae365197dd": _YEARS,
    "028_1c3d56275f": _YEARS,
    "026_5ba081cd5f": _NANOSECONDS,
    "033_2fac4d6807": _NANOSECONDS,
    "040_d9116e1daa": _NANOSECONDS,
    "047_60ea7838ce": _NANOSECONDS,
    "054_2561a406fc": _NANOSECONDS,
}
"""Cases of 1117-feel-date-and-time-function that fail, with the reason; the list may only shrink."""

LEVEL_3_PERCENT = 98.9
LEVEL_3_RESULTS = 1022
LEVEL_2_RESULTS = 126


@cache
def _decisions(model: Path) -> Decisions:
    return read_decisions(model.read_bytes(), model.name, lenient=True)


def _failures(level: str) -> tuple[int, list[str], list[str]]:
    total, failed, lines = 0, [], []
    for expectation in expectations(level):
        total += 1
        good, result, warnings = run(_decisions(expectation.model), expectation)
        if not good:
            failed.append(expectation.case)
            lines.append(
                f"{expectation.id}: {result!r}, wanted {expectation.expected!r} {warnings}"
            )
    return total, failed, lines


def test_level_2_is_whole() -> None:
    total, failed, lines = _failures("compliance-level-2")
    assert not failed, "\n".join(lines)
    assert total >= LEVEL_2_RESULTS


def test_level_3_fails_only_where_it_is_known_to() -> None:
    total, failed, lines = _failures("compliance-level-3")
    assert set(failed) == set(KNOWN_FAILURES), "\n".join(lines)
    assert total >= LEVEL_3_RESULTS
    assert 100 * (total - len(failed)) / total >= LEVEL_3_PERCENT


def test_every_model_of_level_2_passes_the_strict_reader() -> None:
    for model in sorted((ROOT / "compliance-level-2").glob("*/*.dmn")):
        assert read_decisions(model.read_bytes(), model.name).ids()
