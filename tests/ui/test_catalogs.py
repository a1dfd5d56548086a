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
