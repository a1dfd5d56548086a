"""What keeps two schedulers from doing one job twice: a lock with an expiry, and a row per time slot.

The lock is only to save work: whoever holds it runs the jobs, and if it dies the lock runs out. What makes
sure that a slot runs once is the unique row, even when two believe that they hold the lock.
"""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, update
from sqlmodel import col, or_

from carelane.domain.schedule import Lock, SchedulerRun
from carelane.services.rows import insert_once
from carelane.services.transaction import Database

KEEP_RUNS = timedelta(days=30)
DEAD = timedelta(minutes=5)
"""A run that has not finished by then, and whose job's lock nobody holds, has died with its scheduler; every job may run
twice without harm."""
FAILED = "failed"
"""How the outcome of a run begins that did not do its work."""


def hold(database: Database, name: str, owner: str, length: timedelta) -> bool:
    """Take or renew the lock; False while somebody else holds it."""
    now = database.now()
    with database.transaction() as session:
        if insert_once(session, Lock, name=name, owner=owner, until=now + length):
            return True
        taken = session.connection().execute(
            update(Lock)
            .where(col(Lock.name) == name, or_(col(Lock.owner) == owner, col(Lock.until) <= now))
            .values(owner=owner, until=now + length)
        )
        return taken.rowcount == 1


def lock_of(job: str) -> str:
    """Name the lock that whoever runs a job holds: one run of it at a time, whoever asked for it."""
    return f"job:{job}"


def let_go(database: Database, name: str, owner: str) -> None:
    """Give the lock back."""
    with database.transaction() as session:
        session.connection().execute(
            delete(Lock).where(col(Lock.name) == name, col(Lock.owner) == owner)
        )


def take_slot(
    database: Database, job: str, slot: datetime, owner: str, request_id: str = ""
) -> bool:
    """Say whether this call may run the job of this time slot; True once for each slot.

    A run that failed may be tried again, and so may one whose scheduler died before it could finish.
    """
    now = database.now()
    dead = and_(col(SchedulerRun.finished_at).is_(None), col(SchedulerRun.started_at) < now - DEAD)
    failed = col(SchedulerRun.outcome).startswith(FAILED)
    with database.transaction() as session:
        row = {"job": job, "slot": slot, "owner": owner, "request_id": request_id}
        if insert_once(session, SchedulerRun, **row, started_at=now):
            return True
        taken = session.connection().execute(
            update(SchedulerRun)
            .where(col(SchedulerRun.job) == job, col(SchedulerRun.slot) == slot, or_(dead, failed))
            .values(owner=owner, started_at=now, finished_at=None, outcome="")
        )
        return taken.rowcount == 1


def finish_slot(database: Database, job: str, slot: datetime, outcome: str) -> None:
    """Write down how the run ended; old runs are forgotten on the way."""
    now = database.now()
    with database.transaction() as session:
        connection = session.connection()
        connection.execute(
            update(SchedulerRun)
            .where(col(SchedulerRun.job) == job, col(SchedulerRun.slot) == slot)
            .values(finished_at=now, outcome=outcome)
        )
        connection.execute(
            delete(SchedulerRun).where(
                col(SchedulerRun.job) == job, col(SchedulerRun.slot) < now - KEEP_RUNS
            )
        )
