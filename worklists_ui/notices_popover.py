"""What the processes have to tell this person: notices, behind a button that says how many are unread."""

import streamlit as st

from carelane.domain.errors import DatabaseUnavailable
from carelane.domain.notices import Notice
from carelane.services import notices
from carelane.services.visibility import Actor
from worklists_ui import times
from worklists_ui.navigation import link
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator

REFRESH = "30s"


@st.fragment(run_every=REFRESH)
def draw(person: Actor) -> None:
    """Draw the button; opening it shows the notices, newest first."""
    try:
        count = notices.unread(product().database, person)
        shown = notices.my_notices(product().database, person)
    except DatabaseUnavailable:
        return
    _draw(person, count, shown)


def _draw(person: Actor, count: int, shown: tuple[Notice, ...]) -> None:
    """Draw the button and what is behind it."""
    _ = translator()
    label = _("Notices ({count})").format(count=count) if count else _("Notices")
    with st.popover(label, icon=":material/notifications:", width="stretch", key="notices"):
        if not shown:
            st.caption(_("No notices."))
        if count:
            st.button(_("Mark all as read"), on_click=_read, args=(person,), key="notices_read")
        for one in shown:
            mark = ":material/mark_email_unread:" if one.read_at is None else ":material/drafts:"
            facts = escaped(times.moment(one.created_at))
            st.markdown(
                f"{mark} {escaped(one.subject)}  \n{escaped(one.body)}  \n:small[:gray[{facts}]]"
            )
            if one.instance_id:
                link("case", _("Open the case"), ":material/clinical_notes:", id=one.instance_id)


def _read(person: Actor) -> None:
    """Mark every notice as read."""
    notices.mark_read(product().database, person)
