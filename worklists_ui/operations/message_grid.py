"""The lines of a view of messages as a grid; one may be selected."""

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from carelane.services.message_queries import View
from carelane.services.message_views import MessageLine
from worklists_ui import grid_size, times
from worklists_ui.operations import message_words
from worklists_ui.translation import language, translator
from worklists_ui.worklist_grid import positions

GRID = "message_grid"
_SHOWN = "message_shown"
_SELECTED = "message_selected"
MOST_ROWS_HIGH = 12


def selection(rows: tuple[MessageLine, ...]) -> MessageLine | None:
    """Give the selected line if it is still there, and set the grid to it."""
    shown = tuple(_id(row) for row in rows)
    numbers = positions(shown, tuple(st.session_state.get(_SELECTED, ())))
    if tuple(st.session_state.get(_SHOWN, ())) != shown:
        st.session_state[GRID] = {"selection": {"rows": numbers}}
    st.session_state[_SHOWN] = shown
    return rows[numbers[0]] if numbers else None


def forget() -> None:
    """Select nothing."""
    for key in (GRID, _SHOWN, _SELECTED):
        st.session_state.pop(key, None)


def _id(row: MessageLine) -> str:
    return f"{row.message_id} {row.instance_id} {row.name} {row.at.isoformat()}"


def _select() -> None:
    """Keep the line that was just selected."""
    shown = st.session_state.get(_SHOWN, ())
    numbers = st.session_state[GRID]["selection"]["rows"]
    st.session_state[_SELECTED] = tuple(shown[number] for number in numbers if number < len(shown))


def draw(view: View, rows: tuple[MessageLine, ...]) -> None:
    """Draw the grid with the columns of the view."""
    _ = translator()
    columns = _columns(view)
    st.dataframe(
        [{name: cell for name, cell in cells(row).items() if name in columns} for row in rows],
        key=GRID,
        on_select=_select,
        selection_mode="single-row",
        hide_index=True,
        column_config=columns,
        height=grid_size.height(len(rows), MOST_ROWS_HIGH),
        row_height=grid_size.ROW_HEIGHT,
        placeholder="",
        alt=_("Messages; arrow keys move, shift+space selects a row"),
    )


def _columns(view: View) -> dict[str, Any]:
    """Choose the columns of a view."""
    _ = translator()
    text = st.column_config.TextColumn
    known = {
        "name": text(_("Message"), width=190),
        "key": text(_("Key"), width=110),
        "why": text(_("Why"), width=235),
        "kind": text(_("What happened"), width=220),
        "at": text(_("When"), width=100),
        "since": text(_("Since"), width=105),
        "left": text(_("Expires"), width=90),
        "sender": text(_("From"), width=170),
        "receiver": text(_("To"), width=170),
        "case": text(_("Case"), width=150),
    }
    names = {
        "orphans": ("name", "key", "why", "since", "left", "sender", "receiver"),
        "waiting": ("name", "key", "since", "receiver", "case"),
    }.get(view, ("name", "key", "kind", "at", "since", "sender", "receiver"))
    return {name: known[name] for name in names}


def cells(row: MessageLine) -> dict[str, Any]:
    """Turn a line into what its row shows."""
    _ = translator()
    now = datetime.now(UTC)
    anybody = _("whoever waits")
    return {
        "name": row.name,
        "key": row.key,
        "why": message_words.why(row.why),
        "kind": message_words.happened(row.kind),
        "at": times.moment(row.at),
        "since": times.ago(row.since, now),
        "left": times.left(row.expires_at, now),
        "sender": row.sender.shown(language()),
        "receiver": row.receiver.shown(language()) if row.receiver.id else anybody,
        "case": row.business_key or row.instance_id,
    }
