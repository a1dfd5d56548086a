"""The switch of a person who works in several roles or at several institutions: act as all, or as one."""

import streamlit as st

from carelane.domain.errors import CarelaneError, NotFound
from carelane.services.visibility import Actor, Membership
from worklists_ui import places, preset, session
from worklists_ui.plain import escaped
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
        **preset.index(_KEY, range(len(options))),
        format_func=lambda number: _named(options[number]),
        on_change=_change,
        args=(options,),
    )


def offer(error: CarelaneError) -> None:
    """Where a link shows nothing under this hat, offer to look as all one's roles; no link changes the hat itself."""
    person = session.actor()
    if person is None or person.hat is None or not isinstance(error, NotFound):
        return
    _ = translator()
    text = _("You act as {hat}. A link may belong to another of your roles.")
    st.caption(escaped(text.format(hat=_named(person.hat))))
    st.button(
        _("Act as all my roles"),
        icon=":material/badge:",
        key="hat_off",
        on_click=session.change_hat,
        args=(None,),
    )


def _change(options: list[Membership | None]) -> None:
    """Wear what was chosen; whose choice it is, is read anew."""
    session.change_hat(options[st.session_state[_KEY]])


def _named(hat: Membership | None) -> str:
    """Name a choice in the reader's language."""
    _ = translator()
    if hat is None:
        return _("All my roles")
    return f"{role(hat.role)}, {places.name(hat.institution_code)}"
