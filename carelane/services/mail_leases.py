"""Takes mails of the outbox with a lease, and writes down how sending went: one sender has a mail in its hands."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, func, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_

from carelane.domain.notices import EMERGENCY, MailAttachment, Notice
from carelane.domain.people import Person
from carelane.services.notice_events import receivers
from carelane.services.notice_words import Words
from carelane.services.ports import Attachment, Mail
from carelane.services.transaction import Database

LEASE = timedelta(minutes=5)
"""Longer than one mail takes at the slowest server."""
MAX_ATTEMPTS = 10
LIFETIME = timedelta(days=3)
"""A mail that could not go out in so long a time after it was due is of no use any more."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=2)
_NOBODY = {"leased_by": "", "leased_until": None}


def take(database: Database, sender: str, site: str) -> Mail | None:
    """Take the next mail that is due, an emergency's first, in the words of its receiver; None where none is due."""
    while True:
        now = database.now()
        with database.transaction() as session:
            found = session.connection().execute(
                select(col(Notice.id))
                .join(Person, col(Person.id) == col(Notice.recipient_person))
                .where(*_due(now), col(Person.email) != "", col(Person.active).is_(True))
                .order_by(
                    col(Notice.urgency) != EMERGENCY, col(Notice.attempts), col(Notice.created_at)
                )
                .limit(1)
            )
            mail_id = found.scalar()
            if mail_id is None:
                return None
            if _lease(session, mail_id, sender, now):
                return _written(session, session.get_one(Notice, mail_id), site)


def _due(now: datetime) -> list[ColumnElement[bool]]:
    """Mails that wait and whose time has come, and those whose sender's lease has run out."""
    come = or_(col(Notice.due_at).is_(None), col(Notice.due_at) <= now)
    waits = and_(col(Notice.state) == "waiting", come)
    abandoned = and_(col(Notice.state) == "sending", col(Notice.leased_until) <= now)
    return [col(Notice.kind) == "mail", or_(waits, abandoned)]


def _lease(session: Session, mail_id: str, sender: str, now: datetime) -> bool:
    """Take the lease of one mail; False where somebody else was faster. Counts a sender that died with it."""
    died = case(
        (col(Notice.state) == "sending", col(Notice.interrupted) + 1),
        else_=col(Notice.interrupted),
    )
    leased = {"leased_by": sender, "leased_until": now + LEASE, "state": "sending"}
    taken = session.connection().execute(
        update(Notice)
        .where(col(Notice.id) == mail_id, *_due(now))
        .values(leased | {"interrupted": died, "attempts": col(Notice.attempts) + 1})
    )
    return taken.rowcount == 1


def _written(session: Session, notice: Notice, site: str) -> Mail:
    """Put the mail into words, with its files."""
    person = session.get_one(Person, notice.recipient_person)
    (receiver,) = receivers(session.connection(), [person.id])
    words = Words(session, person.language, receiver.wants.zone)
    subject, body = words.mail(notice, site)
    files = session.connection().execute(
        select(
            col(MailAttachment.name), col(MailAttachment.media_type), col(MailAttachment.content)
        )
        .where(col(MailAttachment.mail_id) == notice.id)
        .order_by(col(MailAttachment.name))
    )
    attached = tuple(Attachment(*row) for row in files)
    return Mail(to=person.email, subject=subject, body=body, id=notice.id, attachments=attached)


def mark_sent(database: Database, mail_id: str, sender: str) -> bool:
    """Write down that the mail server took the mail; False where the lease had run out and another has it."""
    sent = {"state": "sent", "sent_at": database.now(), "error": ""}
    return _mark(database, mail_id, sender, sent)


def mark_refused(database: Database, mail_id: str, sender: str, error: str) -> bool:
    """Give the mail up: it is refused for good."""
    return _mark(database, mail_id, sender, {"state": "failed", "error": error})


def mark_failed(database: Database, mail_id: str, sender: str, error: str) -> bool:
    """Let the mail wait for its next attempt, later each time; give it up after the last."""
    with database.reading() as session:
        tried = session.get_one(Notice, mail_id).attempts
    if tried >= MAX_ATTEMPTS:
        return mark_refused(database, mail_id, sender, error)
    pause = min(FIRST_PAUSE * 2 ** (tried - 1), LONGEST_PAUSE)
    waits = {"state": "waiting", "due_at": database.now() + pause, "error": error}
    return _mark(database, mail_id, sender, waits)


def _mark(database: Database, mail_id: str, sender: str, values: dict[str, object]) -> bool:
    with database.transaction() as session:
        marked = session.connection().execute(
            update(Notice)
            .where(col(Notice.id) == mail_id, col(Notice.leased_by) == sender)
            .values(values | _NOBODY)
        )
        return marked.rowcount == 1


def drop_useless(database: Database) -> int:
    """Drop what nobody needs any more: too old, or read on the screen before it could go out; never an emergency's."""
    now, shown = database.now(), aliased(Notice)
    read = exists().where(
        col(shown.event) == col(Notice.event),
        col(shown.event) != "",
        col(shown.recipient_person) == col(Notice.recipient_person),
        col(shown.kind) == "notice",
        col(shown.read_at).is_not(None),
    )
    waits = (col(Notice.kind) == "mail", col(Notice.state) == "waiting")
    old = (func.coalesce(col(Notice.due_at), col(Notice.created_at)) < now - LIFETIME,)
    with database.transaction() as session:
        connection = session.connection()
        expired = connection.execute(
            update(Notice).where(*waits, *old).values(state="dropped", error="expired")
        )
        seen = connection.execute(
            update(Notice)
            .where(*waits, col(Notice.urgency) != EMERGENCY, read)
            .values(state="dropped", error="read")
        )
        return expired.rowcount + seen.rowcount
