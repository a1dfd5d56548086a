"""The table of the scheduler's jobs, and one of them with its last runs and the button that runs it at once."""

from datetime import timedelta

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.domain.job_plans import PLAN, PLANS, JobPlan
from carelane.services import job_requests, scheduler_jobs
from carelane.services.scheduler_jobs import JobRow, Run
from carelane.services.visibility import Actor
from worklists_ui import problems, session, times
from worklists_ui.navigation import asked
from worklists_ui.product import product
from worklists_ui.system_words import job, outcome
from worklists_ui.translation import language, translator

_ERROR = "job_error"
_COLOURS = {"done": "green", "running": "blue", "failed": "red", "died": "red", "late": "orange"}


def draw(actor: Actor) -> None:
    """Draw what is wrong, the table, and the chosen job."""
    _ = translator()
    rows = scheduler_jobs.scheduler_jobs(product().database, actor, product().settings.times)
    _trouble(rows)
    text = st.column_config.TextColumn
    st.dataframe(
        [_cells(row) for row in rows],
        column_config={
            "job": text(_("Job")),
            "state": st.column_config.MultiselectColumn(
                _("State"),
                options=[_state(code) for code in _COLOURS],
                color=list(_COLOURS.values()),
            ),
            "last": text(_("Last run")),
            "took": text(_("Took")),
            "next": text(_("Next run")),
            "rule": text(_("When")),
            "runs": st.column_config.NumberColumn(_("Runs in 30 days"), format="%d"),
            "failures": st.column_config.NumberColumn(_("Of them failed"), format="%d"),
            "outcome": text(_("Outcome"), width="medium"),
        },
        height="content",
        hide_index=True,
        width="stretch",
        key="jobs",
    )
    _chosen(actor, {row.plan.name: row for row in rows})


def _trouble(rows: tuple[JobRow, ...]) -> None:
    """Say which jobs failed last, or are late."""
    _ = translator()
    for found, sentence in (
        (
            [row for row in rows if row.last and row.last.state in {"failed", "died"}],
            _("Failed when they last ran: {jobs}."),
        ),
        (
            [row for row in rows if row.late],
            _("Should have run by now: {jobs}. Look whether a scheduler is there (page System)."),
        ),
    ):
        if found:
            names = ", ".join(job(row.plan.name) for row in found)
            st.warning(sentence.format(jobs=names), icon=":material/event_busy:")


def _state(code: str) -> str:
    _ = translator()
    names = {
        "done": _("done"),
        "running": _("running"),
        "failed": _("failed"),
        "died": _("broken off"),
        "late": _("late"),
    }
    return names[code]


def _cells(row: JobRow) -> dict[str, object]:
    _ = translator()
    last = row.last
    states = [_state(last.state)] if last else []
    if row.late:
        states.append(_state("late"))
    return {
        "job": job(row.plan.name),
        "state": states,
        "last": times.ago(last.started_at) if last else _("never"),
        "took": _length(last.took) if last else "",
        "next": _("at once") if row.asked or _due(row) else times.moment(row.next_at),
        "rule": _rule(row.plan),
        "runs": row.runs,
        "failures": row.failures,
        "outcome": outcome(last.outcome) if last and last.outcome else "",
    }


def _due(row: JobRow) -> bool:
    return row.next_at <= product().database.now()


def _rule(plan: JobPlan) -> str:
    """Say how often a job runs."""
    _ = translator()
    if plan.daily:
        return _("every day from {hour}:00 on").format(
            hour=product().settings.times.hour(plan.daily)
        )
    seconds = int(plan.every.total_seconds())
    if seconds < 60:  # noqa: PLR2004 - a minute
        return _("every {seconds} s").format(seconds=seconds)
    if seconds % 3600 == 0:
        return _("every {hours} h").format(hours=seconds // 3600)
    return _("every {span}").format(span=times.span(plan.every))


def _length(took: timedelta | None) -> str:
    """Give how long a run took, in seconds with a decimal or in larger units."""
    _ = translator()
    if took is None:
        return ""
    seconds = took.total_seconds()
    return _("{seconds} s").format(seconds=f"{seconds:.1f}") if seconds < 60 else times.span(took)  # noqa: PLR2004


def _chosen(actor: Actor, rows: dict[str, JobRow]) -> None:
    """Draw one job: the button, and its last runs."""
    _ = translator()
    names = [plan.name for plan in PLANS]
    given = asked("job") if asked("job") in PLAN else names[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            _("Job"), names, names.index(given), format_func=job, key="job_chosen", width=420
        )
        st.query_params["job"] = name
        st.button(
            _("Run now"),
            icon=":material/play_arrow:",
            type="primary",
            key="job_run",
            disabled=rows[name].asked,
            on_click=_run,
            args=(name,),
        )
    if rows[name].asked:
        st.info(_("It begins as soon as a scheduler sees it."), icon=":material/pending:")
    error = st.session_state.pop(_ERROR, None)
    if isinstance(error, CarelaneError):
        problems.refused(error)
    runs = scheduler_jobs.job_runs(product().database, actor, name)
    if not runs:
        st.info(_("It has not run yet."), icon=":material/schedule:")
        return
    text = st.column_config.TextColumn
    st.dataframe(
        [_of_run(run) for run in runs],
        column_config={
            "at": text(_("Began")),
            "state": text(_("State")),
            "took": text(_("Took")),
            "by": text(_("Asked for by")),
            "outcome": text(_("Outcome"), width="large"),
        },
        hide_index=True,
        width="stretch",
        key="job_runs",
    )


def _of_run(run: Run) -> dict[str, object]:
    return {
        "at": times.moment(run.started_at),
        "state": _state(run.state),
        "took": _length(run.took),
        "by": run.asked_by.shown(language()) if run.asked_by else "",
        "outcome": outcome(run.outcome) if run.outcome else "",
    }


def _run(name: str) -> None:
    """Ask for a run; who asked stays on record."""
    actor = session.actor()
    if actor is None:
        return
    try:
        job_requests.run_now(product().database, actor, name)
    except CarelaneError as error:
        st.session_state[_ERROR] = error
