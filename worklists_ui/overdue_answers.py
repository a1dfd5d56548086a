"""What came of a batch on the board, row by row: shown until the person has read it."""

from collections.abc import Sequence

import streamlit as st

from carelane.domain.errors import CarelaneError
from worklists_ui import problems
from worklists_ui.plain import escaped
from worklists_ui.translation import translator

_KEY = "overdue_answers"


def say(done: Sequence[str], failed: Sequence[tuple[str, CarelaneError]]) -> bool:
    """Keep what was done for which rows, and why not for the others; says whether anything was done."""
    _ = translator()
    found: list[tuple[bool, list[str]]] = []
    if done:
        found.append((True, [_("{count} done:").format(count=len(done)), *done]))
    if failed:
        lines = [f"{name}: {problems.message(error)}" for name, error in failed]
        found.append((False, [_("{count} not done:").format(count=len(failed)), *lines]))
    st.session_state[_KEY] = found
    return bool(done)


def refuse(error: CarelaneError) -> None:
    """Keep why nothing could be done at all."""
    st.session_state[_KEY] = [(False, [problems.message(error)])]


def draw() -> None:
    """Show it, with a button that says it was read."""
    _ = translator()
    answers: list[tuple[bool, list[str]]] = st.session_state.get(_KEY, [])
    for done, lines in answers:
        show = st.success if done else st.warning
        text = "\n\n".join(escaped(each) for each in lines)
        show(text, icon=":material/check:" if done else ":material/info:")
    if answers:
        st.button(_("Read"), key="overdue_read", icon=":material/done:", on_click=_forget)


def _forget() -> None:
    st.session_state.pop(_KEY, None)
