"""Notes what happened to a message beside its present state: the lines that the views of operators are made of."""

from datetime import datetime

from sqlalchemy import Connection

from carelane.domain.messages import MessageEvent
from carelane.services.rows import insert_once


def note(  # noqa: PLR0913 - one column each
    connection: Connection,
    message_id: str,
    kind: str,
    at: datetime,
    *,
    ref: str,
    instance_id: str = "",
    person_id: str = "",
    reason: str = "",
) -> bool:
    """Add a line unless the same was noted before (message, kind and ``ref``); say whether it was added."""
    return insert_once(
        connection,
        MessageEvent,
        message_id=message_id,
        kind=kind,
        ref=ref,
        at=at,
        instance_id=instance_id,
        person_id=person_id,
        reason=reason,
    )
