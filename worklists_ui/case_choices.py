"""The filters of a case's tasks, messages and elements: each a choice that stands in the address beside the timeline's."""

from collections.abc import Mapping

import streamlit as st

from worklists_ui import choices

NAMES = (
    "step",
    "stands",
    "task_person",
    "task_element",
    "message_way",
    "message_name",
    "message_state",
)
PAGES = ("case_tasks_page", "case_closed_page", "case_messages_page")
LONGEST = 120
WIDTH = 200
"""Pixels of a choice."""
_LAST = "case_choices_last"


def key(name: str) -> str:
    """Name a choice's place in the session."""
    return f"case_{name}"


def begin(case_id: str) -> None:
    """Set the choices by the address where it was changed from outside, or another case is shown."""
    asked = _of_address()
    if st.session_state.get(_LAST) == (case_id, asked) and key(NAMES[0]) in st.session_state:
        return
    for name in NAMES:
        st.session_state[key(name)] = asked.get(name, "")[:LONGEST]
    for page in PAGES:
        st.session_state[page] = 1
    st.session_state[_LAST] = (case_id, asked)


def finish(case_id: str) -> None:
    """Let the address say what the choices hold."""
    held = {name: value for name in NAMES if (value := chosen(name))}
    if held != _of_address():
        others = {
            name: value for name, value in st.query_params.to_dict().items() if name not in NAMES
        }
        st.query_params.from_dict(others | held)
    st.session_state[_LAST] = (case_id, held)


def chosen(name: str) -> str:
    """Give what is chosen, an empty text for no restriction."""
    return str(st.session_state.get(key(name)) or "")


def draw(  # noqa: PLR0913 - what is chosen from, and how it looks
    name: str,
    label: str,
    options: Mapping[str, str],
    page: str = "",
    *,
    all_: str = "",
    width: int = WIDTH,
) -> str:
    """Draw a choice among codes with their names; another choice turns the list under ``page`` back to its first page."""
    choices.narrow(
        label,
        key(name),
        options,
        lambda code: options.get(code, code),
        everything=all_,
        on_change=_first,
        args=(page,),
        width=width,
    )
    return chosen(name)


def _first(page: str) -> None:
    if page:
        st.session_state[page] = 1


def _of_address() -> dict[str, str]:
    query = st.query_params.to_dict()
    return {name: str(query[name]) for name in NAMES if query.get(name)}
