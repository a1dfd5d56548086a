"""Another system would be told a wrong status, or a person read a code where there is a word."""

import re
from pathlib import Path

from carelane.domain.business_statuses import BY_CODE, STATUSES, page

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "business-status.md"
SET = re.compile(r'<carelane:status value="([^"=]+)"')


def test_the_page_of_statuses_says_what_the_table_says() -> None:
    _, _, after = PAGE.read_text("utf-8").partition("<!-- statuses -->\n")
    assert after.partition("\n<!-- end of statuses -->")[0] == page()


def test_every_status_of_the_library_has_a_word_and_its_equivalents() -> None:
    files = sorted((ROOT / "bpmn" / "library").rglob("*.bpmn"))
    used = {code for file in files for code in SET.findall(file.read_text("utf-8"))}
    assert len(used) > 5
    assert used - set(BY_CODE) == set()


def test_no_two_statuses_share_a_word() -> None:
    for field in ("code", "name", "name_en"):
        assert len({getattr(each, field) for each in STATUSES}) == len(STATUSES)
