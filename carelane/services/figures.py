"""Counts over all cases of the installation, for monitoring: codes and numbers, never a case or a patient.

Each figure is one statement over indexed columns. Machines and operators read them; nobody learns of a case.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from carelane.domain.deadlines import Timer
from carelane.domain.human_tasks import HumanTask
from carelane.domain.incidents import Incident
from carelane.domain.messages import Message
from carelane.domain.notices import Notice
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.schedule import SchedulerRun
from carelane.services.transaction import Database

LATE_TIMER = timedelta(minutes=1)
"""A timer of an open case that is due for longer than this has not fired: something stands still."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: what it counts, and by which labels (codes only)."""

    name: str
    help: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


def figures(database: Database) -> list[Figure]:
    """Count everything once."""
    now = database.now()
    with database.reading() as session:
        return [
            *_cases(session),
            *_tasks(session),
            *_incidents(session),
            *_messages(session),
            _timers(session, now),
            _outbox(session),
            *_jobs(session, now),
        ]


def _cases(session: Session) -> Iterable[Figure]:
    process, state = col(ProcessInstance.process_id), col(ProcessInstance.state)
    rows = session.exec(
        select(process, state, func.count()).group_by(process, state).order_by(process, state)
    )
    for process_id, name, count in rows:
        labels = (("process", process_id), ("state", name))
        yield Figure("carelane_cases", "Cases by process and state.", count, labels)


def _tasks(session: Session) -> Iterable[Figure]:
    state, overdue = col(HumanTask.state), col(HumanTask.overdue)
    rows = session.exec(
        select(state, overdue, func.count())
        .where(col(HumanTask.closed_at).is_(None))
        .group_by(state, overdue)
        .order_by(state, overdue)
    )
    for name, late, count in rows:
        labels = (("state", name), ("overdue", "yes" if late else "no"))
        yield Figure("carelane_human_tasks_open", "Open human tasks.", count, labels)


def _incidents(session: Session) -> Iterable[Figure]:
    kind = col(Incident.kind)
    rows = session.exec(
        select(kind, func.count())
        .where(col(Incident.state) == "open")
        .group_by(kind)
        .order_by(kind)
    )
    for name, count in rows:
        yield Figure("carelane_incidents_open", "Open incidents.", count, (("kind", name),))


def _messages(session: Session) -> Iterable[Figure]:
    state = col(Message.state)
    rows = session.exec(select(state, func.count()).group_by(state).order_by(state))
    for name, count in rows:
        labels = (("state", name),)
        yield Figure("carelane_messages", "Messages between cases, by state.", count, labels)


def _timers(session: Session, now: datetime) -> Figure:
    late = col(Timer.due_at) < now - LATE_TIMER
    count = _count(session, Timer, late, _active(col(Timer.instance_id)))
    return Figure(
        "carelane_timers_late", "Timers due for over a minute that have not fired.", count
    )


def _active(instance_id: Any) -> ColumnElement[bool]:
    """Say that the case of a row is running: a suspended case lets no timer fire."""
    running = select(ProcessInstance.id).where(
        col(ProcessInstance.state) == "active", col(ProcessInstance.suspended).is_(False)
    )
    found: ColumnElement[bool] = instance_id.in_(running)
    return found


def _outbox(session: Session) -> Figure:
    waiting = (col(Notice.kind) == "mail", col(Notice.state).in_(("waiting", "sending")))
    return Figure(
        "carelane_mails_waiting", "Mails not sent yet.", _count(session, Notice, *waiting)
    )


def _count(session: Session, table: type[Any], *clauses: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(table).where(*clauses)).one()


def _jobs(session: Session, now: datetime) -> Iterable[Figure]:
    job = col(SchedulerRun.job)
    rows = session.exec(
        select(job, func.max(col(SchedulerRun.finished_at)))
        .where(~col(SchedulerRun.outcome).startswith("failed"))
        .group_by(job)
        .order_by(job)
    )
    for name, finished in rows:
        if finished is not None:
            yield Figure(
                "carelane_scheduler_job_age_seconds",
                "Seconds since a job of the scheduler last ended well.",
                (now - finished).total_seconds(),
                (("job", name),),
            )
