"""The DMN TCK: what every other engine gets right, a decision here gets right too."""

from pathlib import Path

import pytest

from bpmn.dmn import read_decisions
from carelane.adapters import test_kits

ROOT = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "dmn-tck"
pytestmark = pytest.mark.skipif(not ROOT.exists(), reason="the conformance data is not here")

LEVEL_2_CASES = 116
LEVEL_3_CASES = 967


def test_level_2_is_whole() -> None:
    report = test_kits.tck(ROOT / "compliance-level-2")
    assert not report.failed, report.to_text()
    assert report.passed == LEVEL_2_CASES


def test_the_half_of_level_3_is_whole() -> None:
    report = test_kits.tck(ROOT / "compliance-level-3")
    assert not report.failed, report.to_text()
    assert report.passed == LEVEL_3_CASES


def test_another_spelling_of_the_models_decides_the_same() -> None:
    report = test_kits.tck(ROOT, 7)
    assert not [row for row in report.rows if row.moved], report.to_text()


def test_every_model_of_level_2_passes_the_strict_reader() -> None:
    for model in sorted((ROOT / "compliance-level-2").glob("*/*.dmn")):
        assert read_decisions(model.read_bytes(), model.name).ids()
