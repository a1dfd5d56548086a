"""Emergency desk: open calls, ambulances on a schematic map, pre-alerts on their way, and what is entered by telephone."""

import streamlit as st

from carelane.domain.errors import NotAllowed
from carelane.domain.rights import Right
from carelane.services.emergency.ambulances import ambulances
from carelane.services.emergency.calls import open_calls
from carelane.services.emergency.prealerts import open_prealerts
from carelane.services.emergency.troubles import troubles
from carelane.services.visibility import Actor, may, may_open
from worklists_ui import problems, session
from worklists_ui.emergency import calls, chart, prealerts, telephone, units, words, wrong
from worklists_ui.product import product
from worklists_ui.translation import translator

REFRESH = "5s"


def show(actor: Actor) -> None:
    """Draw what is the reader's: an emergency centre's calls, a hospital's pre-alerts, or both."""
    _ = translator()
    if not may_open(actor, "emergency"):
        raise NotAllowed
    st.title(_("Emergency desk"))
    _live()
    if may(actor, Right.ENTER_FOR_CREW):
        _telephone()


@st.fragment(run_every=REFRESH)
def _live() -> None:
    """Draw what changes by itself, every few seconds."""
    with problems.told():
        actor = session.signed_in()
        if may(actor, Right.SEE_PREALERTS):
            database = product().database
            prealerts.draw(open_prealerts(database, actor), database.now())
        if may(actor, Right.SEE_CALLS):
            _centre(actor)


def _centre(actor: Actor) -> None:
    _ = translator()
    database = product().database
    now, found = database.now(), open_calls(database, actor)
    call = calls.chosen(found)
    cars = ambulances(database, actor, call.position if call else None)
    names = words.unit_names(cars)
    if found.lines:
        wrong.draw(troubles(found, now), now, names)
    calls.draw(found, now)
    if call is not None:
        calls.detail(call, now, names)
    st.subheader(_("Ambulances"))
    left, right = st.columns([1, 2], gap="medium")
    with left:
        chart.draw(cars, call)
    with right:
        units.draw(cars, call, found)
    if may(actor, Right.ENTER_FOR_CREW) and telephone.is_stale(found):
        st.rerun()  # the forms offer the crews that are on calls now; what is being typed stays


@st.fragment
def _telephone() -> None:
    """Draw the forms apart from what redraws itself: what is being typed stays."""
    with problems.told():
        actor, database = session.signed_in(), product().database
        telephone.draw(actor, open_calls(database, actor), ambulances(database, actor))
