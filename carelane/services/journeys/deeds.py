"""What people do to a journey: report care outside the group, ask for its closing, take a wrong case out."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from carelane.domain.errors import JourneyClosed, JourneyNotFound, NotAllowed
from carelane.domain.journeys import JOURNEY_EVENT, CustodyEntry, Journey, JourneyEvent
from carelane.services.journeys.custody import close_ranks
from carelane.services.journeys.telling import follower, put
from carelane.services.message_outcomes import hand_over
from carelane.services.ports import CasePort
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, followed_journey, visible_journey

OUTSIDE = "outside"
"""Stands for the process of care outside the group."""
DETACHED = "detached"


def report_outside(  # noqa: PLR0913 - what is reported, when, and about whom
    database: Database,
    cases: CasePort,
    actor: Actor,
    journey_id: str,
    *,
    place: str,
    status: str,
    happened_at: datetime,
) -> None:
    """Note care outside the group, as the patient tells it, and tell the journey's case.

    ``status`` is arrived, in_care or closed. Raises `JourneyNotFound`, `JourneyClosed`, `NotAllowed`.
    """
    now, own = database.now(), uuid.uuid4().hex
    with database.transaction() as session:
        _followed(session, actor, journey_id)
        session.add(
            JourneyEvent(
                journey_id=journey_id,
                reference=place,
                status=status,
                person_id=actor.person_id,
                at=happened_at,
                recorded_at=now,
            )
        )
        event = {
            "instance": f"{OUTSIDE}-{own}",
            "turn": 1,
            "process": OUTSIDE,
            "institution": "",
            "reference": place,
            "status": status,
            "ended": status == "closed",
            "event_time": happened_at.isoformat(),
            "recorded_time": now.isoformat(),
        }
        message = _tell(session, journey_id, JOURNEY_EVENT, {"event": event}, own, now)
    _send(database, cases, message)


def ask_to_close(database: Database, cases: CasePort, actor: Actor, journey_id: str) -> None:
    """Ask the case manager to close the journey. Raises `JourneyNotFound`, `JourneyClosed`, `NotAllowed`."""
    now = database.now()
    with database.transaction() as session:
        _followed(session, actor, journey_id)
        message = _tell(session, journey_id, "JOURNEY.CLOSE", {}, uuid.uuid4().hex, now)
    _send(database, cases, message)


def detach(  # noqa: PLR0913, PLR0917 - who takes which case out of what, and why
    database: Database,
    cases: CasePort,
    actor: Actor,
    journey_id: str,
    instance_id: str,
    reason: str,
) -> None:
    """Take a case out that was linked to the wrong patient: its custody goes, a line says who did it.

    Raises `JourneyNotFound` also where the case has no event in the journey, `JourneyClosed`, `NotAllowed`.
    """
    now = database.now()
    with database.transaction() as session:
        _followed(session, actor, journey_id)
        connection = session.connection()
        mine = select(JourneyEvent.id).where(
            col(JourneyEvent.journey_id) == journey_id,
            col(JourneyEvent.instance_id) == instance_id,
        )
        if connection.execute(mine).first() is None:
            raise JourneyNotFound
        connection.execute(
            delete(CustodyEntry).where(
                col(CustodyEntry.journey_id) == journey_id,
                col(CustodyEntry.instance_id) == instance_id,
            )
        )
        close_ranks(connection, journey_id)
        session.add(
            JourneyEvent(
                journey_id=journey_id,
                instance_id=instance_id,
                status=DETACHED,
                reference=reason,
                person_id=actor.person_id,
                at=now,
                recorded_at=now,
            )
        )
        payload: dict[str, Any] = {"instance": instance_id, "reason": reason}
        message = _tell(session, journey_id, "JOURNEY.DETACH", payload, uuid.uuid4().hex, now)
    _send(database, cases, message)


def _followed(session: Session, actor: Actor, journey_id: str) -> Journey:
    found = session.exec(
        select(Journey, followed_journey(actor, col(Journey.id))).where(
            col(Journey.id) == journey_id, visible_journey(actor)
        )
    ).first()
    if found is None:
        raise JourneyNotFound
    journey, followed = found
    if not followed:
        raise NotAllowed
    if journey.closed_at is not None:
        raise JourneyClosed
    return journey


def _tell(  # noqa: PLR0913, PLR0917 - one message
    session: Session,
    journey_id: str,
    name: str,
    payload: dict[str, Any],
    own: str,
    now: datetime,
) -> str:
    """Put a message to the journey's case into the inbox; gives its id, empty where nobody follows journeys."""
    connection = session.connection()
    to = follower(connection)
    return put(connection, name, journey_id, to, payload, own, now) if to else ""


def _send(database: Database, cases: CasePort, message: str) -> None:
    if message:
        hand_over(database, cases, message)
