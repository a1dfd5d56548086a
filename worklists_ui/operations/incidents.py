"""Tab Incidents: what waits for somebody to mend it."""

import streamlit as st

from carelane.services.visibility import Actor
from worklists_ui.translation import translator


def title() -> str:
    """Name the tab."""
    _ = translator()
    return _("Incidents")


def show(actor: Actor) -> None:
    """Draw the tab."""
    del actor
    _ = translator()
    st.caption(_("No incident is open."))
