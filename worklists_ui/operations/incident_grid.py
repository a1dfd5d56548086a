"""The incidents as a grid: rows as people read them, and a selection that follows the incident, not its row."""

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from carelane.services.incident_lists import IncidentRow
from worklists_ui import grid_size, times
from worklists_ui.case_names import names_of, process_name
from worklists_ui.job_words import failed
from worklists_ui.operations import words
from worklists_ui.translation import language, translator
from worklists_ui.worklist_grid import positions

GRID = "incident_grid"
_SHOWN = "incident_shown"
_SELECTED = "incident_selected"
MOST_ROWS_HIGH = 12


def selection(rows: tuple[IncidentRow, ...]) -> tuple[IncidentRow, ...]:
    """Give the selected rows among the present ones, and set the grid to them."""
    shown = tuple(row.id for row in rows)
    numbers = positions(shown, tuple(st.session_state.get(_SELECTED, ())))
    if tuple(st.session_state.get(_SHOWN, ())) != shown:
        st.session_state[GRID] = {"selection": {"rows": numbers}}
    st.session_state[_SHOWN] = shown
    return tuple(rows[number] for number in numbers)


def forget() -> None:
    """Select nothing."""
    for key in (GRID, _SHOWN, _SELECTED):
        st.session_state.pop(key, None)


def _select() -> None:
    """Keep the ids of the rows that were just selected."""
    shown = st.session_state.get(_SHOWN, ())
    numbers = st.session_state[GRID]["selection"]["rows"]
    st.session_state[_SELECTED] = tuple(shown[number] for number in numbers if number < len(shown))


def draw(rows: tuple[IncidentRow, ...]) -> None:
    """Draw the grid."""
    _ = translator()
    column = st.column_config
    st.dataframe(
        [cells(row) for row in rows],
        key=GRID,
        on_select=_select,
        selection_mode="multi-row",
        hide_index=True,
        column_config={
            "element": column.TextColumn(_("Held up at"), width=170),
            "reason": column.TextColumn(_("Reason"), width=165),
            "error": column.TextColumn(_("Error"), width=160),
            "attempts": column.NumberColumn(_("Attempts"), width=72, format="%d"),
            "since": column.TextColumn(_("Since"), width=105),
            "key": column.TextColumn(_("Business key"), width=130),
            "process": column.TextColumn(_("Process"), width=130),
            "place": column.TextColumn(_("Institution"), width=130),
        },
        height=grid_size.height(len(rows), MOST_ROWS_HIGH),
        row_height=grid_size.ROW_HEIGHT,
        placeholder="",
        alt=_("Incidents; arrow keys move, shift+space selects a row"),
    )


def cells(row: IncidentRow) -> dict[str, Any]:
    """Turn an incident into what its row shows."""
    return {
        "element": names_of(row.definition_id).of(row.element_id, language()),
        "reason": words.reason(row.kind),
        "error": failed(row.error),
        "attempts": row.attempts,
        "since": times.ago(row.since, datetime.now(UTC)),
        "key": row.business_key,
        "process": _process(row),
        "place": row.institution.shown(language()),
    }


def _process(row: IncidentRow) -> str:
    """Name the process with its version."""
    return f"{process_name(row.definition_id, row.process_id, row.process_name)} v{row.version}"
