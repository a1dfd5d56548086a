"""All clocks of a case, also those that have stopped: when each ran, whether it was missed, and who held the case then."""

from typing import Any

import streamlit as st

from carelane.domain.deadlines import Deadline
from carelane.services.case_details import CaseDetail
from worklists_ui import clocks, grid_size, places, times
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import role

MOST_ROWS_HIGH = 8


def draw(case: CaseDetail) -> None:
    """Draw them as a grid, the latest first; nothing for a case without clocks."""
    _ = translator()
    if not case.deadlines:
        return
    column = st.column_config.TextColumn
    st.subheader(_("Clocks"))
    st.dataframe(
        [_cells(case, each) for each in reversed(case.deadlines)],
        column_config={
            "clock": column(_("Clock")),
            "began": column(_("Began"), width=110),
            "due": column(_("Due"), width=110),
            "state": column(_("State"), width=150),
            "missed": column(_("Missed"), width=110),
            "held": column(_("Held by")),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(case.deadlines), MOST_ROWS_HIGH),
        key="case_all_clocks",
    )


def _cells(case: CaseDetail, clock: Deadline) -> dict[str, Any]:
    """Turn a clock into what is shown of it."""
    return {
        "clock": clocks.name(clock, case.row.definition_id),
        "began": times.moment(clock.start_at),
        "due": times.moment(clock.due_at),
        "state": _state(clock),
        "missed": times.moment(clock.breached_at) if clock.breached_at else "",
        "held": _held_by(case, clock) if clock.breached_at else "",
    }


def _state(clock: Deadline) -> str:
    """Say whether it runs, stands still and why, or when it stopped."""
    _ = translator()
    if clock.stopped_at is not None:
        return _("stopped {at}").format(at=times.moment(clock.stopped_at))
    if clock.paused_at is not None:
        return _("stands still ({why})").format(why=clocks.pause_reason(clock.paused_why))
    return _("runs")


def _held_by(case: CaseDetail, clock: Deadline) -> str:
    """Name who had the task when it was missed; else on whose list it was."""
    person = case.held_by.get(clock.breached_owner or "")
    if person is not None:
        return person.shown(language())
    parts = (
        role(clock.breached_role) if clock.breached_role else "",
        places.name(clock.breached_institution) if clock.breached_institution else "",
    )
    return ", ".join(part for part in parts if part) or "–"
