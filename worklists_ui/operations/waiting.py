"""Tab Waiting: automatic steps that wait for a system that is away, or for a worker."""

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from carelane.services.visibility import Actor
from carelane.services.waiting_jobs import MOST, WaitingRow, waiting
from worklists_ui import grid_size, problems, session, times
from worklists_ui.case_names import names_of, process_name
from worklists_ui.job_words import awaited
from worklists_ui.operations.address import TAB
from worklists_ui.product import product
from worklists_ui.translation import language, translator

REFRESH = "15s"
GRID = "waiting_grid"
MOST_ROWS_HIGH = 20


def title() -> str:
    """Name the tab."""
    _ = translator()
    return _("Waiting steps")


def show(actor: Actor) -> None:
    """Draw the tab."""
    del actor
    _live()


@st.fragment(run_every=REFRESH)
def _live() -> None:
    """Draw everything for whoever sits there now; runs by itself every few seconds."""
    with problems.told():
        _draw(session.signed_in())


def _draw(actor: Actor) -> None:
    _ = translator()
    rows = waiting(product().database, actor)
    if not rows:
        st.success(_("No automatic step waits for a system that is away."), icon=":material/done:")
        return
    st.caption(
        _("They are tried again about every minute and go on by themselves when it is back.")
    )
    _grid(rows)
    told = (
        _("The {count} longest waiting are shown.") if len(rows) == MOST else _("In all: {count}")
    )
    st.caption(told.format(count=len(rows)))


def _grid(rows: tuple[WaitingRow, ...]) -> None:
    """Draw the steps; choosing one opens its case."""
    _ = translator()
    column = st.column_config
    chosen: Any = st.dataframe(
        [_cells(row) for row in rows],
        key=GRID,
        on_select="rerun",
        selection_mode="single-row",
        hide_index=True,
        column_config={
            "element": column.TextColumn(_("Step"), width=180),
            "awaited": column.TextColumn(_("Waits for"), width=300),
            "since": column.TextColumn(_("Since"), width=110),
            "key": column.TextColumn(_("Business key"), width=150),
            "process": column.TextColumn(_("Process"), width=160),
            "place": column.TextColumn(_("Institution"), width=160),
        },
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(rows), MOST_ROWS_HIGH),
        alt=_("Automatic steps that wait; arrow keys move, shift+space opens the case of a row"),
    )
    if chosen.selection.rows:
        case = rows[chosen.selection.rows[0]].job.instance_id
        del st.session_state[GRID]
        st.query_params.from_dict({TAB: "cases", "id": case})
        st.rerun()


def _cells(row: WaitingRow) -> dict[str, str]:
    """Turn a waiting job into what its row shows."""
    return {
        "element": names_of(row.definition_id).of(row.job.element_id, language()),
        "awaited": awaited(row.job),
        "since": times.ago(row.since, datetime.now(UTC)),
        "key": row.business_key,
        "process": process_name(row.definition_id, row.process_id, row.process_name),
        "place": row.institution.shown(language()),
    }
