"""The worklist's grid: rows as people read them, and a selection that follows the task, not the row number.

The browser knows rows by number. Between two looks tasks come and go, so the selected task ids are kept here
and turned into the numbers of the present rows before the grid is drawn again.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from carelane.services.task_rows import TaskRow
from worklists_ui import clocks, grid_size, row_buttons, times
from worklists_ui.case_names import process_name, task_name
from worklists_ui.columns import time_left_column, urgency_column
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import business_status, role, task_state, urgency
from worklists_ui.worklist_columns import FIRST, titles

GRID = "worklist_grid"
_SHOWN = "worklist_shown"
_SELECTED = "worklist_selected"
_OPEN = "worklist_open"
_STEPPED = "worklist_stepped"
MOST_ROWS_HIGH = 50
"""The page scrolls, not the grid: so the place stays when rows come and go."""
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


def step(by: int) -> None:
    """Select the row after (or before) the one that is selected; the first one where none is."""
    shown = tuple(st.session_state.get(_SHOWN, ()))
    if not shown:
        return
    numbers = positions(shown, tuple(st.session_state.get(_SELECTED, ())))
    start = (numbers[-1] if by > 0 else numbers[0]) if numbers else -1 if by > 0 else len(shown)
    number = min(max(start + by, 0), len(shown) - 1)
    st.session_state[_SELECTED] = (shown[number],)
    st.session_state[GRID] = {"selection": {"rows": [number]}}
    st.session_state[_STEPPED] = (number, stepped()[1] + 1)


def stepped() -> tuple[int, int]:
    """Give the row that `step` selected last, and how often it did."""
    found: tuple[int, int] = st.session_state.get(_STEPPED, (0, 0))
    return found


def _select() -> None:
    """Keep the ids of the rows that were just selected."""
    shown = st.session_state.get(_SHOWN, ())
    numbers = st.session_state[GRID]["selection"]["rows"]
    st.session_state[_SELECTED] = tuple(shown[number] for number in numbers if number < len(shown))


def draw(rows: tuple[TaskRow, ...], columns: Sequence[str]) -> str:
    """Draw the grid with these columns; gives the id of the task to open, or an empty text."""
    _ = translator()
    st.dataframe(
        [cells(row) for row in rows],
        key=GRID,
        on_select=_select,
        selection_mode="multi-row",
        hide_index=True,
        column_order=(FIRST, *columns),
        column_config=_columns(rows),
        height=grid_size.height(len(rows), MOST_ROWS_HIGH),
        row_height=grid_size.ROW_HEIGHT,
        placeholder="",
        alt=_("Tasks; arrow keys move, shift+space selects a row"),
    )
    return str(row_buttons.pressed(_OPEN) or "")


def cells(row: TaskRow) -> dict[str, Any]:
    """Turn a task into what its row shows."""
    _ = translator()
    now = datetime.now(UTC)
    return {
        "open": f":material/arrow_forward: {_('Open')}",
        "patient": row.patient_name or row.business_key,
        "urgency": [urgency(row.urgency)] if row.urgency else [],
        "task": task_name(row),
        "left": [clocks.left_of(row)] if clocks.left_of(row) else [],
        "status": _status(row),
        "from": row.from_institution.shown(language()),
        "owner": _owner(row),
        "due": times.moment(row.due_at) if row.due_at else "",
        "since": times.ago(row.created_at, now),
        "key": row.business_key,
        "process": process_name(row.definition_id, row.process_id, row.process_name),
        "priority": row.priority,
    }


def _status(row: TaskRow) -> str:
    """Say how the request stands, or until when the task is put aside, or that its case stands still."""
    _ = translator()
    if row.state != SUSPENDED:
        return business_status(row.business_status)
    if row.suspended_by is None:
        return task_state(row.state)
    if row.suspended_until is None:
        return _("put aside")
    return _("put aside until {until}").format(until=times.moment(row.suspended_until))


def _owner(row: TaskRow) -> str:
    """Say who has the task, or which roles may take it."""
    _ = translator()
    if row.mine:
        return _("me")
    if row.actual_owner is not None:
        owner = row.actual_owner.shown(language())
        return _("{name} (you stand in)").format(name=owner) if row.owner_away else owner
    roles = ", ".join(dict.fromkeys(role(owner.role) for owner in row.owners))
    return _("unclaimed: {roles}").format(roles=roles) if roles else _("unclaimed")


def _columns(rows: tuple[TaskRow, ...]) -> dict[str, Any]:
    """Say how each column looks."""
    column, title = st.column_config, titles()
    return {
        "open": row_buttons.column(_OPEN, [row.id for row in rows], alignment="left"),
        "patient": column.TextColumn(title["patient"], width=84),
        "urgency": urgency_column(),
        "task": column.TextColumn(title["task"], width=180),
        "left": time_left_column(rows),
        "status": column.TextColumn(title["status"], width=100),
        "from": column.TextColumn(title["from"], width=150),
        "owner": column.TextColumn(title["owner"], width=150),
        "due": column.TextColumn(title["due"], width=96),
        "since": column.TextColumn(title["since"], width=100),
        "key": column.TextColumn(title["key"], width=130),
        "process": column.TextColumn(title["process"], width=110),
        "priority": column.NumberColumn(title["priority"], width=70),
    }
