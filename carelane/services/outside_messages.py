"""Messages from outside: a letter, a call, another system. They enter the same durable inbox as those of cases.

Whoever enters one names its id: the same id of the same institution is the same message, arrives once, and
every repetition is noted with its time.
"""

import json
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from carelane.domain.errors import InstitutionNotFound, InvalidMessage, NotAllowed
from carelane.domain.institutions import Institution
from carelane.domain.messages import Message
from carelane.domain.rights import Right
from carelane.services.message_events import note
from carelane.services.message_outcomes import Outcome, hand_over
from carelane.services.message_rows import FromOutside, enter, moment_of, outside
from carelane.services.ports import CasePort
from carelane.services.rows import one_at_a_time
from carelane.services.transaction import Database
from carelane.services.visibility import EVERYWHERE, Actor, passes_messages_at, places_of

DEFAULT_TIME_TO_LIVE = timedelta(days=7)
LONGEST_TIME_TO_LIVE = timedelta(days=366)
LONGEST_TEXT = 200
LARGEST_CONTENT = 500_000
"""Characters of the variables as JSON: Temporal carries two megabytes."""


@dataclass(frozen=True, slots=True)
class OutsideMessage:
    """What is to be published. ``institution`` is the receiver's code; empty means whoever waits.

    ``message_id`` is the sender's own: of one institution, the same id is the same message.
    """

    name: str
    message_id: str
    correlation_key: str = ""
    variables: dict[str, Any] = field(default_factory=dict)
    institution: str = ""
    time_to_live: timedelta = DEFAULT_TIME_TO_LIVE


def publish(database: Database, cases: CasePort, actor: Actor, message: OutsideMessage) -> Outcome:
    """Put the message into the inbox and hand it over; says what became of it, also when it was there before.

    Operators may write to anybody, others to their own institution in a role of `MESSENGERS`. Raises
    `NotAllowed`, `InstitutionNotFound`, `InvalidMessage`.
    """
    if not timedelta(0) < message.time_to_live <= LONGEST_TIME_TO_LIVE:
        raise InvalidMessage("the time to live is more than nothing and at most 366 days")
    check_content(message.name, message.message_id, message.correlation_key, message.variables)
    with database.transaction() as session:
        origin = origin_of(session, actor, message.institution)
        row = _row(session, database, message, origin)
        new = enter(session, row)
        note(
            session.connection(),
            row.id,
            "published" if new else "duplicate",
            database.now(),
            ref="" if new else uuid.uuid4().hex,
            person_id=actor.person_id,
        )
    outcome = hand_over(database, cases, row.id)
    return outcome if new else outcome.again()


def origin_of(session: Session, actor: Actor, institution: str) -> str:
    """Say for which institution the actor writes; raises `NotAllowed`, `InstitutionNotFound`."""
    places = passes_messages_at(actor)
    operator = places_of(actor, Right.PASS_MESSAGES) is EVERYWHERE
    if not operator and (not institution or institution not in places):
        raise NotAllowed
    known = select(col(Institution.code)).where(col(Institution.code) == institution)
    if institution and session.connection().execute(known).first() is None:
        raise InstitutionNotFound(institution=institution)
    return institution if institution in places else actor.institutions[0]


def check_content(name: str, own_id: str, key: str, variables: dict[str, Any]) -> None:
    """Raise `InvalidMessage` where something cannot be sent; says which and what to do."""
    for what, text, needed in (("name", name, True), ("id", own_id, True), ("key", key, False)):
        if needed and not text.strip():
            raise InvalidMessage(f"the {what} is missing")
        if len(text) > LONGEST_TEXT or not text.isprintable():
            raise InvalidMessage(f"the {what} is at most {LONGEST_TEXT} printable characters")
    try:
        size = len(json.dumps(variables, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise InvalidMessage("the variables are not JSON") from error
    if size > LARGEST_CONTENT:
        raise InvalidMessage(f"the variables are at most {LARGEST_CONTENT} characters of JSON")


def _row(session: Session, database: Database, message: OutsideMessage, origin: str) -> FromOutside:
    now = database.now()
    return FromOutside(
        id=outside_id(origin, "message", message.message_id),
        own_id=message.message_id,
        name=message.name,
        key=message.correlation_key,
        to=message.institution,
        payload=message.variables,
        sender=origin,
        origin=origin,
        position=_next_position(session, outside(origin), moment_of(now)),
        at=now,
        lives=message.time_to_live,
    )


def outside_id(origin: str, kind: str, own_id: str) -> str:
    """Name what comes from outside by its institution and its own id."""
    return sha256(f"outside/{origin}/{kind}/{own_id}".encode()).hexdigest()[:32]


def _next_position(session: Session, sender: str, at_least: int) -> int:
    """Order what one institution enters, whatever its clocks say."""
    connection = session.connection()
    one_at_a_time(connection, "outside", sender)
    last = select(func.max(col(Message.position))).where(col(Message.sender) == sender)
    return max(at_least, (connection.execute(last).scalar() or 0) + 1)
