"""A newcomer can trust the documents: their links lead somewhere and their lists are complete."""

import re
from pathlib import Path

import pytest

from carelane.setting_texts import describe

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("bpmn/library/*/*.md")]
    if "node_modules" not in path.parts
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_to_a_file(document: Path) -> None:
    targets = LINK.findall(document.read_text("utf-8"))
    missing = [target for target in targets if not (document.parent / target).exists()]
    assert missing == []


def test_every_setting_is_in_the_configuration_page() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    rows = {
        f"| `{variable.name}` | {f'`{variable.default}`' if variable.default else ''} "
        f"| {variable.description} |"
        for variable in describe()
    }
    documented = {line for line in page.splitlines() if line.startswith("| `CARELANE_")}
    assert documented == rows


def test_both_readmes_have_the_same_structure() -> None:
    def outline(name: str) -> list[tuple[str, int]]:
        text = (ROOT / name).read_text("utf-8")
        marks = re.findall(r"^(#+|!\[|\||```)", text, re.MULTILINE)
        return [(mark, len(mark)) for mark in marks]

    assert outline("README.md") == outline("README.zh-CN.md")


def test_every_decision_is_in_the_list_of_decisions() -> None:
    listed = set(re.findall(r"\]\((\d{4}-[^)]+)\)", (ROOT / "docs/adr/README.md").read_text()))
    assert listed == {path.name for path in (ROOT / "docs/adr").glob("[0-9]*.md")}
