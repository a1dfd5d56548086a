"""Changing one's own password, on the page Sign-ins; not where a hospital's provider signs people in."""

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services import accounts
from worklists_ui import problems, session
from worklists_ui.product import product
from worklists_ui.translation import translator

LONGEST = 200
_PRESENT, _NEW, _AGAIN = "password_present", "password_new", "password_again"
_TOLD = "password_told"


def draw() -> None:
    """Draw the form, folded, and what came of it."""
    if product().settings.oidc_issuer:
        return
    _ = translator()
    told: int | str | CarelaneError | None = st.session_state.pop(_TOLD, None)
    with st.expander(_("Change password"), icon=":material/password:", expanded=told is not None):
        if isinstance(told, CarelaneError):
            problems.refused(told)
        elif isinstance(told, str):
            st.warning(told, icon=":material/info:")
        elif told is not None:
            text = _("The password is changed; {count} other sign-ins were ended.")
            st.success(text.format(count=told), icon=":material/check:")
        with st.form("password", clear_on_submit=True, border=False):
            _secret(_("Present password"), _PRESENT, "current-password")
            _secret(_("New password (at least 10 characters)"), _NEW, "new-password")
            _secret(_("New password once more"), _AGAIN, "new-password")
            st.form_submit_button(_("Change it"), on_click=_change)


def _secret(label: str, key: str, kind: str) -> None:
    st.text_input(label, key=key, type="password", max_chars=LONGEST, width=320, autocomplete=kind)


def _change() -> None:
    """Change it, and keep what came of it for the page that is drawn next."""
    _ = translator()
    actor = session.actor()
    if actor is None:
        return
    present, new, again = (str(st.session_state.get(key) or "") for key in (_PRESENT, _NEW, _AGAIN))
    if new != again:
        st.session_state[_TOLD] = _("The new password was not typed twice the same.")
        return
    address = st.context.ip_address or ""
    try:
        st.session_state[_TOLD] = accounts.change_password(
            product().database, actor, session.token(), address, present, new
        )
    except CarelaneError as error:
        st.session_state[_TOLD] = error
