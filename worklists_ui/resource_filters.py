"""The filters over resources; they stand in the address."""

from collections.abc import Callable, Iterable

import streamlit as st

from carelane.domain.resource_kinds import KINDS
from carelane.domain.roles import ROLES_BY_CODE
from carelane.services.resource_lists import ResourceFilter
from worklists_ui import choices, places, preset, resource_words, vocabulary
from worklists_ui.translation import translator

NAMES = ("institution", "category", "state", "text")
LONGEST = 80
PAGE = "resources_page"
_LAST = "resources_last"


def begin(kind: str) -> None:
    """Set the filters by the address where it was changed from outside, or another kind was chosen."""
    query = {name: str(st.query_params.get(name, "")) for name in NAMES} | {"view": kind}
    free = str(st.query_params.get("free", ""))
    if st.session_state.get(_LAST) == query | {"free": free} and _key("text") in st.session_state:
        return
    for name in NAMES:
        st.session_state[_key(name)] = query[name][:LONGEST]
    st.session_state[_key("free")] = free == "yes"
    st.session_state[PAGE] = 1


def _key(name: str) -> str:
    return f"resources_{name}"


def draw(kind: str) -> None:
    """Draw the filters of a kind."""
    _ = translator()
    known = KINDS[kind]
    categories = known.categories or tuple(ROLES_BY_CODE)
    named = vocabulary.role if kind == "doctor" else resource_words.category
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choice("institution", _("Institution"), places.of_kind(""), places.name)
        _choice("category", _("Type"), categories, named)
        _choice("state", _("State"), known.states, resource_words.state)
        st.text_input(
            _("Number, name, place"),
            key=_key("text"),
            **preset.value(_key("text")),
            max_chars=LONGEST,
            width=200,
            on_change=_first,
        )
        st.checkbox(
            _("Only what is free"),
            key=_key("free"),
            **preset.value(_key("free")),
            on_change=_first,
        )


def _choice(name: str, label: str, codes: Iterable[str], named: Callable[[str], str]) -> None:
    choices.narrow(
        label,
        _key(name),
        codes,
        named,
        on_change=_first,
        width=190,
    )


def _first() -> None:
    """Go back to the first page: the filter has changed."""
    st.session_state[PAGE] = 1


def wanted(kind: str) -> ResourceFilter:
    """Read the filters."""
    held = {name: str(st.session_state.get(_key(name)) or "").strip() for name in NAMES}
    free = bool(st.session_state.get(_key("free")))
    return ResourceFilter(
        kind, held["institution"], held["category"], held["state"], held["text"], free
    )


def write_address(kind: str, chosen: str) -> None:
    """Let the address say what the filters hold, and which resource is looked at."""
    held = {name: str(st.session_state.get(_key(name)) or "") for name in NAMES}
    free = "yes" if st.session_state.get(_key("free")) else ""
    full = {**held, "free": free, "view": kind}
    shown = {name: value for name, value in (full | {"id": chosen}).items() if value}
    if shown != st.query_params.to_dict():
        st.query_params.from_dict(shown)
    st.session_state[_LAST] = full
