"""What the rows of messages are made of: ids, hashes of contents, and the way back into the inbox."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, update
from sqlmodel import col

from bpmn.engine.effects import PublishMessage
from bpmn.engine.wire import dump_effect, load_effect
from carelane.domain.messages import Message
from carelane.domain.wire import Turn


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
