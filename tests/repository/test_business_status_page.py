"""Another system would be told a wrong status, or a person read a code where there is a word."""

import re
from pathlib import Path

from bpmn.model.statuses import NEXT, START
from bpmn.model.statuses import page as transitions
from carelane.domain.business_statuses import BY_CODE, STATUSES, page

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "business-status.md"
SET = re.compile(r'<carelane:status value="([^"=]+)"')
OWN = re.compile(r'<carelane:statusDefinition code="([^"=]+)"')


def test_the_page_of_statuses_says_what_the_table_says() -> None:
    _, _, after = PAGE.read_text("utf-8").partition("<!-- statuses -->\n")
    assert after.partition("\n<!-- end of statuses -->")[0] == page()


def test_the_page_says_what_may_follow_what() -> None:
    _, _, after = PAGE.read_text("utf-8").partition("<!-- transitions -->\n")
    assert after.partition("\n<!-- end of transitions -->")[0] == transitions()


def test_every_word_that_has_a_meaning_may_stand_somewhere() -> None:
    assert set(NEXT) - {START} == set(BY_CODE)
    assert {word for words in NEXT.values() for word in words} == set(BY_CODE)


def test_every_status_of_the_library_has_a_word_and_its_equivalents() -> None:
    files = sorted((ROOT / "bpmn" / "library").rglob("*.bpmn"))
    assert files
    for text in (file.read_text("utf-8") for file in files):
        used, own = set(SET.findall(text)), set(OWN.findall(text))
        assert used - own - set(BY_CODE) == set()


def test_no_two_statuses_share_a_word() -> None:
    for field in ("code", "name", "name_en"):
        assert len({getattr(each, field) for each in STATUSES}) == len(STATUSES)
