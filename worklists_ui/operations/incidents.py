"""Tab Incidents: what waits for somebody to mend it; filters, groups, details, and what to do about it."""

import streamlit as st

from carelane.services import incident_lists
from carelane.services.visibility import Actor
from worklists_ui import problems, session
from worklists_ui.operations import (
    batch_view,
    incident_actions,
    incident_bar,
    incident_detail,
    incident_grid,
)
from worklists_ui.product import product
from worklists_ui.translation import translator

REFRESH = "20s"


def title() -> str:
    """Name the tab."""
    _ = translator()
    return _("Incidents")


def show(actor: Actor) -> None:
    """Draw a batch that is at work, or else the list."""
    with problems.told():
        if not batch_view.draw(actor):
            _live()


@st.fragment(run_every=REFRESH)
def _live() -> None:
    """Draw the list; runs by itself every few seconds and keeps what is selected and typed."""
    with problems.told():
        _list(session.signed_in())


def _list(actor: Actor) -> None:
    """Draw filters, groups, the grid, and what to do."""
    database = product().database
    everything = incident_lists.incident_groups(database, actor)
    wanted = incident_bar.draw(everything, incident_lists.incident_places(database, actor))
    groups = incident_lists.incident_groups(database, actor, wanted)
    incident_bar.draw_groups(groups, wanted)
    found = incident_lists.list_incidents(database, actor, wanted)
    if not found.rows:
        _nothing(any_open=bool(everything))
        return
    selected = incident_grid.selection(found.rows)
    incident_grid.draw(found.rows)
    incident_bar.draw_pages(found.total, found.pages)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        ids = tuple(row.id for row in selected)
        matching = () if ids else incident_lists.matching(database, actor, wanted)
        incident_actions.draw(ids, matching)
    with right:
        if len(selected) == 1:
            incident_detail.draw(actor, selected[0])
        else:
            _hint()


def _hint() -> None:
    """Say how to see more of one."""
    _ = translator()
    st.caption(_("Select one incident to see its details and where in the process it is."))


def _nothing(*, any_open: bool) -> None:
    """Say that there is nothing, and why."""
    _ = translator()
    if any_open:
        st.info(_("No incident fits these filters."), icon=":material/filter_alt_off:")
    else:
        st.success(
            _("Nothing is held up. Incidents appear here by themselves."),
            icon=":material/task_alt:",
        )
