"""Below a list: how many there are, and the numbers of its pages where it has more than one."""

import streamlit as st

from worklists_ui import preset

MOST_NUMBERS = 7
BUTTON = 46
"""Pixels for each button. The row of buttons hides pages when it thinks it has no room, and it thinks so early: of two
pages it shows one when it chooses its width itself."""


_MOST_DIGITS = 6


def number_of(text: str) -> int:
    """Read the number of a page out of an address; what makes no sense is the first."""
    makes_sense = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return max(1, int(text)) if makes_sense else 1


def draw(told: str, pages: int, key: str) -> None:
    """Draw what is told of the number of rows and, from two pages on, the choice of a page under ``key``."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(told)
        if pages > 1:
            buttons = min(pages, MOST_NUMBERS) + 3  # both arrows, and one to spare
            st.pagination(
                pages,
                key=key,
                **preset.default(key, range(1, pages + 1)),
                max_visible_pages=MOST_NUMBERS,
                width=BUTTON * buttons,
            )
