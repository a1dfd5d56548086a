"""Tab Messages: what nobody takes and why, what came late or twice, who waits; and what to do about it."""

import streamlit as st

from carelane.services import message_views
from carelane.services.institutions import list_institutions
from carelane.services.message_views import MessageLine
from carelane.services.visibility import Actor
from worklists_ui import problems, session
from worklists_ui.navigation import go
from worklists_ui.operations import message_actions, message_bar, message_grid, message_words
from worklists_ui.product import product
from worklists_ui.translation import translator

REFRESH = "20s"


def title() -> str:
    """Name the tab."""
    _ = translator()
    return _("Messages")


def show(actor: Actor) -> None:
    """Draw the tab."""
    del actor
    _live()


@st.fragment(run_every=REFRESH)
def _live() -> None:
    """Draw everything; runs by itself every few seconds and keeps what is selected and typed."""
    with problems.told():
        _draw(session.signed_in())


def _draw(actor: Actor) -> None:
    """Draw views, filters, the grid, and what to do about the selected line."""
    database = product().database
    message_actions.told()
    counts = message_views.count_messages(database, actor)
    wanted = message_bar.draw(counts, [each.code for each in list_institutions(database)])
    st.caption(message_words.explained(wanted.view))
    found = message_views.list_messages(database, actor, wanted)
    if not found.rows:
        _nothing(
            message_words.nothing(wanted.view), narrowed=bool(wanted.text or wanted.institution)
        )
        return
    chosen = message_grid.selection(found.rows)
    message_grid.draw(wanted.view, found.rows)
    message_bar.draw_pages(found.total, found.pages)
    _below(actor, chosen)


def _below(actor: Actor, chosen: MessageLine | None) -> None:
    """Draw what belongs to the selected line."""
    _ = translator()
    if chosen is None:
        st.caption(_("Select a line to see what can be done about it."))
        return
    if chosen.message_id:
        message_actions.draw(actor, chosen)
    if chosen.sees_case and chosen.instance_id and st.button(_("Open case")):
        go("case", id=chosen.instance_id)


def _nothing(text: str, *, narrowed: bool) -> None:
    """Say that there is nothing, and why."""
    _ = translator()
    if narrowed:
        st.info(_("Nothing fits these filters."), icon=":material/filter_alt_off:")
    else:
        st.success(text, icon=":material/task_alt:")
