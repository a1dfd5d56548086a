"""Taking one's own comment back."""

import uuid

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services import comments
from worklists_ui import session
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator

_REFUSED = "comment_withdrawal_refused"


def draw(comment_id: str) -> None:
    """Ask once more before a comment is taken back: there is no way to have it again."""
    _ = translator()
    with st.popover(_("Withdraw it"), type="tertiary", key=f"withdraw_{comment_id}"):
        text = _("Nobody reads it here any more; that you wrote and withdrew one stays to be seen.")
        st.markdown(escaped(text))
        st.button(
            _("Withdraw the comment"),
            key=f"withdraw_do_{comment_id}",
            type="primary",
            on_click=_withdraw,
            args=(comment_id,),
        )


def _withdraw(comment_id: str) -> None:
    key = f"withdraw {comment_id}"
    command = st.session_state.setdefault(key, uuid.uuid4().hex)
    try:
        comments.withdraw(product().database, session.signed_in(), comment_id, command)
    except CarelaneError as error:
        st.session_state[_REFUSED] = error
        return
    st.session_state.pop(key)


def outcome() -> CarelaneError | None:
    """Give why the last withdrawal was refused, once."""
    error: CarelaneError | None = st.session_state.pop(_REFUSED, None)
    return error
