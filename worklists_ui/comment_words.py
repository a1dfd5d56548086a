"""What a comment says, as plain text, and whom it mentions."""

from collections.abc import Sequence

import streamlit as st

from carelane.services.names import Name
from worklists_ui.plain import escaped
from worklists_ui.translation import language


def draw(text: str, mentions: Sequence[Name]) -> None:
    """Draw the text as it was typed, with its line ends; nothing in it is read as markup."""
    st.text(text)
    if mentions:
        names = "  ".join(f"@{escaped(each.shown(language()))}" for each in mentions)
        st.markdown(f":small[:blue[{names}]]")
