"""Which columns the worklist shows, in which order: chosen by each person, kept on the server."""

from collections.abc import Sequence

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services import saved_filters
from worklists_ui import choices, preset, problems, session
from worklists_ui.product import product
from worklists_ui.translation import translator

USUAL = (
    "patient",
    "urgency",
    "task",
    "left",
    "status",
    "from",
    "owner",
    "due",
    "since",
    "key",
    "process",
)
ALL = (*USUAL, "priority")
FIRST = "open"
"""The column that opens a task stands first, always."""
_CHOSEN = "worklist_columns"


def titles() -> dict[str, str]:
    """Name the columns."""
    _ = translator()
    return {
        "patient": _("Patient"),
        "urgency": _("Urgency"),
        "task": _("Task"),
        "left": _("Time left"),
        "status": _("Status"),
        "from": _("From"),
        "owner": _("Owner"),
        "due": _("Due"),
        "since": _("Waiting"),
        "key": _("Business key"),
        "process": _("Process"),
        "priority": _("Priority"),
    }


def shown(chosen: Sequence[str]) -> tuple[str, ...]:
    """Give the columns to show: those that were chosen and still exist, or the usual ones."""
    return tuple(name for name in chosen if name in ALL) or USUAL


def draw(chosen: Sequence[str]) -> None:
    """Draw the choice behind a button; the order of choosing is the order of columns."""
    _ = translator()
    names = titles()
    with st.popover(_("Columns"), icon=":material/view_column:", key="worklist_columns_button"):
        st.session_state[_CHOSEN] = list(shown(chosen))
        choices.hold(_CHOSEN, ALL, names.__getitem__)
        st.multiselect(
            _("Columns, in this order"),
            ALL,
            format_func=names.__getitem__,
            key=_CHOSEN,
            **preset.default(_CHOSEN, ALL),
            on_change=_keep,
        )
        st.button(_("The usual columns"), on_click=_usual)


def _keep() -> None:
    _choose(st.session_state[_CHOSEN])


def _usual() -> None:
    _choose(())


def _choose(columns: Sequence[str]) -> None:
    """Keep the choice; when it cannot be kept the page says so."""
    try:
        actor = session.actor()
        if actor is not None:
            saved_filters.choose_columns(product().database, actor, columns)
    except CarelaneError as error:
        st.session_state["worklist_problems"] = [problems.message(error)]
