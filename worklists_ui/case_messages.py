"""The messages that crossed the border of a case."""

import streamlit as st

from carelane.services.case_details import CaseDetail
from worklists_ui import grid_size, times
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import message_state

MOST_ROWS_HIGH = 10


def draw(case: CaseDetail) -> None:
    """Draw them as a grid, the latest first; nothing where there is none."""
    _ = translator()
    if not case.messages:
        return
    st.subheader(_("Messages"))
    st.dataframe(
        [
            {
                _("Time"): times.moment(one.created_at),
                _("Message"): one.name,
                _("Direction"): _("sent to") if one.sent else _("from"),
                _("Institution"): one.other.shown(language()),
                _("State"): message_state(one.state),
            }
            for one in reversed(case.messages)
        ],
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(case.messages), MOST_ROWS_HIGH),
        key="case_messages",
    )
