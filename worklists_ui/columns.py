"""Grid columns that several pages have: urgency and time left as coloured chips with their words."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from worklists_ui import times
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


def time_left_column(dues: Iterable[tuple[datetime | None, bool]]) -> Any:
    """Show the time left as chips: red what is late."""
    _ = translator()
    now = datetime.now(UTC)
    late = {times.left(due, now): overdue for due, overdue in dues if due is not None}
    return st.column_config.MultiselectColumn(
        _("Time left"),
        width=140,
        options=list(late),
        color=["red" if overdue else "green" for overdue in late.values()],
    )
