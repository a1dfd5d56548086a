"""Tells the case that follows a journey what happened: one message an event, in the order of each sending case."""

from datetime import datetime, timedelta
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
    own = f"{happening.instance_id}/{happening.turn}"
    _insert(
        connection,
        JOURNEY_EVENT,
        journey_id,
        to,
        {"event": event},
        happening.at,
        own=own,
        sender=happening.instance_id,
        position=happening.turn,
        origin=happening.institution,
    )
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
    return _insert(
        connection, name, journey_id, to, payload, now, own=own, sender=own, position=0, origin=to
    )


def _insert(  # noqa: PLR0913, PLR0917 - one column each
    connection: Connection,
    name: str,
    journey_id: str,
    to: str,
    payload: dict[str, Any],
    now: datetime,
    *,
    own: str,
    sender: str,
    position: int,
    origin: str,
) -> str:
    key = f"journey/{own}"
    insert_once(
        connection,
        Message,
        id=key,
        name=name,
        correlation_key=journey_id,
        to_institution=to,
        payload=payload,
        sender=f"{OUTSIDE}journey/{sender}",
        from_institution=origin,
        message_key=key,
        position=position,
        content_sha=content_of(name, journey_id, to, payload),
        created_at=now,
        expires_at=now + KEPT,
    )
    return key
