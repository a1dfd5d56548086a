import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from worklists_ui.plain import escaped

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "**bold** _it_ `code` ~~gone~~",
    "# heading",
    "- item",
    "1. item",
    "$\\frac{1}{2}$",
    ":red[danger] :material/home: :smile:",
    "&lt;b&gt;",
    "a | b",
    "=====",
    "\\<b>",
]


@given(st.text(max_size=60))
@example("* a")
@example("+ a")
@example("10) a")
def test_a_text_from_a_file_stays_the_text_it_is(text: str) -> None:
    block = MARKDOWN.parse(f"x {escaped(text)}")
    inline = [token for token in block if token.type == "inline"]
    assert [token.type for token in block] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in inline[0].children or []} <= {"text", "text_special"}


@pytest.mark.parametrize("text", PAYLOADS)
def test_nothing_in_a_label_becomes_markup_script_or_picture(text: str) -> None:
    page = MARKDOWN.render(escaped(text))
    assert re.fullmatch(r"<p>[^<]*</p>\n?", page), page


@pytest.mark.parametrize("text", [":red[x]", ":material/home:", "a :blue-background[b]", ":smile:"])
def test_streamlits_own_directives_are_texts_too(text: str) -> None:
    assert re.search(r"(?<!\\):\w", escaped(text)) is None


def test_an_ordinary_label_is_read_aloud_as_it_is_written() -> None:
    for label in (
        "Allergies (write none if none known)",
        "血氧 %",
        "Id-Nr. 7/8, 50+",
        "U 紧急：24–48 h",
    ):
        assert escaped(label) == label
