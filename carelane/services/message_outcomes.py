"""What became of a message that somebody has just sent, bound or opened again: said as it is, and not as hoped."""

import time
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import select
from sqlmodel import col

from carelane.domain.errors import MessageNotFound, Unavailable
from carelane.domain.messages import Message
from carelane.services.messages import deliver
from carelane.services.ports import CasePort
from carelane.services.transaction import Database

PATIENCE = 3.0
"""Seconds to wait for the receiver's answer."""
_PAUSE = 0.05

State = Literal["taken", "on_its_way", "waits", "expired", "discarded"]
_STATES: dict[str, State] = {
    "delivered": "taken",
    "correlated": "on_its_way",
    "buffered": "waits",
    "expired": "expired",
    "discarded": "discarded",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a message is: ``taken`` by the case ``instance_id``, ``on_its_way`` to it, or it ``waits`` for a receiver.

    ``duplicate``: the same had come before, and this is where the first one is.
    """

    message_id: str
    state: State
    instance_id: str = ""
    duplicate: bool = False

    def again(self) -> "Outcome":
        """Say that it had come before."""
        return replace(self, duplicate=True)


def hand_over(
    database: Database, cases: CasePort, message_id: str, patience: float = PATIENCE
) -> Outcome:
    """Deliver the message and wait a moment for its receiver; what is away now is tried again by the sweep."""
    database = database.as_machine()
    found = outcome_of(database, message_id)
    if found.state not in {"waits", "on_its_way"}:
        return found
    try:
        deliver(database, cases, [_key(database, message_id)])
    except Unavailable:
        return outcome_of(database, message_id)
    deadline = time.monotonic() + patience
    while (found := outcome_of(database, message_id)).state == "on_its_way":
        if time.monotonic() > deadline:
            break
        time.sleep(_PAUSE)
    return found


def outcome_of(database: Database, message_id: str) -> Outcome:
    """Say where the message is; raises `MessageNotFound`."""
    columns = (col(Message.state), col(Message.to_instance_id))
    with database.as_machine().reading() as session:
        statement = select(*columns).where(col(Message.id) == message_id)
        row = session.connection().execute(statement).first()
    if row is None:
        raise MessageNotFound
    return Outcome(message_id, _STATES[row.state], row.to_instance_id or "")


def _key(database: Database, message_id: str) -> tuple[str, str]:
    pair = select(col(Message.name), col(Message.correlation_key))
    with database.reading() as session:
        name, key = session.connection().execute(pair.where(col(Message.id) == message_id)).one()
    return name, key
