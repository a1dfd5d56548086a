"""The closed tasks of a case as a grid: who did them when, each with its way in."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from carelane.services.task_rows import TaskRow
from worklists_ui import case_responsible, grid_size, row_buttons, times
from worklists_ui.case_names import task_name
from worklists_ui.navigation import go
from worklists_ui.translation import translator
from worklists_ui.vocabulary import task_state

MOST_ROWS_HIGH = 10
_OPEN = "case_closed_open"


def draw(tasks: Sequence[TaskRow]) -> None:
    """Draw a page of the closed tasks as a grid; a button in each row opens it."""
    _ = translator()
    st.dataframe(
        [_cells(task) for task in tasks],
        column_config={
            "open": row_buttons.column(_OPEN, [task.id for task in tasks]),
            "task": st.column_config.TextColumn(_("Task")),
            "state": st.column_config.TextColumn(_("State"), width=90),
            "who": st.column_config.TextColumn(_("Who")),
            "opened": st.column_config.TextColumn(_("Opened"), width=110),
            "taken": st.column_config.TextColumn(_("Taken"), width=110),
            "closed": st.column_config.TextColumn(_("Closed"), width=110),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(tasks), MOST_ROWS_HIGH),
        key="case_closed",
    )
    if opened := row_buttons.pressed(_OPEN):
        go("task", id=opened)


def _cells(task: TaskRow) -> dict[str, Any]:
    """Turn a closed task into what is shown of it."""
    _ = translator()
    done = case_responsible.done_by(task)
    return {
        "open": ":material/arrow_forward: " + _("Task"),
        "task": task_name(task),
        "state": task_state(task.state),
        "who": done,
        "opened": times.moment(task.created_at),
        "taken": times.moment(task.claimed_at) if task.claimed_at else "",
        "closed": times.moment(task.closed_at) if task.closed_at else "",
    }
