"""The rows of the page Overdue as people read them; each has a button to its case."""

from typing import Any

import streamlit as st

from carelane.services.supervision import OverdueRow
from worklists_ui import clocks, grid_size, times
from worklists_ui.case_names import names_of, process_name
from worklists_ui.columns import urgency_column
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import role, urgency

MOST_ROWS_HIGH = 18
_OPEN = "overdue_open"
_SHOWN = "overdue_shown"
_OPENED = "overdue_opened"
_MORE = "overdue_more_time"
_CLOCKS = "overdue_clocks"
_EXTENDED = "overdue_extended"


def draw(rows: tuple[OverdueRow, ...]) -> str:
    """Draw the rows; gives the case to open, or an empty text."""
    _ = translator()
    if not rows:
        st.success(_("Nothing is late here."), icon=":material/task_alt:")
        return ""
    st.session_state[_SHOWN] = [row.instance_id for row in rows]
    st.session_state[_CLOCKS] = [(row.instance_id, _clock_id(row)) for row in rows]
    st.dataframe(
        [_cells(row) for row in rows],
        column_config=_columns(),
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(rows), MOST_ROWS_HIGH),
        placeholder="",
        key="overdue_rows",
    )
    return str(st.session_state.pop(_OPENED, ""))


def to_extend(rows: tuple[OverdueRow, ...]) -> OverdueRow | None:
    """Give the row whose clock somebody wants to extend, once."""
    wanted = st.session_state.pop(_EXTENDED, None)
    return next((row for row in rows if (row.instance_id, _clock_id(row)) == wanted), None)


def _extend() -> None:
    """Keep the row whose button for more time was pressed."""
    click, shown = st.session_state.get(_MORE), st.session_state.get(_CLOCKS, ())
    if click is not None and click["row"] < len(shown):
        st.session_state[_EXTENDED] = shown[click["row"]]


def _clock_id(row: OverdueRow) -> str:
    return row.clock.sla_id if row.clock is not None else ""


def _open() -> None:
    """Keep the case whose button was pressed."""
    click, shown = st.session_state.get(_OPEN), st.session_state.get(_SHOWN, ())
    if click is not None and click["row"] < len(shown):
        st.session_state[_OPENED] = shown[click["row"]]


def process(row: OverdueRow) -> str:
    """Name a row's process."""
    return process_name(row.definition_id, row.process_id, row.process_name)


def _cells(row: OverdueRow) -> dict[str, Any]:
    """Turn a row into what is shown of it."""
    _ = translator()
    owner = row.actual_owner.shown(language()) if row.actual_owner else ""
    roles = ", ".join(dict.fromkeys(role(one.role) for one in row.owners))
    return {
        "open": f":material/arrow_forward: {_('Case')}",
        "more": f":material/more_time: {_('More time')}" if row.clock is not None else "",
        "late": _late(row),
        "urgency": [urgency(row.urgency)] if row.urgency else [],
        "what": _what(row),
        "reason": _reason(row),
        "owner": owner or (_("unclaimed: {roles}").format(roles=roles) if roles else ""),
        "place": row.institution.shown(language()),
        "due": times.moment(row.due_at),
        "percent": row.percent,
        "key": row.business_key,
        "process": process(row),
    }


def _what(row: OverdueRow) -> str:
    """Name the clock as the process does, else the element."""
    if row.clock is not None and row.clock.name:
        return row.clock.name
    return names_of(row.definition_id).of(row.element_id, language(), row.what)


def _late(row: OverdueRow) -> str:
    """Say by how much it is late, or what is left, as its clock counts it."""
    _ = translator()
    if row.clock is not None:
        return clocks.left(row.clock)
    span = times.span(row.late)
    return span if row.overdue else _("{span} left").format(span=span)


def _reason(row: OverdueRow) -> str:
    """Say why it is late."""
    _ = translator()
    reasons = {
        "unclaimed": _("nobody has taken it"),
        "not_completed": _("taken, not completed"),
        "incident": _("technical incident"),
        "waiting": _("waits for a message or job"),
    }
    return reasons[row.reason]


def _columns() -> dict[str, Any]:
    """Say how each column looks."""
    _ = translator()
    column = st.column_config
    return {
        "open": column.ButtonColumn("", type="tertiary", key=_OPEN, on_click=_open, width=84),
        "more": column.ButtonColumn("", type="tertiary", key=_MORE, on_click=_extend, width=112),
        "late": column.TextColumn(_("Late by"), width=190),
        "urgency": urgency_column(),
        "what": column.TextColumn(_("What"), width=170),
        "reason": column.TextColumn(_("Why"), width=130),
        "owner": column.TextColumn(_("With"), width=140),
        "place": column.TextColumn(_("Institution"), width=130),
        "due": column.TextColumn(_("Due"), width=96),
        "percent": column.NumberColumn(_("Time used"), format="%d %%", width=80),
        "key": column.TextColumn(_("Business key"), width=130),
        "process": column.TextColumn(_("Process"), width=110),
    }
