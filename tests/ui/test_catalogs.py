import ast
import re

import pytest

from worklists_ui import catalogs
from worklists_ui.translation import catalog

HOLE = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("language", catalogs.TRANSLATED)
def test_no_screen_is_half_in_another_language(language: str) -> None:
    stored = catalogs.stored(language)
    wanted = {message.id for message in catalogs.extracted() if message.id}
    assert wanted - {message.id for message in stored} == set()
    assert catalogs.untranslated(stored) == []


def asked_for() -> list[str]:
    """List the text of every ``_("...")`` as Python reads it; one that is no literal gives an empty text."""
    trees = [ast.parse(file.read_text("utf-8")) for file in sorted(catalogs.PACKAGE.rglob("*.py"))]
    calls = [
        node
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    ]
    return [
        str(call.args[0].value) if isinstance(call.args[0], ast.Constant) else "" for call in calls
    ]


def test_a_text_inside_an_f_string_would_never_reach_a_translator() -> None:
    assert set(asked_for()) == {message.id for message in catalogs.extracted() if message.id}


@pytest.mark.parametrize("language", catalogs.TRANSLATED)
def test_a_translation_names_the_same_facts_as_the_text(language: str) -> None:
    for message in catalogs.stored(language):
        if message.id:
            assert sorted(HOLE.findall(message.id)) == sorted(HOLE.findall(str(message.string))), (
                message.id
            )


@pytest.mark.parametrize("language", catalogs.TRANSLATED)
def test_the_compiled_catalog_is_the_one_that_translators_edited(language: str) -> None:
    compiled = catalogs.po_file(language).with_suffix(".mo").read_bytes()
    assert compiled == catalogs.compiled(catalogs.stored(language))
    assert catalog(language).gettext("My worklist") == "我的待办"
