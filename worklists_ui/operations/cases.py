"""Tab Cases: find a case by its key and see where it stands."""

import streamlit as st

from carelane.services.visibility import Actor
from worklists_ui.translation import translator


def title() -> str:
    """Name the tab."""
    _ = translator()
    return _("Cases")


def show(actor: Actor) -> None:
    """Draw the tab."""
    del actor
    _ = translator()
    st.caption(_("Type a business key or the id of a case."))
