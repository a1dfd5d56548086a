"""Tab Cases: find a case by key or id, see where it stands, and change it from outside. Deep link: ``&id=``."""

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services import operated_cases
from carelane.services.visibility import Actor
from worklists_ui import problems, session
from worklists_ui.operations import (
    address,
    case_actions,
    case_finder,
    case_head,
    case_inside,
    case_trail,
)
from worklists_ui.operations.case_picture import draw_picture
from worklists_ui.product import product
from worklists_ui.translation import translator

REFRESH = "15s"
PICTURE = 340


def title() -> str:
    """Name the tab."""
    _ = translator()
    return _("Cases")


def show(actor: Actor) -> None:
    """Draw the case of the address, or the way to one."""
    _ = translator()
    instance_id = address.asked().get("id", "")
    if not instance_id:
        case_finder.draw(actor)
        return
    if st.button(_("Other cases"), icon=":material/arrow_back:", key="operated_back"):
        address.keep({})
        st.rerun()
    case_actions.draw_told()
    try:
        case = operated_cases.get_operated(product().database, actor, instance_id)
    except CarelaneError as error:
        problems.refused(error)
        return
    _live(instance_id)
    with problems.told():
        case_actions.draw(actor, case)
    case_trail.draw(case)


@st.fragment(run_every=REFRESH)
def _live(instance_id: str) -> None:
    """Draw how the case stands; runs by itself every few seconds."""
    with problems.told():
        actor = session.signed_in()
        case = operated_cases.get_operated(product().database, actor, instance_id)
        case_head.draw(actor, case.row)
        draw_picture(case, key=f"operated_{instance_id}", height=PICTURE)
        case_inside.draw(actor, case)
