"""Scheduler and mails: every job's last and next run, a run at once; where mails are; calendars; what operators asked for."""

import streamlit as st

from carelane.services import job_requests
from carelane.services.visibility import Actor
from worklists_ui import calendar_table, job_table, mail_table, problems, session, times
from worklists_ui.navigation import asked
from worklists_ui.product import product
from worklists_ui.system_words import job
from worklists_ui.translation import language, translator

EVERY = "5s"


def show(actor: Actor) -> None:
    """Draw the page; the address holds what is chosen."""
    del actor
    _ = translator()
    st.title(_("Scheduler and mails"))
    views = {
        "jobs": _("Jobs"),
        "mails": _("Mails"),
        "calendars": _("Calendars"),
        "requests": _("What operators asked for"),
    }
    view = asked("view") if asked("view") in views else "jobs"
    chosen = st.segmented_control(
        _("View"),
        list(views),
        default=view,
        format_func=views.__getitem__,
        key="jobs_view",
        label_visibility="collapsed",
        required=True,
    )
    st.query_params["view"] = str(chosen)
    {"jobs": _jobs, "mails": _mails, "calendars": _calendars, "requests": _requests}[str(chosen)]()


@st.fragment(run_every=EVERY)
def _jobs() -> None:
    with problems.told():
        job_table.draw(session.signed_in())


@st.fragment(run_every=EVERY)
def _mails() -> None:
    with problems.told():
        mail_table.draw(session.signed_in())


@st.fragment
def _calendars() -> None:
    with problems.told():
        calendar_table.draw(session.signed_in())


@st.fragment(run_every=EVERY)
def _requests() -> None:
    """List who asked for what."""
    _ = translator()
    with problems.told():
        rows = job_requests.requests(product().database, session.signed_in())
        if not rows:
            st.info(_("Nobody has asked for anything yet."), icon=":material/history:")
            return
        actions = {"run": _("run at once"), "send_again": _("send a mail again")}
        text = st.column_config.TextColumn
        st.dataframe(
            [
                {
                    "at": times.moment(row.asked_at),
                    "person": row.person.shown(language()),
                    "action": actions.get(row.action, row.action),
                    "target": job(row.target) if row.action == "run" else row.target[:8],
                    "begun": times.moment(row.taken_at) if row.taken_at else _("not yet"),
                }
                for row in rows
            ],
            column_config={
                "at": text(_("When")),
                "person": text(_("Who")),
                "action": text(_("What")),
                "target": text(_("Of which")),
                "begun": text(_("Begun")),
            },
            hide_index=True,
            width="stretch",
            key="requests",
        )
