"""The switch of a person who works in several roles or at several institutions: act as all, or as one."""

import streamlit as st

from carelane.services.visibility import Actor, Membership
from worklists_ui import places, session
from worklists_ui.translation import translator
from worklists_ui.vocabulary import role

_KEY = "hat"


def draw(person: Actor) -> None:
    """Draw the switch where there is something to choose; the choice holds from the next run on."""
    if len(person.own_memberships) < 2:  # noqa: PLR2004 - one is no choice
        return
    _ = translator()
    options: list[Membership | None] = [None, *person.own_memberships]
    st.session_state[_KEY] = options.index(person.hat)
    st.selectbox(
        _("Acting as"),
        range(len(options)),
        key=_KEY,
        format_func=lambda number: _named(options[number]),
        on_change=lambda: session.change_hat(person, options[st.session_state[_KEY]]),
    )


def _named(hat: Membership | None) -> str:
    """Name a choice in the reader's language."""
    _ = translator()
    if hat is None:
        return _("All my roles")
    return f"{role(hat.role)}, {places.name(hat.institution_code)}"
