"""What the rows of messages are made of: ids, hashes of contents, the way back into the inbox, and what comes from no case."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, update
from sqlmodel import Session, col

from bpmn.engine.effects import PublishMessage
from bpmn.engine.wire import dump_effect, load_effect
from carelane.domain.messages import OUTSIDE, Message
from carelane.domain.wire import Turn
from carelane.services.rows import insert_once


@dataclass(frozen=True, slots=True, kw_only=True)
class FromOutside:
    """A message that no case sends: a person's, a registry's or another system's.

    ``id`` is the row's, ``own_id`` the sender's own. ``sender`` is in whose order it stands, at ``position`` (None: the moment); ``origin`` is the
    institution it comes from, ``to`` the one that may take it and ``only`` the one case (empty: whoever waits). ``apart``
    tells it from others that say the same.
    """

    id: str
    own_id: str
    name: str
    key: str
    sender: str
    origin: str
    at: datetime
    lives: timedelta
    payload: Mapping[str, Any] = field(default_factory=dict)
    to: str = ""
    only: str = ""
    apart: str = ""
    position: int | None = None


def outside(sender: str) -> str:
    """Give the ``sender`` of the rows of whoever is no case."""
    return OUTSIDE + sender


def enter(where: Session | Connection, message: FromOutside) -> bool:
    """Put the message into the inbox, once; say whether this call did."""
    key = f"{message.key}/{message.apart}" if message.apart else message.key
    position = message.position
    return insert_once(
        where,
        Message,
        id=message.id,
        name=message.name,
        correlation_key=message.key,
        to_institution=message.to,
        payload=dict(message.payload),
        sender=outside(message.sender),
        from_institution=message.origin,
        message_key=message.own_id,
        position=moment_of(message.at) if position is None else position,
        only_instance_id=message.only or None,
        content_sha=content_of(message.name, key, message.to, message.payload),
        created_at=message.at,
        expires_at=message.at + message.lives,
    )


def moment_of(at: datetime) -> int:
    """Give the position of a moment among what one sender sends."""
    return int(at.timestamp() * 1e6)


def put_back(connection: Connection, message: str, instance_id: str, attempt: int) -> bool:
    """Put a message that is on its way to the case back into the inbox; say whether this attempt still was.

    Only the present attempt can come back: an older one is told twice, and the message is elsewhere by now.
    """
    which = [
        col(Message.id) == message,
        col(Message.to_instance_id) == instance_id,
        col(Message.state) == "correlated",
    ]
    if attempt:  # 0: told by a case of an earlier version, which did not say
        which.append(col(Message.attempts) == attempt)
    changes = {"state": "buffered", "to_instance_id": None, "start_definition_id": None}
    statement = update(Message).where(*which).values(changes | {"bound_key": None})
    return connection.execute(statement).rowcount == 1


def sent_ids(instance_id: str, turn: Turn) -> dict[str, str]:
    """Give the messages that a turn of the case sends: the id by the message's own key, the first one each."""
    found: dict[str, str] = {}
    for effect in turn.effects:
        if effect["type"] == PublishMessage.__name__:
            loaded = load_effect(effect)
            assert isinstance(loaded, PublishMessage)
            found.setdefault(loaded.message_key, message_id(instance_id, loaded))
    return found


def content_of(name: str, key: str, to: str, variables: Mapping[str, Any]) -> str:
    """Hash what a message says and to whom, so that the same said twice can be seen."""
    content = json.dumps([name, key, to, variables], sort_keys=True)
    return sha256(content.encode()).hexdigest()[:32]


def message_id(instance_id: str, effect: PublishMessage) -> str:
    """Name a message by its sender and content: another content is another message."""
    content = json.dumps(dump_effect(effect), sort_keys=True)
    return sha256(f"{instance_id}/{content}".encode()).hexdigest()[:32]
