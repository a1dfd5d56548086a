"""The page about the second engine names exactly what it cannot judge."""

import re
from pathlib import Path

from bpmn.spiff.limits import REASONS

PAGE = Path(__file__).parents[2] / "docs" / "second-engine.md"


def test_the_page_has_the_list_of_the_code() -> None:
    listed = PAGE.read_text("utf-8").partition("cannot do")[2]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", listed, re.MULTILINE)
    assert dict(rows) == REASONS
