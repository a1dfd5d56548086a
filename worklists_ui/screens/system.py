"""System: the installation's processes, its counters, what is not as it should be, for operators."""

from collections import Counter

import streamlit as st

from carelane.services.parts import PartRow
from carelane.services.system import SystemView, system_view
from carelane.services.visibility import Actor
from worklists_ui import problems, session, times
from worklists_ui.navigation import link
from worklists_ui.product import product
from worklists_ui.system_words import part_kind, part_state, trouble
from worklists_ui.translation import translator

EVERY = "10s"
METRIC = 165


def show(actor: Actor) -> None:
    """Draw the page; its numbers come anew every ten seconds."""
    del actor
    _ = translator()
    st.title(_("System"))
    _live()


@st.fragment(run_every=EVERY)
def _live() -> None:
    """Draw everything for whoever sits there now; what is away or not allowed is told in its place."""
    with problems.told():
        _draw(session.signed_in())


def _draw(actor: Actor) -> None:
    _ = translator()
    view = system_view(product().database, actor)
    _state(view)
    _numbers(view)
    st.subheader(_("Parts of the installation"))
    _parts(view)
    link("jobs", _("Jobs of the scheduler, and mails"), ":material/schedule:")


def _state(view: SystemView) -> None:
    """Say in a sentence each what is not as it should be, or that all is."""
    _ = translator()
    missing, told = _missing(view), _told(view)
    if missing:
        text = _("Nothing runs as: {kinds}. Cases wait; nothing is lost.")
        st.error(text.format(kinds=", ".join(missing)), icon=":material/heart_broken:")
    for icon, text, count in told:
        st.warning(text.format(count=count), icon=f":material/{icon}:")
    if not (missing or told):
        st.success(_("Everything runs."), icon=":material/check_circle:")


def _missing(view: SystemView) -> list[str]:
    """Name the kinds of parts without which cases wait and of which none is there; a troubled one is."""
    there = {row.kind for row in view.parts if row.state != "silent"}
    return [part_kind(kind) for kind in ("worker", "scheduler") if kind not in there]


def _told(view: SystemView) -> list[tuple[str, str, int]]:
    """List what an operator should look at: icon, sentence, how many."""
    _ = translator()
    states = Counter(row.state for row in view.parts)
    found = [
        ("cable", _("Parts that cannot reach what they need: {count}."), states["troubled"]),
        (
            "heart_minus",
            _("Parts that have fallen silent: {count}. They, or their machine, ended unasked."),
            states["silent"],
        ),
        (
            "event_busy",
            _("Jobs of the scheduler that failed when they last ran: {count}."),
            sum(run.failed for run in view.runs),
        ),
        (
            "alarm",
            _("Timers that should have fired over a minute ago: {count}."),
            view.total("carelane_timers_late"),
        ),
    ]
    return [one for one in found if one[2]]


def _numbers(view: SystemView) -> None:
    """Draw the counters that an operator looks at first."""
    _ = translator()
    with st.container(horizontal=True):
        for label, value in (
            (_("Open cases"), view.total("carelane_cases", state="active")),
            (_("Open tasks"), view.total("carelane_human_tasks_open")),
            (_("Overdue tasks"), view.total("carelane_human_tasks_open", overdue="yes")),
            (_("Open incidents"), view.total("carelane_incidents_open")),
            (_("Messages waiting"), view.total("carelane_messages", state="buffered")),
            (_("Mails waiting"), view.total("carelane_mails_waiting")),
        ):
            st.metric(label, value, border=True, width=METRIC)


def _parts(view: SystemView) -> None:
    """List the processes; those silent for a while stay for a day."""
    _ = translator()
    if not view.parts:
        st.info(_("No part has said that it is there."), icon=":material/dns:")
        return
    text = st.column_config.TextColumn
    states = st.column_config.MultiselectColumn(
        _("State"),
        options=[part_state(state) for state in ("ready", "troubled", "silent")],
        color=["green", "orange", "red"],
    )
    st.dataframe(
        [_part(row) for row in view.parts],
        column_config={
            "kind": text(_("Part")),
            "state": states,
            "trouble": text(_("What is wrong")),
            "host": text(_("Machine")),
            "pid": st.column_config.NumberColumn(_("Process id"), format="%d"),
            "version": text(_("Version")),
            "address": text(_("Health and metrics")),
            "since": text(_("Runs since")),
            "seen": text(_("Last seen")),
        },
        hide_index=True,
        width="stretch",
        key="parts",
    )


def _part(row: PartRow) -> dict[str, object]:
    return {
        "kind": part_kind(row.kind),
        "state": [part_state(row.state)],
        "trouble": trouble(row.trouble),
        "host": row.host,
        "pid": row.pid,
        "version": row.version,
        "address": row.address,
        "since": times.moment(row.started_at),
        "seen": times.ago(row.seen_at),
    }
