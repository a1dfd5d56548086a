"""What the worklist's filter widgets hold, in step with the address; a saved filter sets all of them at once."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

import streamlit as st

from carelane.services import saved_filters
from carelane.services.visibility import Actor
from carelane.services.worklists import Scope, WorklistFilter
from worklists_ui.product import product
from worklists_ui.worklist_filters import DEFAULT, from_query, to_query

PREFIX = "worklist_filter_"
_LAST = "worklist_query"
_NAMES = tuple(each.name for each in fields(WorklistFilter) if each.name != "page_size")


def take_address(actor: Actor) -> None:
    """Set the widgets by the address when it was changed from outside; restore them on return.

    Who comes with a bare address for the first time begins with the chosen filter.
    """
    query, last = st.query_params.to_dict(), st.session_state.get(_LAST)
    if last is not None and query == last and PREFIX + "text" in st.session_state:
        return
    if not query and last is None:
        query = _first(actor)
    set_filter(from_query(query or last or {}))


def _first(actor: Actor) -> dict[str, str]:
    """Give the words of the filter that the person wants to begin with."""
    wanted = saved_filters.choice_of(product().database, actor).filter_id
    if not wanted:
        return {}
    for saved in saved_filters.saved_filters(product().database, actor):
        if saved.id == wanted:
            return saved.query
    return {}


def set_filter(wanted: WorklistFilter) -> None:
    """Let the widgets show this filter."""
    for name in _NAMES:
        value = getattr(wanted, name)
        st.session_state[PREFIX + name] = list(value) if isinstance(value, tuple) else value


def turn_to(scope: Scope) -> None:
    """Turn to the tasks of a scope; the filters stay as they are."""
    kept = {
        name: value
        for name, value in (st.session_state.get(_LAST) or {}).items()
        if name not in {"scope", "page"}
    }
    query = kept | ({"scope": scope} if scope != DEFAULT.scope else {})
    st.session_state[_LAST] = query
    st.session_state[PREFIX + "scope"] = scope
    first_page()
    st.query_params.from_dict(query)


def first_page() -> None:
    """Go back to the first page: the filter has changed."""
    st.session_state[PREFIX + "page"] = 1


def keep(names: Iterable[str]) -> None:
    """Keep what these widgets hold while they are not drawn: Streamlit forgets it, and a value that is set again stays."""
    for key in (PREFIX + name for name in names):
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def wanted_filter() -> WorklistFilter:
    """Read the widgets; what makes no sense counts as not given."""
    found: dict[str, Any] = {
        name: st.session_state.get(PREFIX + name, getattr(DEFAULT, name)) for name in _NAMES
    }
    empty = {name: getattr(DEFAULT, name) for name, value in found.items() if value is None}
    found |= empty | {"urgency": tuple(found["urgency"] or ())}
    return from_query(to_query(replace(DEFAULT, **found)))


def write_address(wanted: WorklistFilter) -> None:
    """Let the address say what the widgets hold."""
    query = to_query(wanted)
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    st.session_state[_LAST] = query
