"""The messages that crossed the border of a case, with filters, page by page."""

import streamlit as st

from carelane.services.case_details import CaseDetail
from carelane.services.case_messages import MessageFilter, MessagePage, messages_of_case
from carelane.services.visibility import Actor
from worklists_ui import case_choices, grid_size, paging, times
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import message_state

_PAGE = "case_messages_page"
MOST_ROWS_HIGH = 10
FEW = 3
"""So many messages are seen at a glance: no filter is offered."""


def draw(actor: Actor, case: CaseDetail) -> None:
    """Draw them as a grid, the latest first; says where there is none."""
    _ = translator()
    st.subheader(_("Messages"))
    found = messages_of_case(
        product().database, actor, case.row.id, _wanted(), st.session_state.get(_PAGE) or 1
    )
    if not found.total:
        st.caption(_("No message was sent or received."))
        return
    if found.total > FEW or found.found < found.total:
        _filters(found)
    if not found.rows:
        st.caption(_("No message fits these filters."))
    else:
        _grid(found)
    told = _("{shown} of {count} messages").format(shown=found.found, count=found.total)
    if found.page != st.session_state.get(_PAGE):
        st.session_state[_PAGE] = found.page
    paging.draw(escaped(told), found.pages, _PAGE)


def _wanted() -> MessageFilter:
    """Read the filters."""
    way = case_choices.chosen("message_way")
    return MessageFilter(
        way="sent" if way == "sent" else "received" if way == "received" else "",
        name=case_choices.chosen("message_name"),
        state=case_choices.chosen("message_state"),
    )


def _filters(found: MessagePage) -> None:
    _ = translator()
    with st.container(horizontal=True, key="case_message_filters"):
        ways = {"sent": _("sent"), "received": _("received")}
        case_choices.draw("message_way", _("Direction"), ways, _PAGE)
        case_choices.draw("message_name", _("Message"), {one: one for one in found.names}, _PAGE)
        states = {one: message_state(one) for one in found.states}
        case_choices.draw("message_state", _("State"), states, _PAGE)


def _grid(found: MessagePage) -> None:
    """Draw a page; the institution, whose name may be long, stands last."""
    _ = translator()
    column = st.column_config.TextColumn
    st.dataframe(
        [
            {
                "at": times.moment(one.created_at),
                "name": one.name,
                "state": message_state(one.state),
                "way": _("sent to") if one.sent else _("from"),
                "other": one.other.shown(language()),
            }
            for one in found.rows
        ],
        column_config={
            "at": column(_("Time"), width=110),
            "name": column(_("Message")),
            "state": column(_("State"), width=120),
            "way": column(_("Direction"), width=90),
            "other": column(_("Institution")),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(found.rows), MOST_ROWS_HIGH),
        key="case_messages",
    )
