"""Who is looking: read from the session cookie and the database at every run of every page."""

import streamlit as st

from carelane.services import accounts
from carelane.services.visibility import Actor, Membership, reach_of
from worklists_ui.components import frame
from worklists_ui.gate import COOKIE
from worklists_ui.product import keep_reach, product
from worklists_ui.translation import chosen_language, language, translator, use_language


def actor() -> Actor | None:
    """Give the signed-in person of this run, or nobody."""
    token = st.context.cookies.get(COOKIE, "")
    if not token:
        return None
    database = product().database.as_machine()  # who asks is found out first
    return accounts.actor_of(database, token, product().session_policy)


def signed_in() -> Actor:
    """Give the signed-in person; without one this run ends at the sign-in page."""
    person = actor()
    if person is None:
        _ = translator()
        st.warning(_("Your session has ended. Sign in again."), icon=":material/lock_clock:")
        frame.go_to_sign_in(language())
        st.stop()
    keep_reach(reach_of(person))
    if chosen_language() is None:
        use_language(person.language)
    return person


def change_hat(person: Actor, hat: Membership | None) -> None:
    """Act as one membership from now on, or as all: in every tab of this browser."""
    accounts.wear(product().database, person, st.context.cookies.get(COOKIE, ""), hat)


def change_language(person: Actor, chosen: str) -> None:
    """Use another language from now on, here and at the next sign-in."""
    use_language(chosen)
    accounts.set_language(product().database, person, chosen)
