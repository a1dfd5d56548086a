"""The bell on every page: how many notices are unread, the newest of them, new ones as they come."""

from datetime import datetime

import streamlit as st

from carelane.domain.errors import DatabaseUnavailable
from carelane.domain.notices import EMERGENCY
from carelane.services import my_notices, notice_choices
from carelane.services.my_notices import NoticeFilter, NoticeRow
from carelane.services.visibility import Actor
from worklists_ui import notice_topics, session, times
from worklists_ui.navigation import asked, go, link
from worklists_ui.notice_links import target
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator

EVERY = "15s"
SHOWN = 6
TOASTS = 3
_LAST = "bell_last"


@st.fragment(run_every=EVERY)
def draw() -> None:
    """Draw the bell of whoever is signed in now; without a database it stays as it was."""
    try:
        person = session.actor()
        if person is None:
            return
        count = my_notices.unread(product().database, person)
        zone = str(times.zone())
        shown = my_notices.my_notices(
            product().database, person, NoticeFilter("unread"), SHOWN, zone
        )
        _tell_new(person, shown)
        here = asked("id")
        if any(row.task_id == here for row in shown if here):  # the reader looks at it
            count -= my_notices.mark_read(product().database, person, task_id=here)
            shown = tuple(row for row in shown if row.task_id != here)
    except DatabaseUnavailable:
        return
    with st.container(key="bell"):
        _draw(person, count, shown)


def _draw(person: Actor, count: int, shown: tuple[NoticeRow, ...]) -> None:
    _ = translator()
    label = _("Notices: {count} unread").format(count=count) if count else _("No unread notices")
    icon = ":material/notifications_unread:" if count else ":material/notifications:"
    with st.popover(str(count) if count else " ", icon=icon, help=label, key="bell_popover"):
        if not shown:
            st.caption(_("Nothing new."))
        for row in shown:
            notice_topics.sentence(row)
            if st.button(_("Open"), key=f"bell_{row.id}", icon=":material/arrow_forward:"):
                my_notices.mark_read(product().database, person, row.id)
                page, query = target(row.path)
                go(page, **query)
        if count:
            st.button(
                _("Mark all as read"),
                on_click=_read,
                key="bell_read",
                icon=":material/done_all:",
            )
        link("notices", _("All notices and choices"), ":material/list:")


def _tell_new(person: Actor, shown: tuple[NoticeRow, ...]) -> None:
    """Show what came since the last look as toasts: in quiet hours emergencies only."""
    last: datetime | None = st.session_state.get(_LAST)
    st.session_state[_LAST] = max([row.at for row in shown], default=last or _now())
    new = [row for row in shown if last is not None and row.at > last]
    if not new:
        return
    wants = notice_choices.my_choices(product().database, person).wants
    quiet = wants.quiet_end(product().database.now()) is not None
    for row in [one for one in new if one.urgency == EMERGENCY or not quiet][:TOASTS]:
        icon = ":material/emergency:" if row.urgency == EMERGENCY else ":material/notifications:"
        st.toast(escaped(row.subject), icon=icon, duration="long")


def _now() -> datetime:
    """Give the moment from which on a notice counts as new to somebody who has none yet."""
    return product().database.now()


def _read() -> None:
    """Mark every notice as read."""
    person = session.actor()
    if person is not None:
        my_notices.mark_read(product().database, person)
