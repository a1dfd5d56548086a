"""Who is looking: read from the session cookie and the database at every run of every page."""

import streamlit as st

from carelane.services import accounts
from carelane.services.visibility import Actor, Membership, reach_of
from worklists_ui.gate import COOKIE
from worklists_ui.product import keep_reach, product
from worklists_ui.translation import chosen_language, translator, use_language

_WHOSE = "whose_window"


def actor() -> Actor | None:
    """Give the signed-in person of this run, or nobody."""
    shown = token()
    if not shown:
        return None
    database = product().database.as_machine()  # who asks is found out first
    return accounts.actor_of(database, shown, product().session_policy)


def token() -> str:
    """Give what this browser shows for its session; nobody but the services of accounts learns it."""
    return str(st.context.cookies.get(COOKIE, ""))


def signed_in() -> Actor:
    """Give the signed-in person; without one this run ends at the sign-in page."""
    person = actor()
    if person is None:
        _ = translator()
        st.warning(_("Your session has ended. Sign in again."), icon=":material/lock_clock:")
        st.login()  # `worklists_ui.callback` keeps the page that it leaves
        st.stop()
    _forget_others(person)
    keep_reach(reach_of(person))
    if chosen_language() is None:
        use_language(person.language)
    return person


def _forget_others(person: Actor) -> None:
    """Empty what this window holds when somebody else sits at the desk now: it comes back after a lost connection."""
    if st.session_state.setdefault(_WHOSE, person.person_id) == person.person_id:
        return
    st.session_state.clear()
    st.session_state[_WHOSE] = person.person_id
    st.rerun()


def change_hat(hat: Membership | None) -> None:
    """Act as one membership from now on, or as all: in every tab of this browser."""
    person = actor()
    if person is not None:
        accounts.wear(product().database, person, token(), hat)


def change_language(person: Actor, chosen: str) -> None:
    """Use another language from now on, here and at the next sign-in."""
    use_language(chosen)
    accounts.set_language(product().database, person, chosen)
