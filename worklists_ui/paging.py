"""Below a list: how many there are, and the numbers of its pages where it has more than one."""

import streamlit as st

MOST_NUMBERS = 7
BUTTON = 36
"""Pixels that the button of a page takes; left to itself, the row of buttons hides pages for which there is room."""


def draw(told: str, pages: int, key: str) -> None:
    """Draw what is told of the number of rows and, from two pages on, the choice of a page under ``key``."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(told)
        if pages > 1:
            numbers = min(pages, MOST_NUMBERS) + 2
            st.pagination(pages, key=key, max_visible_pages=MOST_NUMBERS, width=BUTTON * numbers)
