"""The scheduler's jobs as operators see them: last and next run, how long it took, what failed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from carelane.domain.errors import JobUnknown, NotAllowed
from carelane.domain.job_plans import PLAN, PLANS, JobPlan, Times
from carelane.domain.schedule import JobRequest, Lock, SchedulerRun
from carelane.services.job_requests import waiting
from carelane.services.locks import FAILED, lock_of
from carelane.services.names import Name, Names
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_watch_system

LATE = timedelta(minutes=5)
"""A job that has not begun so long after its time: nobody schedules, or the one before it hangs."""
MOST_RUNS = 50


@dataclass(frozen=True, slots=True)
class Run:
    """One run. ``state``: done, failed, running, or died (its scheduler ended before it did)."""

    job: str
    started_at: datetime
    finished_at: datetime | None
    outcome: str
    state: str
    asked_by: Name | None

    @property
    def took(self) -> timedelta | None:
        """Give how long it took; None where it has not finished."""
        return None if self.finished_at is None else self.finished_at - self.started_at


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job; ``runs`` and ``failures`` are those of the last thirty days.

    ``asked`` says that somebody wants it now and no scheduler has begun yet.
    """

    plan: JobPlan
    last: Run | None
    next_at: datetime
    late: bool
    asked: bool
    runs: int
    failures: int


def scheduler_jobs(database: Database, actor: Actor, times: Times) -> tuple[JobRow, ...]:
    """List every job, also one that never ran. Raises `NotAllowed` for all but operators."""
    _check(actor)
    now = database.now()
    with database.reading() as session:
        last = _last(session, now)
        counted = _counted(session)
        asked = set(session.exec(select(JobRequest.target).where(waiting())))
    return tuple(_row(plan, last, counted, asked, times, now) for plan in PLANS)


def _row(  # noqa: PLR0913, PLR0917 - what is known of a job
    plan: JobPlan,
    last: Mapping[str, Run],
    counted: Mapping[str, tuple[int, int]],
    asked: set[str],
    times: Times,
    now: datetime,
) -> JobRow:
    run = last.get(plan.name)
    if run is not None and run.state in {"done", "running"}:
        next_at = plan.following(run.started_at, times)
    else:  # what never ran, failed or was broken off is begun as soon as its slot is looked at again
        next_at = now if plan.slot(now, times) is not None else plan.following(now, times)
    runs, failures = counted.get(plan.name, (0, 0))
    late = run is not None and run.state != "running" and next_at + LATE < now
    return JobRow(plan, run, next_at, late, plan.name in asked, runs, failures)


def _last(session: Session, now: datetime) -> dict[str, Run]:
    """Find the run of each job that began last."""
    newest = (
        select(
            col(SchedulerRun.job).label("job"), func.max(col(SchedulerRun.started_at)).label("at")
        )
        .group_by(col(SchedulerRun.job))
        .subquery()
    )
    same = (newest.c.job == col(SchedulerRun.job)) & (newest.c.at == col(SchedulerRun.started_at))
    rows = session.exec(select(SchedulerRun).join(newest, same)).all()
    return {run.job: run for run in _runs(session, list(rows), now)}


def _counted(session: Session) -> dict[str, tuple[int, int]]:
    failed = func.sum(case((col(SchedulerRun.outcome).startswith(FAILED), 1), else_=0))
    rows = session.exec(
        select(col(SchedulerRun.job), func.count(), failed).group_by(col(SchedulerRun.job))
    )
    return {job: (runs, failures) for job, runs, failures in rows}


def job_runs(database: Database, actor: Actor, job: str) -> tuple[Run, ...]:
    """List the last runs of a job, the newest first. Raises `NotAllowed`, `JobUnknown`."""
    _check(actor)
    if job not in PLAN:
        raise JobUnknown
    statement = (
        select(SchedulerRun)
        .where(col(SchedulerRun.job) == job)
        .order_by(col(SchedulerRun.started_at).desc())
        .limit(MOST_RUNS)
    )
    with database.reading() as session:
        return tuple(_runs(session, list(session.exec(statement)), database.now()))


def _check(actor: Actor) -> None:
    if not may_watch_system(actor):
        raise NotAllowed


def _runs(session: Session, rows: Sequence[SchedulerRun], now: datetime) -> list[Run]:
    """Add who asked for each, and whether what has not finished still runs."""
    locks = select(Lock.name).where(
        col(Lock.name).in_({lock_of(row.job) for row in rows}), col(Lock.until) > now
    )
    held = set(session.exec(locks))
    ids = [row.request_id for row in rows if row.request_id]
    asked = session.exec(
        select(JobRequest.id, JobRequest.person_id).where(col(JobRequest.id).in_(ids))
    )
    by = dict(asked.all())
    names = Names(session, by.values())
    return [_run(row, names.person(by.get(row.request_id)), held) for row in rows]


def _run(row: SchedulerRun, asked_by: Name | None, held: set[str]) -> Run:
    if row.finished_at is None:
        state = "running" if lock_of(row.job) in held else "died"
    else:
        state = "failed" if row.outcome.startswith(FAILED) else "done"
    return Run(row.job, row.started_at, row.finished_at, row.outcome, state, asked_by)
