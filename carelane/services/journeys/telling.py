"""Tells the case that follows a journey what happened: one message an event, in the order of each sending case."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from carelane.domain.institutions import Institution
from carelane.domain.journeys import JOURNEY_EVENT, TRACKING
from carelane.domain.messages import OUTSIDE, Message
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.roles import InstitutionKind
from carelane.services.journeys.ledger import Happening
from carelane.services.message_rows import content_of
from carelane.services.rows import insert_once

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
    key = f"journey/{happening.instance_id}/{happening.turn}"
    payload = {"event": event}
    insert_once(
        connection,
        Message,
        id=key,
        name=JOURNEY_EVENT,
        correlation_key=journey_id,
        to_institution=to,
        payload=payload,
        sender=f"{OUTSIDE}journey/{happening.instance_id}",
        from_institution=happening.institution,
        message_key=key,
        position=happening.turn,
        content_sha=content_of(JOURNEY_EVENT, journey_id, to, payload),
        created_at=happening.at,
        expires_at=happening.at + KEPT,
    )
    return JOURNEY_EVENT, journey_id
