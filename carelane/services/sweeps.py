"""Sweeps over many rows: what is overdue, what is too old to keep."""

from datetime import timedelta

from sqlalchemy import delete, update
from sqlmodel import col

from carelane.domain.human_tasks import HumanTask
from carelane.domain.people import SignInCode, SignInSession, SignInThrottle
from carelane.domain.sign_in_events import SignInEvent
from carelane.services.transaction import Database

FORGET_THROTTLES = timedelta(days=1)
FORGET_SESSIONS = timedelta(days=90)
BREACH = 100


def mark_overdue(database: Database) -> int:
    """Flag open tasks that are past due, and take the flag off where the due time was moved."""
    now = database.now()
    open_task = col(HumanTask.closed_at).is_(None)
    late = col(HumanTask.due_at) < now
    flagged = col(HumanTask.overdue).is_(True)
    with database.transaction() as session:
        connection = session.connection()
        changed = connection.execute(
            update(HumanTask).where(open_task, late, ~flagged).values(overdue=True)
        )
        connection.execute(
            update(HumanTask)
            .where(
                open_task, flagged, col(HumanTask.due_at) > now, col(HumanTask.sla_percent) < BREACH
            )
            .values(overdue=False)
        )
        return changed.rowcount


def forget_sign_ins(database: Database, keep_days: int = 0) -> int:
    """Delete sessions and counters that can have no effect any more, and lines older than ``keep_days`` (0: none)."""
    now = database.now()
    with database.transaction() as session:
        connection = session.connection()
        sessions = connection.execute(
            delete(SignInSession).where(col(SignInSession.expires_at) < now - FORGET_SESSIONS)
        )
        counters = connection.execute(
            delete(SignInThrottle).where(
                col(SignInThrottle.last_failure_at) < now - FORGET_THROTTLES
            )
        )
        codes = connection.execute(delete(SignInCode).where(col(SignInCode.expires_at) < now))
        old = col(SignInEvent.at) < now - timedelta(days=keep_days)
        lines = connection.execute(delete(SignInEvent).where(old)).rowcount if keep_days else 0
        return sessions.rowcount + counters.rowcount + codes.rowcount + lines
