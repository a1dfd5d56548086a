"""Slowing down password guessing without giving anybody a way to lock others out.

Three counters see each attempt: one for the account from this address, one for the address, and one for
the account from addresses it was never used at. Each lets some failures pass, then doubles the wait up to
its ceiling. Somebody who signs in from a known address is only ever slowed by the first two, so guessing at
an account from elsewhere never keeps its owner out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from carelane.domain.people import Person, SignInSession, SignInThrottle
from carelane.services.rows import insert_once

MEMORY = timedelta(hours=1)
"""Failures are forgotten after this long without another."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many failures are free under a key, and how long the wait may grow."""

    key: str
    free: int
    ceiling: timedelta

    def wait(self, failures: int) -> timedelta:
        """Double from one second with every failure that is not free."""
        excess = failures - self.free
        if excess < 0:
            return timedelta(0)
        return min(self.ceiling, timedelta(seconds=2 ** min(excess, 20)))


def limits(session: Session, login: str, address: str) -> tuple[Limit, ...]:
    """Give the counters that see an attempt, sorted so that rows are always locked in one order."""
    found = [
        Limit(f"account at address:{login}|{address}", 5, timedelta(minutes=15)),
        Limit(f"address:{address}", 30, timedelta(minutes=15)),
    ]
    if not _known(session, login, address):
        found.append(Limit(f"account:{login}", 20, timedelta(minutes=1)))
    return tuple(sorted(found, key=lambda limit: limit.key))


def _known(session: Session, login: str, address: str) -> bool:
    """Say whether the account was used from this address before."""
    statement = (
        select(SignInSession.person_id)
        .join(Person, col(Person.id) == col(SignInSession.person_id))
        .where(col(Person.login) == login, col(SignInSession.address) == address)
        .limit(1)
    )
    return bool(address) and session.exec(statement).first() is not None


def attempt(session: Session, login: str, address: str, now: datetime) -> datetime | None:
    """Count an attempt as failed before the password is looked at; say until when to wait, if so.

    Counting first means that a thousand parallel guesses see each other.
    """
    rows = [(limit, _row(session, limit.key, now)) for limit in limits(session, login, address)]
    waits = [row.blocked_until for _limit, row in rows if row.blocked_until]
    until = max(waits, default=now)
    if until > now:
        return until
    for limit, row in rows:
        row.failures += 1
        row.last_failure_at = now
        row.blocked_until = now + limit.wait(row.failures)
        session.add(row)
    return None


def _row(session: Session, key: str, now: datetime) -> SignInThrottle:
    """Lock the counter's row, made if missing, emptied if old."""
    insert_once(session, SignInThrottle, key=key, failures=0, last_failure_at=now)
    statement = select(SignInThrottle).where(col(SignInThrottle.key) == key).with_for_update()
    row = session.exec(statement.execution_options(populate_existing=True)).one()
    if row.last_failure_at + MEMORY < now:
        row.failures = 0
        row.blocked_until = None
    return row


def forgive(session: Session, login: str, address: str, now: datetime) -> None:
    """Take back the failure that `attempt` counted: the password was right."""
    for limit in limits(session, login, address):
        row = _row(session, limit.key, now)
        own = limit.key.startswith("account")
        row.failures = 0 if own else max(0, row.failures - 1)
        row.blocked_until = now + limit.wait(row.failures) if row.failures else None
        session.add(row)
