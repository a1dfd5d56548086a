"""Downloads: who took which list out of a page, and which file of a case; for supervisors and operators."""

import streamlit as st

from carelane.services.taken_files import taken_files
from carelane.services.visibility import Actor
from worklists_ui import problems, taken_filters, taken_grid
from worklists_ui.product import product
from worklists_ui.translation import translator


def show(actor: Actor) -> None:
    """Draw the page; its filters stand in the address."""
    _ = translator()
    st.title(_("Downloads"))
    st.caption(
        _("Who took a list out of a page, or a file of a case. Nothing here is ever deleted.")
    )
    taken_filters.begin()
    taken_filters.draw(actor)
    with problems.told():
        page = st.session_state.get(taken_filters.PAGE) or 1
        found = taken_files(product().database, actor, taken_filters.wanted(), page)
        st.session_state[taken_filters.PAGE] = found.page
        taken_grid.draw(found)
    taken_filters.write_address()
