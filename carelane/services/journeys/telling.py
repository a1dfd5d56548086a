"""Tells the case that follows a journey what happened: one message an event, in the order of each sending case."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from carelane.domain.institutions import Institution
from carelane.domain.journeys import JOURNEY_EVENT, TRACKING
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.roles import InstitutionKind
from carelane.services.journeys.ledger import Happening
from carelane.services.message_rows import FromOutside, enter

KEPT = timedelta(days=30)
"""How long an event waits for the journey's case."""


def follower(connection: Connection) -> str:
    """Give the institution whose case managers follow journeys; empty where the process is not released."""
    released = select(col(ProcessDefinition.id)).where(
        col(ProcessDefinition.process_id) == TRACKING
    )
    if connection.execute(released.limit(1)).first() is None:
        return ""
    group = select(col(Institution.code)).where(
        col(Institution.kind) == InstitutionKind.GROUP.value
    )
    return connection.execute(group.order_by(col(Institution.code)).limit(1)).scalar() or ""


def tell(
    connection: Connection, journey_id: str, to: str, happening: Happening, event: dict[str, Any]
) -> tuple[str, str]:
    """Put the event into the inbox of the journey's case, once; gives the key under which it waits."""
    message = FromOutside(
        id=f"journey/{happening.instance_id}/{happening.turn}",
        own_id=f"journey/{happening.instance_id}/{happening.turn}",
        name=JOURNEY_EVENT,
        key=journey_id,
        to=to,
        payload={"event": event},
        sender=f"journey/{happening.instance_id}",
        position=happening.turn,
        origin=happening.institution,
        at=happening.at,
        lives=KEPT,
    )
    enter(connection, message)
    return JOURNEY_EVENT, journey_id


def put(  # noqa: PLR0913, PLR0917 - one message
    connection: Connection,
    name: str,
    journey_id: str,
    to: str,
    payload: dict[str, Any],
    own: str,
    now: datetime,
) -> str:
    """Put what a person does to a journey into the inbox of its case; gives the message's id."""
    key = f"journey/{own}"
    message = FromOutside(
        id=key,
        own_id=key,
        name=name,
        key=journey_id,
        to=to,
        payload=payload,
        sender=key,
        position=0,
        origin=to,
        at=now,
        lives=KEPT,
    )
    enter(connection, message)
    return key
