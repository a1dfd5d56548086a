"""How a journey begins by hand, is kept, and ends."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from carelane.domain.journeys import Journey, JourneySnapshot
from carelane.services.journeys.ledger import open_journey
from carelane.services.rows import insert_once, one_at_a_time


def open_by_hand(
    session: Session, journey_id: str, patient_ref: str, episode: str, now: datetime
) -> str:
    """Open a journey under this id, unless the patient has an open one; gives the id of the open journey.

    The second opening of the same episode joins the first (PT01).
    """
    connection = session.connection()
    one_at_a_time(connection, "journey", patient_ref)
    found = open_journey(connection, patient_ref)
    if found is not None:
        return found
    insert_once(
        connection,
        Journey,
        id=journey_id,
        patient_ref=patient_ref,
        episode_type=episode,
        opened_at=now,
    )
    return journey_id


def keep_snapshot(
    session: Session, journey_id: str, key: str, data: dict[str, Any], now: datetime
) -> str:
    """Keep what the journey's case knows; the same key is the same snapshot. Gives its reference."""
    reference = sha256(f"snapshot/{key}".encode()).hexdigest()[:32]
    if session.get(Journey, journey_id) is not None:
        row = {"id": reference, "journey_id": journey_id, "at": now, "data": data}
        insert_once(session, JourneySnapshot, **row)
    return reference


def close(session: Session, journey_id: str, outcome: str, now: datetime) -> None:
    """Close a journey with its outcome; one that is closed stays as it is."""
    journey = session.get(Journey, journey_id, with_for_update=True)
    if journey is not None and journey.closed_at is None:
        journey.closed_at, journey.outcome = now, outcome
        session.add(journey)
