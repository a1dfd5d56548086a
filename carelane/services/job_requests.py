"""Operators ask the scheduler for a run at once; the scheduler finds it within seconds. Requests stay on record by rule.

The rule is `carelane.domain.retention`.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from carelane.domain.errors import JobUnknown, NotAllowed
from carelane.domain.job_plans import PLAN
from carelane.domain.rights import Right
from carelane.domain.schedule import JobRequest
from carelane.services.names import Name, Names
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may, may_watch_system

MOST = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as listed; ``action`` is run or send_again."""

    action: str
    target: str
    person: Name
    acting_as: str
    asked_at: datetime
    taken_at: datetime | None


def run_now(database: Database, actor: Actor, job: str) -> None:
    """Ask for a run of a job; while one waits to be begun, nothing is added. Raises `NotAllowed`, `JobUnknown`."""
    if not may(actor, Right.RUN_JOBS):
        raise NotAllowed
    if job not in PLAN:
        raise JobUnknown
    with database.transaction() as session:
        waits = select(JobRequest.id).where(waiting(), col(JobRequest.target) == job)
        if session.exec(waits).first() is None:
            note(session, actor, "run", job, database.now())


def note(session: Session, actor: Actor, action: str, target: str, now: datetime) -> None:
    """Keep that an operator asked for something."""
    session.add(
        JobRequest(
            id=uuid.uuid4().hex,
            action=action,
            target=target,
            person_id=actor.person_id,
            acting_as=actor.acting_as,
            asked_at=now,
            taken_at=None if action == "run" else now,
        )
    )


def waiting() -> ColumnElement[bool]:
    """Find requests for a run that no scheduler has begun."""
    return (col(JobRequest.action) == "run") & col(JobRequest.taken_at).is_(None)


def next_requests(database: Database) -> tuple[JobRequest, ...]:
    """Give the runs that are asked for, the oldest first, for the scheduler."""
    statement = select(JobRequest).where(waiting()).order_by(col(JobRequest.asked_at))
    with database.reading() as session:
        return tuple(session.exec(statement))


def take(database: Database, request_id: str) -> bool:
    """Begin what was asked for; True for one scheduler only."""
    with database.transaction() as session:
        taken = session.connection().execute(
            update(JobRequest)
            .where(col(JobRequest.id) == request_id, waiting())
            .values(taken_at=database.now())
        )
        return taken.rowcount == 1


def requests(database: Database, actor: Actor) -> tuple[Asked, ...]:
    """List what operators asked for, the newest first. Raises `NotAllowed`."""
    if not may_watch_system(actor):
        raise NotAllowed
    statement = select(JobRequest).order_by(col(JobRequest.asked_at).desc()).limit(MOST)
    with database.reading() as session:
        rows = session.exec(statement).all()
        names = Names(session, [row.person_id for row in rows])
        return tuple(
            Asked(
                row.action,
                row.target,
                names.person(row.person_id) or Name("", ""),
                row.acting_as,
                row.asked_at,
                row.taken_at,
            )
            for row in rows
        )
