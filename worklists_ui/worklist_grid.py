"""The worklist's grid: rows as people read them, and a selection that follows the task, not the row number.

The browser knows rows by number. Between two looks tasks come and go, so the selected task ids are kept here
and turned into the numbers of the present rows before the grid is drawn again.
"""

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from carelane.services.task_rows import TaskRow
from worklists_ui import grid_size, times
from worklists_ui.case_names import process_name, task_name
from worklists_ui.columns import time_left_column, urgency_column
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import business_status, role, task_state, urgency

GRID = "worklist_grid"
_SHOWN = "worklist_shown"
_SELECTED = "worklist_selected"
_OPENED = "worklist_opened"
_OPEN = "worklist_open"
MOST_ROWS_HIGH = 16
SUSPENDED = "suspended"


def positions(shown: tuple[str, ...], selected: tuple[str, ...]) -> list[int]:
    """Give the row numbers of the selected ids that are still shown."""
    return [number for number, task_id in enumerate(shown) if task_id in selected]


def selection(rows: tuple[TaskRow, ...]) -> tuple[str, ...]:
    """Give the selected task ids among the present rows, and set the grid to them."""
    shown = tuple(row.id for row in rows)
    selected = tuple(st.session_state.get(_SELECTED, ()))
    numbers = positions(shown, selected)
    if tuple(st.session_state.get(_SHOWN, ())) != shown:
        st.session_state[GRID] = {"selection": {"rows": numbers}}
    st.session_state[_SHOWN] = shown
    return tuple(shown[number] for number in numbers)


def _select() -> None:
    """Keep the ids of the rows that were just selected."""
    shown = st.session_state.get(_SHOWN, ())
    numbers = st.session_state[GRID]["selection"]["rows"]
    st.session_state[_SELECTED] = tuple(shown[number] for number in numbers if number < len(shown))


def _open() -> None:
    """Keep the id of the row whose button was pressed."""
    click = st.session_state.get(_OPEN)
    shown = st.session_state.get(_SHOWN, ())
    if click is not None and click["row"] < len(shown):
        st.session_state[_OPENED] = shown[click["row"]]


def draw(rows: tuple[TaskRow, ...]) -> str:
    """Draw the grid; gives the id of the task to open, or an empty text."""
    _ = translator()
    st.dataframe(
        [cells(row) for row in rows],
        key=GRID,
        on_select=_select,
        selection_mode="multi-row",
        hide_index=True,
        column_config=_columns(rows),
        height=grid_size.height(len(rows), MOST_ROWS_HIGH),
        row_height=grid_size.ROW_HEIGHT,
        placeholder="",
        alt=_("Tasks; arrow keys move, shift+space selects a row"),
    )
    return str(st.session_state.pop(_OPENED, ""))


def cells(row: TaskRow) -> dict[str, Any]:
    """Turn a task into what its row shows."""
    _ = translator()
    now = datetime.now(UTC)
    return {
        "open": f":material/arrow_forward: {_('Open')}",
        "patient": row.patient_name or row.business_key,
        "urgency": [urgency(row.urgency)] if row.urgency else [],
        "task": task_name(row),
        "left": [times.left(row.due_at, now)] if row.due_at else [],
        "status": _status(row),
        "from": row.from_institution.shown(language()),
        "owner": _owner(row),
        "due": times.moment(row.due_at) if row.due_at else "",
        "since": times.ago(row.created_at, now),
        "key": row.business_key,
        "process": process_name(row.definition_id, row.process_id, row.process_name),
    }


def _status(row: TaskRow) -> str:
    """Say how the request stands, or that its case stands still."""
    return task_state(row.state) if row.state == SUSPENDED else business_status(row.business_status)


def _owner(row: TaskRow) -> str:
    """Say who has the task, or which roles may take it."""
    _ = translator()
    if row.mine:
        return _("me")
    if row.actual_owner is not None:
        return row.actual_owner.shown(language())
    roles = ", ".join(dict.fromkeys(role(owner.role) for owner in row.owners))
    return _("unclaimed: {roles}").format(roles=roles) if roles else _("unclaimed")


def _columns(rows: tuple[TaskRow, ...]) -> dict[str, Any]:
    """Say how each column looks."""
    _ = translator()
    column = st.column_config
    return {
        "open": column.ButtonColumn(
            "", type="tertiary", key=_OPEN, on_click=_open, width=84, alignment="left"
        ),
        "patient": column.TextColumn(_("Patient"), width=84),
        "urgency": urgency_column(),
        "task": column.TextColumn(_("Task"), width=180),
        "left": time_left_column([(row.due_at, row.overdue) for row in rows]),
        "status": column.TextColumn(_("Status"), width=100),
        "from": column.TextColumn(_("From"), width=150),
        "owner": column.TextColumn(_("Owner"), width=150),
        "due": column.TextColumn(_("Due"), width=96),
        "since": column.TextColumn(_("Waiting"), width=100),
        "key": column.TextColumn(_("Business key"), width=130),
        "process": column.TextColumn(_("Process"), width=110),
    }
