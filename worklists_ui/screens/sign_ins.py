"""Sign-ins: where I am signed in and since when, ending one or all; for operators those of others too, and who signed in."""

from collections.abc import Callable

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.domain.rights import Right
from carelane.services import sign_ins
from carelane.services.incidents import LONGEST_REASON
from carelane.services.sign_ins import SignedIn, SignIn
from carelane.services.visibility import Actor, may
from worklists_ui import password_change, problems, session, sign_in_events_view, times
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator

_TEXT, _REASON, _TOLD = "sign_ins_text", "sign_ins_reason", "sign_ins_told"


def show(actor: Actor) -> None:
    """Draw the page."""
    _ = translator()
    st.title(_("Sign-ins"))
    _told()
    _mine(actor)
    password_change.draw()
    if may(actor, Right.END_SIGN_INS):
        _others(actor)
        sign_in_events_view.draw(actor)


def _told() -> None:
    """Say once what came of the last button."""
    _ = translator()
    told: int | CarelaneError | None = st.session_state.pop(_TOLD, None)
    if isinstance(told, CarelaneError):
        problems.refused(told)
    elif told is not None:
        st.success(_("{count} sign-ins ended.").format(count=told), icon=":material/logout:")


def _mine(actor: Actor) -> None:
    """Draw the reader's own."""
    _ = translator()
    st.caption(
        _("End what you do not know: whoever sits there gets nothing any more, whatever is open.")
    )
    wired = product()
    for one in sign_ins.my_sign_ins(wired.database, actor, session.token(), wired.session_policy):
        _line(one)
    st.button(
        _("Sign out everywhere"),
        icon=":material/logout:",
        help=_("Ends every sign-in of yours, this one too."),
        on_click=_end,
        args=("",),
    )


def _line(one: SignIn) -> None:
    _ = translator()
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"at_{one.id}"
    ):
        place = _("This browser") if one.here else one.address or _("unknown address")
        facts = _("used {used}, signed in {begun}, ends at the latest {end}").format(
            used=times.ago(one.used_at),
            begun=times.moment(one.signed_in_at),
            end=times.moment(one.ends_at),
        )
        st.markdown(f"**{escaped(place)}**  \n:small[:gray[{escaped(facts)}]]", width="stretch")
        if not one.here:
            st.button(_("End"), key=f"end_{one.id}", on_click=_end, args=(one.id,))


def _end(sign_in_id: str) -> None:
    """End one, or all: then this page leads to the sign-in."""
    actor = session.actor()
    if actor is not None:
        _try(lambda: sign_ins.end_mine(product().database, actor, sign_in_id))


def _others(actor: Actor) -> None:
    """Draw the search for people who are signed in."""
    _ = translator()
    st.subheader(_("Sign-ins of others"))
    left, right = st.columns(2)
    text = left.text_input(_("Account or name"), key=_TEXT, max_chars=80)
    right.text_input(_("Reason"), key=_REASON, max_chars=LONGEST_REASON)
    wired = product()
    found = sign_ins.signed_in(wired.database, actor, text.strip(), wired.session_policy)
    if not found:
        st.info(_("Nobody of this name is signed in."), icon=":material/search_off:")
    for one in found:
        _person(one)
    if len(found) == sign_ins.MOST:
        st.caption(
            _("The {count} last seen are shown; type more of the name.").format(count=len(found))
        )


def _person(one: SignedIn) -> None:
    _ = translator()
    with st.container(horizontal=True, vertical_alignment="center", key=f"of_{one.person.id}"):
        facts = _("{count} sign-ins, used {used}").format(
            count=one.sessions, used=times.ago(one.used_at)
        )
        name = f"{one.person.shown(language())} ({one.login})"
        st.markdown(f"{escaped(name)}  \n:small[:gray[{escaped(facts)}]]", width="stretch")
        st.button(
            _("End all sign-ins"),
            key=f"end_of_{one.person.id}",
            disabled=not st.session_state.get(_REASON, "").strip(),
            help=_("Give a reason first: the person is told."),
            on_click=_end_of,
            args=(one.person.id,),
        )


def _end_of(person_id: str) -> None:
    actor = session.actor()
    if actor is None:
        return
    reason = st.session_state.get(_REASON, "")
    _try(lambda: sign_ins.end_all_of(product().database, actor, person_id, reason))


def _try(end: Callable[[], int]) -> None:
    """Do it, and keep what came of it for the page that is drawn next."""
    try:
        st.session_state[_TOLD] = end()
    except CarelaneError as error:
        st.session_state[_TOLD] = error
