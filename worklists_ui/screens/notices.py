"""Notices: everything that came to the reader, and how the reader wants to hear of things."""

import streamlit as st

from carelane.domain.notices import URGENCIES, Topic
from carelane.services import my_notices
from carelane.services.my_notices import NoticeFilter, NoticeRow
from carelane.services.visibility import Actor
from worklists_ui import notice_choices_view, notice_topics, problems, session, times
from worklists_ui.navigation import asked, go
from worklists_ui.notice_links import target
from worklists_ui.product import product
from worklists_ui.translation import translator
from worklists_ui.vocabulary import urgency

EVERY = "15s"
STEP = 40
_MORE = "notices_more"


def show(actor: Actor) -> None:
    """Draw the page; the address holds what is chosen."""
    _ = translator()
    st.title(_("Notices"))
    views = {"list": _("Notices"), "choices": _("My choices")}
    view = _one_of("view", list(views), "list")
    chosen = st.segmented_control(
        _("View"),
        list(views),
        default=view,
        format_func=views.__getitem__,
        key="notices_view",
        label_visibility="collapsed",
        required=True,
    )
    _keep("view", "" if chosen == "list" else str(chosen))
    if chosen == "choices":
        notice_choices_view.draw(actor)
        return
    _filters()
    _list()


def _one_of(name: str, known: list[str], otherwise: str) -> str:
    """Read a parameter of the address; what is not known counts as not given."""
    value = asked(name)
    return value if value in known else otherwise


def _keep(name: str, value: str) -> None:
    """Write a choice into the address."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _filters() -> None:
    """Draw what narrows the list."""
    _ = translator()
    names = {"": _("All"), "unread": _("Unread")}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = st.segmented_control(
            _("Which"),
            list(names),
            default=_one_of("which", list(names), ""),
            format_func=names.__getitem__,
            key="notices_which",
            required=True,
        )
        known = ["", *URGENCIES]
        level = st.selectbox(
            _("Urgency"),
            known,
            index=known.index(_one_of("urgency", known, "")),
            format_func=lambda code: urgency(code) if code else _("any"),
            key="notices_urgency",
            width=180,
        )
        topics = ["", *(topic.value for topic in Topic)]
        topic = st.selectbox(
            _("About"),
            topics,
            index=topics.index(_one_of("topic", topics, "")),
            format_func=lambda code: notice_topics.topic(code) if code else _("anything"),
            key="notices_topic",
            width=320,
        )
        st.button(
            _("Mark all as read"),
            icon=":material/done_all:",
            key="notices_read_all",
            on_click=_read_all,
        )
    for name, value in (("which", which), ("urgency", level), ("topic", topic)):
        _keep(name, str(value or ""))


def _read_all() -> None:
    _read("")


def _read(notice_id: str) -> None:
    """Remember that one was read, or all."""
    actor = session.actor()
    if actor is not None:
        my_notices.mark_read(product().database, actor, notice_id)


@st.fragment(run_every=EVERY)
def _list() -> None:
    """Draw the notices, the newest first; new ones come by themselves."""
    _ = translator()
    with problems.told():
        actor = session.signed_in()
        wanted = NoticeFilter(
            "unread" if asked("which") == "unread" else "", asked("urgency"), asked("topic")
        )
        most = int(st.session_state.get(_MORE, STEP))
        rows = my_notices.my_notices(product().database, actor, wanted, most + 1, str(times.zone()))
        if not rows:
            st.info(_("No notices."), icon=":material/notifications_off:")
        for row in rows[:most]:
            _draw(actor, row)
        if len(rows) > most:
            st.button(_("Older ones"), key="notices_older", on_click=_older)


def _older() -> None:
    st.session_state[_MORE] = int(st.session_state.get(_MORE, STEP)) + STEP


def _draw(actor: Actor, row: NoticeRow) -> None:
    """Draw one notice with its two buttons."""
    _ = translator()
    with (
        st.container(border=True, key=f"notice_{row.id}"),
        st.container(horizontal=True, vertical_alignment="center"),
    ):
        with st.container():
            notice_topics.sentence(row)
        if st.button(_("Open"), key=f"open_{row.id}", icon=":material/arrow_forward:"):
            my_notices.mark_read(product().database, actor, row.id)
            page, query = target(row.path)
            go(page, **query)
        if not row.read:
            st.button(
                _("Read"),
                key=f"read_{row.id}",
                icon=":material/done:",
                on_click=_read,
                args=(row.id,),
            )
