"""How a case stands, in a word or as a chip: its state, and whether it stands still or is being undone."""

from typing import Protocol

import streamlit as st

from worklists_ui.translation import translator
from worklists_ui.vocabulary import Colour, case_state


class Standing(Protocol):
    """How a case stands."""

    @property
    def state(self) -> str:
        """The state of the case's row."""
        ...

    @property
    def suspended(self) -> bool:
        """Whether it stands still."""
        ...

    @property
    def compensating(self) -> bool:
        """Whether it is being undone."""
        ...


def name(row: Standing) -> str:
    """Name how a case stands."""
    _ = translator()
    if row.compensating:
        return _("being undone")
    return _("suspended") if row.suspended else case_state(row.state)


def draw(row: Standing) -> None:
    """Draw it as a chip."""
    st.badge(name(row), color=_colour(row), icon=_icon(row))


def _colour(row: Standing) -> Colour:
    """Choose the colour of how it stands."""
    if row.suspended or row.compensating:
        return "orange"
    return "blue" if row.state == "active" else "gray"


def _icon(row: Standing) -> str | None:
    """Choose the icon of how it stands."""
    if row.compensating:
        return ":material/history:"
    return ":material/pause_circle:" if row.suspended else None
