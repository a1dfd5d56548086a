"""Broken files of a public collection (betsy's), where it is present beside the project."""

from pathlib import Path

import pytest

from bpmn.findings import Refused
from bpmn.reader import read_bpmn

BROKEN = Path(__file__).parents[3] / "shared" / "conformance" / "betsy-constraints"
FILES = sorted(BROKEN.glob("*/*.bpmn"))
REFUSED_AT_LEAST = 127


@pytest.mark.skipif(not FILES, reason="../shared/conformance is not here")
def test_files_that_break_the_standard_are_refused() -> None:
    reasons = [each for path in FILES if (each := _reason(path)) is not None]
    assert len(reasons) >= REFUSED_AT_LEAST
    assert all(finding.message for reason in reasons for finding in reason.findings)


def _reason(path: Path) -> Refused | None:
    try:
        read_bpmn(path.read_bytes(), path.name)
    except Refused as reason:
        return reason
    return None
