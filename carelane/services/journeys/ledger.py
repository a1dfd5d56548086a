"""Opens journeys and writes their events; no person asks, cases tell."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlmodel import col

from carelane.domain.journeys import Journey, JourneyEvent
from carelane.services.rows import insert_once, one_at_a_time


@dataclass(frozen=True, slots=True)
class Happening:
    """One turn of a case, as the journey knows it. ``ended`` is how the case ended, empty while it runs."""

    instance_id: str
    turn: int
    process_id: str
    institution: str
    reference: str
    status: str
    ended: str
    urgency: str
    at: datetime


def open_journey(connection: Connection, patient_ref: str) -> str | None:
    """Give the patient's open journey, the oldest of several."""
    found = select(col(Journey.id)).where(
        col(Journey.patient_ref) == patient_ref, col(Journey.closed_at).is_(None)
    )
    return connection.execute(found.order_by(col(Journey.opened_at), col(Journey.id))).scalar()


def journey_for(
    connection: Connection, patient_ref: str, episode: str, at: datetime
) -> tuple[str, bool]:
    """Give the patient's open journey, opening one where there is none; and whether it is new."""
    found = open_journey(connection, patient_ref)
    if found is None:
        one_at_a_time(connection, "journey", patient_ref)
        found = open_journey(connection, patient_ref)
    if found is not None:
        return found, False
    journey_id = uuid.uuid4().hex
    insert_once(
        connection,
        Journey,
        id=journey_id,
        patient_ref=patient_ref,
        episode_type=episode,
        opened_at=at,
    )
    return journey_id, True


def journey_of_case(connection: Connection, instance_id: str) -> str | None:
    """Give the journey that has events of the case: a case stays with the journey it began in."""
    mine = select(col(JourneyEvent.journey_id)).where(col(JourneyEvent.instance_id) == instance_id)
    return connection.execute(mine.limit(1)).scalar()


def record(connection: Connection, journey_id: str, happening: Happening) -> bool:
    """Write an event once; False where it was written before."""
    return insert_once(
        connection,
        JourneyEvent,
        journey_id=journey_id,
        instance_id=happening.instance_id,
        turn=happening.turn,
        process_id=happening.process_id,
        institution_code=happening.institution,
        reference=happening.reference,
        status=happening.status,
        ended=happening.ended,
        urgency=happening.urgency,
        at=happening.at,
        recorded_at=happening.at,
    )
