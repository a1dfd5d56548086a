"""Two identities were one person: their journeys become one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update
from sqlmodel import col

from carelane.domain.journeys import CustodyEntry, Journey, JourneyEvent
from carelane.services.journeys.custody import close_ranks
from carelane.services.journeys.ledger import open_journey
from carelane.services.journeys.telling import follower, put

MERGED = "JOURNEY.MERGED"


def join_journeys(connection: Connection, survivor: str, merged: str, now: datetime) -> None:
    """Give the journeys of one identity to the other; of two that are open the survivor's goes on with both."""
    kept, other = open_journey(connection, survivor), open_journey(connection, merged)
    theirs = update(Journey).where(col(Journey.patient_ref) == merged)
    connection.execute(theirs.values(patient_ref=survivor))
    if kept is None or other is None:
        return
    tables: tuple[type[Any], ...] = (JourneyEvent, CustodyEntry)
    for table in tables:
        rows = update(table).where(col(table.journey_id) == other)
        connection.execute(rows.values(journey_id=kept))
    close_ranks(connection, kept)
    ended = update(Journey).where(col(Journey.id) == other)
    connection.execute(ended.values(closed_at=now, merged_into=kept))
    to = follower(connection)
    if to:
        put(connection, MERGED, other, to, {"merged_into": kept}, f"{other}/merged", now)
