"""The outbox: notices people read on the screen, mails and text messages that wait to be sent."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from carelane.domain.notices import Notice
from carelane.domain.people import Membership, Person
from carelane.domain.process_instances import ProcessInstance
from carelane.services.rows import insert_once
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

MAX_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice or mail to be written; written once per ``dedupe_key`` and recipient."""

    kind: str
    subject: str
    body: str
    dedupe_key: str
    instance_id: str = ""


def write(session: Session, draft: Draft, recipients: Iterable[str], now: datetime) -> int:
    """Put a notice into the outbox of each known recipient; gives how many were new."""
    wanted = list(recipients)
    known = set(session.exec(select(Person.id).where(col(Person.id).in_(wanted))))
    return sum(
        _insert(session, draft, person, now, recipient_person=person)
        for person in wanted
        if person in known
    )


def write_to_patient(session: Session, draft: Draft, patient_ref: str, now: datetime) -> bool:
    """Put a message to a patient into the outbox; says whether it was new."""
    return _insert(session, draft, "patient", now, recipient_patient=patient_ref)


def _insert(session: Session, draft: Draft, whose: str, now: datetime, **recipient: str) -> bool:
    """Put the draft into the outbox once for this recipient; says whether it was new."""
    return insert_once(
        session,
        Notice,
        id=uuid.uuid4().hex,
        kind=draft.kind,
        subject=draft.subject,
        body=draft.body,
        instance_id=draft.instance_id,
        dedupe_key=f"{draft.dedupe_key}:{whose}",
        created_at=now,
        **recipient,
    )


def suppress(session: Session, business_key: str) -> int:
    """Stop whatever is still to be sent about the cases with this key; gives how many."""
    cases = select(ProcessInstance.id).where(
        col(ProcessInstance.business_key) == business_key,
        col(ProcessInstance.business_key) != "",
    )
    stopped = session.connection().execute(
        update(Notice)
        .where(
            col(Notice.instance_id).in_(cases),
            col(Notice.kind) != "notice",
            col(Notice.sent_at).is_(None),
        )
        .values(attempts=MAX_ATTEMPTS, error="suppressed")
    )
    return stopped.rowcount


def holders(session: Session, institution_code: str, role: str) -> tuple[Person, ...]:
    """Find the active people who hold a role at an institution."""
    statement = (
        select(Person)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            col(Membership.institution_code) == institution_code,
            col(Membership.role) == role,
            col(Person.active).is_(True),
        )
        .order_by(col(Person.id))
    )
    return tuple(session.exec(statement))


def my_notices(database: Database, actor: Actor, limit: int = 50) -> tuple[Notice, ...]:
    """Give the actor's own notices, newest first."""
    statement = (
        select(Notice)
        .where(col(Notice.recipient_person) == actor.person_id, col(Notice.kind) == "notice")
        .order_by(col(Notice.created_at).desc(), col(Notice.id))
        .limit(limit)
    )
    with database.reading() as session:
        return tuple(session.exec(statement))


def unread(database: Database, actor: Actor) -> int:
    """Count the actor's unread notices."""
    statement = (
        select(func.count())
        .select_from(Notice)
        .where(
            col(Notice.recipient_person) == actor.person_id,
            col(Notice.kind) == "notice",
            col(Notice.read_at).is_(None),
        )
    )
    with database.reading() as session:
        return session.exec(statement).one()


def mark_read(database: Database, actor: Actor) -> None:
    """Remember that the actor has seen all notices."""
    with database.transaction() as session:
        session.connection().execute(
            update(Notice)
            .where(
                col(Notice.recipient_person) == actor.person_id,
                col(Notice.kind) == "notice",
                col(Notice.read_at).is_(None),
            )
            .values(read_at=database.now())
        )
