"""Grid columns that several pages have: urgency and time left as coloured chips with their words."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from carelane.services.task_rows import TaskRow
from worklists_ui import clocks
from worklists_ui.translation import translator
from worklists_ui.vocabulary import URGENCIES, URGENCY_COLOURS, urgency


def urgency_column() -> Any:
    """Show urgencies as chips."""
    _ = translator()
    return st.column_config.MultiselectColumn(
        _("Urgency"),
        width=104,
        options=[urgency(code) for code in URGENCIES],
        color=[URGENCY_COLOURS[code] for code in URGENCIES],
    )


def time_left_column(rows: Iterable[TaskRow]) -> Any:
    """Show the time left as chips: red what is late, grey what stands still."""
    _ = translator()
    chips = {clocks.left_of(row): clocks.colour_of(row) for row in rows}
    chips.pop("", None)
    return st.column_config.MultiselectColumn(
        _("Time left"), width=196, options=list(chips), color=list(chips.values())
    )
