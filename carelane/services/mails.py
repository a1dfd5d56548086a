"""Sends the mails of the outbox: one sender at a time, each mail marked before the next is tried.

A mail whose sender dies after handing it over and before marking it goes out again, under the same id, by which the
reader's mail program can tell that it is one. None is lost.
"""

import time
import uuid
from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col, select

from carelane.domain.errors import DatabaseUnavailable
from carelane.domain.notices import Notice
from carelane.domain.people import Person
from carelane.services import locks
from carelane.services.notices import MAX_ATTEMPTS
from carelane.services.ports import Mail, Mailer
from carelane.services.transaction import Database

LOCK = "outbox"
LEASE = timedelta(minutes=1)
"""Longer than one mail takes."""
MARK_TRIES = 20
_PAUSE = 1.0


def deliver_mails(database: Database, mailer: Mailer, limit: int = 100) -> tuple[int, int]:
    """Send waiting mails; gives (sent, failed). While another scheduler is sending, nothing is sent here."""
    owner, sent, failed = uuid.uuid4().hex, 0, 0
    if not locks.hold(database, LOCK, owner, LEASE):
        return 0, 0
    for notice, address in _waiting(database, limit):
        if not locks.hold(database, LOCK, owner, LEASE):
            return sent, failed
        mail = Mail(to=address, subject=notice.subject, body=notice.body, id=notice.id)
        error = _send(mailer, mail)
        _mark_persistently(database, notice.id, error)
        sent, failed = (sent + 1, failed) if error is None else (sent, failed + 1)
    locks.let_go(database, LOCK, owner)
    return sent, failed


def _waiting(database: Database, limit: int) -> list[tuple[Notice, str]]:
    """Find mails that were not sent and not given up."""
    statement = (
        select(Notice, Person.email)
        .join(Person, col(Person.id) == col(Notice.recipient_person))
        .where(
            col(Notice.kind) == "mail",
            col(Notice.sent_at).is_(None),
            col(Notice.attempts) < MAX_ATTEMPTS,
            col(Person.email) != "",
        )
        .order_by(col(Notice.attempts), col(Notice.created_at))
        .limit(limit)
    )
    with database.reading() as session:
        return list(session.exec(statement).all())


def _send(mailer: Mailer, mail: Mail) -> str | None:
    """Send one mail; gives the kind of failure, never the content."""
    try:
        mailer.send(mail)
    except Exception as error:  # noqa: BLE001 - whatever a mail server does must not stop the next mail
        return type(error).__name__
    return None


def _mark_persistently(database: Database, notice_id: str, error: str | None) -> None:
    """Write down how sending went, also when the database is away for a moment: unmarked, it would go out again."""
    for _ in range(MARK_TRIES):
        try:
            _mark(database, notice_id, error)
        except DatabaseUnavailable:
            time.sleep(_PAUSE)
        else:
            return
    _mark(database, notice_id, error)


def _mark(database: Database, notice_id: str, error: str | None) -> None:
    """Write down how sending went."""
    with database.transaction() as session:
        session.connection().execute(
            update(Notice)
            .where(col(Notice.id) == notice_id)
            .values(
                attempts=Notice.attempts + 1,
                sent_at=database.now() if error is None else None,
                error=error or "",
            )
        )
