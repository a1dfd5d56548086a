"""A choice out of a table of codes: type a part of a code, a name or its pinyin initials, press Enter, choose.

What is chosen is in the session under the field's key, as a code (or a list of codes), whatever is being searched.
"""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from bpmn.forms import Field
from bpmn.forms.rules import LONGEST_CODE
from carelane.services import code_systems
from carelane.services.code_systems import Concept
from worklists_ui import preset
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator

HITS = 8
"""Hits that are shown at once; further words narrow them."""


def labels(field: Field, codes: Iterable[Any]) -> dict[Any, str]:
    """Write codes with their names; one that the table does not know is shown as it is."""
    wanted = [code for code in codes if isinstance(code, str)]
    found = code_systems.concepts(product().database, field.code_system, wanted)
    return {code: found[code].shown(language()) if code in found else code for code in wanted}


def draw(field: Field, common: dict[str, Any]) -> None:
    """Draw the search, its hits, and what is chosen."""
    key, disabled = str(common["key"]), bool(common["disabled"])
    if not code_systems.loaded(product().database, field.code_system):
        _without_table(field, common)
        return
    chosen = _chosen(key)
    with st.container(key=f"codes:{key}", gap="small"):
        if field.type == "taglist" or not chosen:
            _search(field, common)
            _hits(field, key, disabled=disabled)
        else:
            st.caption(common["label"])
        for code, label in labels(field, chosen).items():
            _draw_chosen(key, code, label, disabled=disabled)


def _without_table(field: Field, common: dict[str, Any]) -> None:
    """Take codes as they are typed while nobody has loaded their table, and say so."""
    _ = translator()
    key = str(common["key"])
    if field.type == "taglist":
        options = _chosen(key)
        st.multiselect(
            options=options, accept_new_options=True, **common, **preset.default(key, options)
        )
    else:
        st.text_input(max_chars=LONGEST_CODE, **common, **preset.value(key))
    text = _("The table {table} is not loaded: codes are taken as typed. Tell your operators.")
    st.caption(escaped(text.format(table=field.code_system)))


def _chosen(key: str) -> list[str]:
    held = st.session_state.get(key)
    return list(held) if isinstance(held, list) else [held] if held else []


def _search(field: Field, common: dict[str, Any]) -> None:
    _ = translator()
    st.text_input(
        common["label"],
        key=_typed(common["key"]),
        **preset.value(_typed(common["key"])),
        help=common["help"],
        disabled=common["disabled"],
        placeholder=_("Code, name or initials, then Enter"),
        on_change=_take_the_only_one,
        args=(field, common["key"]),
    )


def _typed(key: str) -> str:
    return f"codes of {key}"


def _found(field: Field, key: str) -> tuple[Concept, ...]:
    text = str(st.session_state.get(_typed(key), ""))
    chosen = _chosen(key)
    found = code_systems.search(product().database, field.code_system, text)
    return tuple(each for each in found if each.code not in chosen)


def _take_the_only_one(field: Field, key: str) -> None:
    """Choose the hit of a search that has only one."""
    found = _found(field, key)
    if len(found) == 1:
        choose(field, key, found[0].code)


def choose(field: Field, key: str, code: str) -> None:
    """Take a code, and empty the search."""
    if field.type == "taglist":
        st.session_state[key] = [*_chosen(key), code]
    else:
        st.session_state[key] = code
    st.session_state[_typed(key)] = ""


def _remove(key: str, code: str) -> None:
    left = [each for each in _chosen(key) if each != code]
    st.session_state[key] = left if isinstance(st.session_state[key], list) else None


def _hits(field: Field, key: str, *, disabled: bool) -> None:
    _ = translator()
    if not str(st.session_state.get(_typed(key), "")).strip():
        return
    found = _found(field, key)
    if not found:
        st.caption(_("Nothing found: try fewer letters, or the code."))
    for each in found[:HITS]:
        st.button(
            escaped(each.shown(language())),
            key=f"hit:{key}:{each.code}",
            type="tertiary",
            icon=":material/add:",
            disabled=disabled,
            on_click=choose,
            args=(field, key, each.code),
        )
    if len(found) > HITS:
        st.caption(_("There are more: type another word."))


def _draw_chosen(key: str, code: str, label: str, *, disabled: bool) -> None:
    _ = translator()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{escaped(label)}**", width="content")
        st.button(
            _("Choose another"),
            key=f"drop:{key}:{code}",
            type="tertiary",
            icon=":material/close:",
            disabled=disabled,
            on_click=_remove,
            args=(key, code),
        )
