"""Where mails are, for operators: state, attempts and why, whose; never what they say or to which address they go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import col, select

from carelane.domain.errors import NotAllowed, NotFound
from carelane.domain.notices import MAIL_STATES, Notice
from carelane.domain.people import Person
from carelane.domain.rights import Right
from carelane.services.job_requests import note
from carelane.services.names import Name
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may, may_watch_system

MOST = 200


@dataclass(frozen=True, slots=True)
class MailRow:
    """One mail. ``interrupted`` counts senders that died with it: it may have gone out then, and once more after."""

    id: str
    topic: str
    urgency: str
    person: Name | None
    has_address: bool
    state: str
    attempts: int
    error: str
    interrupted: int
    created_at: datetime
    due_at: datetime | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The newest mails of the states that were asked for, and how many there are of each state."""

    rows: tuple[MailRow, ...]
    counts: Mapping[str, int]


def deliveries(database: Database, actor: Actor, state: str = "") -> Deliveries:
    """List mails, the newest first, of one state or all. Raises `NotAllowed` for all but operators."""
    if not may_watch_system(actor):
        raise NotAllowed
    wanted = [col(Notice.state) == state] if state in MAIL_STATES else []
    mails = (
        select(Notice, Person)
        .outerjoin(Person, col(Person.id) == col(Notice.recipient_person))
        .where(col(Notice.kind) == "mail", *wanted)
        .order_by(col(Notice.created_at).desc(), col(Notice.id))
        .limit(MOST)
    )
    counted = (
        select(col(Notice.state), func.count())
        .where(col(Notice.kind) == "mail")
        .group_by(col(Notice.state))
    )
    with database.reading() as session:
        rows = tuple(_row(notice, person) for notice, person in session.exec(mails))
        return Deliveries(rows, dict(session.exec(counted).all()))


def untold(database: Database, actor: Actor) -> int:
    """Count steps of clocks that had nobody to tell, for want of people in the roles. Raises `NotAllowed`."""
    if not may_watch_system(actor):
        raise NotAllowed
    statement = select(func.count()).select_from(Notice).where(col(Notice.error) == "nobody")
    with database.reading() as session:
        return session.exec(statement).one()


def send_again(database: Database, actor: Actor, mail_id: str) -> None:
    """Let a mail that was given up or dropped go once more; who asked stays on record. Raises `NotAllowed`, `NotFound`."""
    if not may(actor, Right.RUN_JOBS):
        raise NotAllowed
    now = database.now()
    with database.transaction() as session:
        again = session.connection().execute(
            update(Notice)
            .where(
                col(Notice.id) == mail_id,
                col(Notice.kind) == "mail",
                col(Notice.state).in_(("failed", "dropped")),
            )
            .values(state="waiting", attempts=0, due_at=now, created_at=now, error="")
        )
        if again.rowcount != 1:
            raise NotFound
        note(session, actor, "send_again", mail_id, now)


def _row(notice: Notice, person: Person | None) -> MailRow:
    return MailRow(
        id=notice.id,
        topic=notice.topic,
        urgency=notice.urgency,
        person=Name(person.id, person.name, person.name_en) if person else None,
        has_address=bool(person and person.email),
        state=notice.state,
        attempts=notice.attempts,
        error=notice.error,
        interrupted=notice.interrupted,
        created_at=notice.created_at,
        due_at=notice.due_at,
        sent_at=notice.sent_at,
    )
