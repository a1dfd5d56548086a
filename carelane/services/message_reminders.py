"""Reminds people of messages between institutions that no case has taken: the sender's side and those who pass on messages.

A request is to be acknowledged within five minutes where it is urgent (clinical-processes, UP06; a default), within
half an hour otherwise; whoever may telephone is told then, and once more after a day.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, case, exists, literal, or_
from sqlmodel import Session, col, select

from carelane.domain.institutions import Institution
from carelane.domain.messages import Message
from carelane.domain.notices import Notice, Topic
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import MESSENGERS
from carelane.services.ladder import holders
from carelane.services.notice_events import Event, notify, was_told
from carelane.services.transaction import Database

URGENT = timedelta(minutes=5)
USUAL = timedelta(minutes=30)
AGAIN = timedelta(days=1)
_URGENT_ONES = ("E", "U")
_AT_ONCE = 500
_EVENT = "unacknowledged:"


def remind(database: Database) -> int:
    """Tell of messages that wait too long; gives how many people were told now. Safe to repeat."""
    now = database.now()
    with database.reading() as session:
        late = _waiting(session, now)
    return sum(_tell(database, *each, now) for each in late)


def _waiting(session: Session, now: datetime) -> Sequence[tuple[Message, str, str, str]]:
    """Find messages between institutions of which somebody is to be told: which time it is, how urgent, whose case sent it.

    Those that were told of are left out here: they wait on, and would hide the ones behind them.
    """
    sent = col(Message.created_at)
    step = case((sent <= now - AGAIN, "again"), else_="first")
    urgent = and_(sent <= now - URGENT, col(ProcessInstance.urgency).in_(_URGENT_ONES))
    told = exists().where(col(Notice.event) == literal(_EVENT) + col(Message.id) + ":" + step)
    statement = (
        select(Message, step, ProcessInstance.urgency, ProcessInstance.started_by)
        .join(ProcessInstance, col(ProcessInstance.id) == col(Message.from_instance_id))
        .where(
            col(Message.state) == "buffered",
            or_(sent <= now - USUAL, urgent),
            sent > now - 2 * AGAIN,
            ~told,
            col(Message.expires_at) > now,
            col(Message.to_institution) != "",
            col(Message.to_institution) != col(Message.from_institution),
        )
        .order_by(sent)
        .limit(_AT_ONCE)
    )
    return session.exec(statement).all()


def _tell(  # noqa: PLR0913, PLR0917 - of which message, for the how manieth time, how urgent, whose, and when
    database: Database, message: Message, step: str, urgency: str, starter: str, now: datetime
) -> int:
    key = f"{_EVENT}{message.id}:{step}"
    with database.transaction() as session:
        if was_told(session.connection(), key):
            return 0
        place = session.get(Institution, message.to_institution)
        sides = (message.from_institution, message.to_institution)
        roles = [(side, role) for side in sides for role in sorted(MESSENGERS)]
        facts = {
            "message": message.name,
            "place": place.name if place else message.to_institution,
            "place_en": place.name_en if place else "",
            "seconds": int((now - message.created_at).total_seconds()),
        }
        case = message.from_instance_id or ""
        event = Event(Topic.UNACKNOWLEDGED, key, instance_id=case, urgency=urgency, facts=facts)
        people = holders(session.connection(), roles) | {starter} - {""}
        return notify(session, event, people, now)
