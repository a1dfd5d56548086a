"""The cases that a message which nobody takes could be given to by hand."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.errors import MessageNotFound
from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.process_instances import ProcessInstance
from carelane.services.message_keys import Keys
from carelane.services.names import Name, Names
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, operated_case, operated_message

MOST_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that waits for a message of this name: under which key (as far as it may be shown), where, since when."""

    instance_id: str
    business_key: str
    key: str
    institution: Name
    since: datetime


def candidates(database: Database, actor: Actor, message_id: str) -> tuple[Candidate, ...]:
    """List the cases that the message could be given to, those that it is addressed to first, longest waiting first."""
    wait, case = MessageSubscription, ProcessInstance
    with database.reading() as session:
        message = find_message(session, actor, message_id)
        statement = (
            select(wait, case.business_key, case.institution_code)
            .join(case, col(case.id) == col(wait.instance_id))
            .where(
                col(wait.message_name) == message.name,
                col(wait.message_id).is_(None),
                col(case.state) == "active",
                operated_case(actor),
            )
            .order_by(col(case.institution_code) != message.to_institution, col(wait.created_at))
            .limit(MOST_CANDIDATES)
        )
        rows = session.exec(statement).all()
        names = Names(session)
        keys = Keys(
            session,
            actor,
            (row[0].correlation_key for row in rows),
            (r[0].instance_id for r in rows),
        )
        return tuple(
            Candidate(
                waits.instance_id,
                business_key,
                keys.shown(waits.correlation_key, waits.instance_id),
                names.institution(place),
                waits.created_at,
            )
            for waits, business_key, place in rows
        )


def find_message(session: Session, actor: Actor, message_id: str) -> Message:
    """Read a message whose way the actor may follow; raises `MessageNotFound`."""
    statement = select(Message).where(col(Message.id) == message_id, operated_message(actor))
    message = session.exec(statement).first()
    if message is None:
        raise MessageNotFound
    return message
