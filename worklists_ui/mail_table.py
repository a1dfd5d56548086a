"""Where mails are: how many of each state, the newest, and sending one again that was given up."""

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.domain.notices import MAIL_STATES
from carelane.services import mail_deliveries
from carelane.services.mail_deliveries import MailRow
from carelane.services.visibility import Actor
from worklists_ui import notice_topics, problems, session, times
from worklists_ui.navigation import asked
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import urgency

_ERROR, _WIDTH = "mail_error", 150


def draw(actor: Actor) -> None:
    """Draw the counts, the list and the button."""
    _ = translator()
    wanted = asked("state") if asked("state") in MAIL_STATES else ""
    found = mail_deliveries.deliveries(product().database, actor, wanted)
    if product().mailer is None:
        st.warning(
            _("No mail server is configured (CARELANE_SMTP_HOST): mails stay in the outbox."),
            icon=":material/mark_email_read:",
        )
    if nobody := mail_deliveries.untold(product().database, actor):
        text = _("Steps of clocks that had nobody to tell: {count}. Give somebody the roles.")
        st.warning(text.format(count=nobody), icon=":material/person_off:")
    with st.container(horizontal=True):
        for state in MAIL_STATES:
            st.metric(_state(state), found.counts.get(state, 0), border=True, width=_WIDTH)
    states = ["", *MAIL_STATES]
    chosen = st.selectbox(
        _("State"),
        states,
        states.index(wanted),
        format_func=lambda code: _state(code) if code else _("any"),
        key="mail_state",
        width=220,
    )
    if chosen != wanted:
        st.query_params["state"] = chosen
        st.rerun(scope="fragment")
    _table(found.rows)
    _again([row for row in found.rows if row.state in {"failed", "dropped"}])


def _state(code: str) -> str:
    _ = translator()
    names = {
        "waiting": _("waiting"),
        "sending": _("being sent"),
        "sent": _("sent"),
        "failed": _("given up"),
        "dropped": _("not needed"),
    }
    return names.get(code, code)


def _why(row: MailRow) -> str:
    """Say why a mail is where it is; what a mail server said stays as it is."""
    _ = translator()
    known = {
        "read": _("read on the screen before"),
        "expired": _("too old"),
        "suppressed": _("called off by the process"),
    }
    said = [known.get(row.error, row.error)] if row.error else []
    if not row.has_address:
        said.append(_("no mail address"))
    if row.interrupted:
        said.append(
            _("a sender broke off {count} times: it may have come twice").format(
                count=row.interrupted
            )
        )
    return "; ".join(said)


def _table(rows: tuple[MailRow, ...]) -> None:
    _ = translator()
    if not rows:
        st.info(_("No mails."), icon=":material/mail:")
        return
    text = st.column_config.TextColumn
    st.dataframe(
        [
            {
                "at": times.moment(row.created_at),
                "person": row.person.shown(language()) if row.person else "",
                "topic": notice_topics.topic(row.topic),
                "urgency": urgency(row.urgency) if row.urgency else "",
                "state": _state(row.state),
                "due": times.moment(row.due_at) if row.due_at and row.state == "waiting" else "",
                "sent": times.moment(row.sent_at) if row.sent_at else "",
                "attempts": row.attempts,
                "why": _why(row),
            }
            for row in rows
        ],
        column_config={
            "at": text(_("Written")),
            "person": text(_("To")),
            "topic": text(_("About"), width="medium"),
            "urgency": text(_("Urgency")),
            "state": text(_("State")),
            "due": text(_("Not before")),
            "sent": text(_("Sent")),
            "attempts": st.column_config.NumberColumn(_("Attempts"), format="%d"),
            "why": text(_("Why"), width="large"),
        },
        hide_index=True,
        width="stretch",
        key="mails",
    )


def _again(rows: list[MailRow]) -> None:
    """Draw what sends one again."""
    _ = translator()
    error = st.session_state.pop(_ERROR, None)
    if isinstance(error, CarelaneError):
        problems.refused(error)
    if not rows:
        return
    by_id = {row.id: row for row in rows}

    def name(mail_id: str) -> str:
        row = by_id[mail_id]
        who = row.person.shown(language()) if row.person else ""
        return f"{times.moment(row.created_at)} · {who} · {notice_topics.topic(row.topic)}"

    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Mail"), list(by_id), format_func=name, key="mail_chosen", width=520
        )
        st.button(
            _("Send again"),
            icon=":material/forward_to_inbox:",
            key="mail_again",
            on_click=_send,
            args=(chosen,),
        )


def _send(mail_id: str) -> None:
    """Let a mail go once more; who asked stays on record."""
    actor = session.actor()
    if actor is None:
        return
    try:
        mail_deliveries.send_again(product().database, actor, mail_id)
    except CarelaneError as error:
        st.session_state[_ERROR] = error
