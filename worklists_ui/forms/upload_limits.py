"""How large a file may be and of which kinds, said below the uploader in the reader's language."""

import streamlit as st

from worklists_ui.forms.shelf import Shelf
from worklists_ui.plain import escaped
from worklists_ui.translation import translator

MORE = 2
"""The browser stops a file in English; up to so many times the limit it comes to us, and we refuse it in words of ours."""


def for_browser(shelf: Shelf) -> int:
    """Give the megabytes beyond which the browser does not even send a file."""
    return shelf.max_megabytes * MORE


def draw(shelf: Shelf, accept: str = "") -> None:
    """Say both; ``accept`` is what a form's field asks for beside that."""
    _ = translator()
    kinds = ", ".join(kind.upper() for kind in shelf.kinds)
    text = _("At most {count} MB for each file: {kinds}")
    told = text.format(count=shelf.max_megabytes, kinds=accept or kinds)
    st.caption(escaped(told))
