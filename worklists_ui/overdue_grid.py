"""The board as a grid: a selection that follows the row and not its number, and the buttons of each row."""

from dataclasses import dataclass

import streamlit as st

from carelane.services.supervision import Board, OverdueRow
from worklists_ui import grid_size, overdue_cells, row_buttons
from worklists_ui.translation import translator

MOST_ROWS_HIGH = 18
GRID = "overdue_rows"
_OPEN = "overdue_open"
_MORE = "overdue_more_time"
_SELECTED = "overdue_selected"
_KEYS = "overdue_keys"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the person did with the rows: the case to open, if any, and the rows that are selected, on every page."""

    opened: str = ""
    selected: tuple[OverdueRow, ...] = ()


def selected() -> tuple[str, ...]:
    """Give the keys of the rows that were selected, on whatever page."""
    return tuple(st.session_state.get(_SELECTED, ()))


def forget() -> None:
    """Select nothing any more."""
    st.session_state.pop(_SELECTED, None)
    st.session_state.pop(_KEYS, None)


def draw(board: Board) -> Drawn:
    """Draw a page; what is selected stays selected while rows come and go, and while other pages are shown."""
    _ = translator()
    rows = board.rows
    if not rows:
        st.success(_("Nothing is late here."), icon=":material/task_alt:")
        return Drawn()
    shown = [row.instance_id for row in rows]
    clocks = [(row.instance_id, _clock_id(row)) for row in rows]
    _select_again(rows)
    st.dataframe(
        [_buttons(row) | overdue_cells.cells(row) for row in rows],
        column_config={
            "open": row_buttons.column(_OPEN, shown),
            "more": row_buttons.column(_MORE, clocks, width=112),
            **overdue_cells.columns(),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(rows), MOST_ROWS_HIGH),
        placeholder="",
        key=GRID,
        on_select=_select,
        selection_mode="multi-row",
        alt=_("Late cases; arrow keys move, shift+space selects a row"),
    )
    return Drawn(str(row_buttons.pressed(_OPEN) or ""), board.kept)


def _select_again(rows: tuple[OverdueRow, ...]) -> None:
    """Set the grid to the selected rows among the present ones: the browser knows numbers only."""
    wanted = set(st.session_state.get(_SELECTED, ()))
    keys = [row.key for row in rows]
    numbers = [number for number, key in enumerate(keys) if key in wanted]
    if keys != st.session_state.get(_KEYS):
        st.session_state[_KEYS] = keys
        st.session_state[GRID] = {"selection": {"rows": numbers}}


def _select() -> None:
    """Keep the rows that were just selected, beside those of other pages."""
    keys = st.session_state.get(_KEYS, ())
    numbers = st.session_state[GRID]["selection"]["rows"]
    elsewhere = [key for key in selected() if key not in keys]
    here = [keys[number] for number in numbers if number < len(keys)]
    st.session_state[_SELECTED] = [*elsewhere, *here]


def _buttons(row: OverdueRow) -> dict[str, str]:
    _ = translator()
    return {
        "open": f":material/arrow_forward: {_('Case')}",
        "more": f":material/more_time: {_('More time')}" if row.clock is not None else "",
    }


def to_extend(rows: tuple[OverdueRow, ...]) -> OverdueRow | None:
    """Give the row whose clock somebody wants to extend, once."""
    wanted = row_buttons.pressed(_MORE)
    return next((row for row in rows if (row.instance_id, _clock_id(row)) == wanted), None)


def _clock_id(row: OverdueRow) -> str:
    return row.clock.sla_id if row.clock is not None else ""
