"""Business statuses that processes define for themselves, kept for a few minutes: a release brings new ones."""

import streamlit as st

from bpmn.model.statuses import StatusDefinition
from carelane.services.status_names import own_words
from worklists_ui.product import product


@st.cache_data(ttl="5m", show_spinner=False)
def _all() -> dict[str, StatusDefinition]:
    """Read all words."""
    return own_words(product().database)


def find(code: str) -> StatusDefinition | None:
    """Give a process's own word."""
    return _all().get(code)
