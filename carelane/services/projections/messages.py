"""What a case sends and waits for: `messages` and `message_subscriptions`."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any, ClassVar

from sqlalchemy import or_, select, update
from sqlmodel import col

from bpmn.engine.effects import (
    Ended,
    MessageNotTaken,
    MessageTaken,
    PublishMessage,
    Subscribe,
    Unsubscribe,
)
from bpmn.engine.wire import dump_effect
from carelane.domain.messages import Message, MessageSubscription
from carelane.services.projections.part import Context, Part, Row

Key = tuple[str, str]
"""Message name and correlation key."""

_TURN = 100_000


class Messages(Part):
    """Collects what the inbox has to know; ``keys`` are those whose messages may now find a receiver."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.keys: dict[Key, None] = {}
        self._published: list[Row] = []
        self._subscribed: dict[str, Row] = {}
        self._unsubscribed: list[Row] = []
        first = context.turn.first
        self._taken: list[str] = [first.message_id] if first and first.message_id else []
        self._returned: list[str] = []

    def _publish(self, effect: PublishMessage) -> None:
        self.keys[effect.message_name, effect.correlation_key] = None
        self._published.append(
            {
                "id": _message_id(self.context.instance_id, effect),
                "name": effect.message_name,
                "correlation_key": effect.correlation_key,
                "to_institution": effect.to,
                "payload": effect.variables,
                "state": "buffered",
                "from_instance_id": self.context.instance_id,
                "message_key": effect.message_key,
                "position": self.context.turn.turn * _TURN + len(self._published),
                "to_instance_id": None,
                "start_definition_id": None,
                "created_at": self.context.at,
                "expires_at": self.context.at + timedelta(seconds=effect.time_to_live),
                "correlated_at": None,
                "delivered_at": None,
                "attempts": 0,
            }
        )

    def _subscribe(self, effect: Subscribe) -> None:
        self.keys[effect.message_name, effect.correlation_key] = None
        self._subscribed[effect.subscription_id] = {
            "instance_id": self.context.instance_id,
            "subscription_id": effect.subscription_id,
            "message_name": effect.message_name,
            "correlation_key": effect.correlation_key,
            "element_id": effect.element_id,
            "created_at": self.context.at,
            "message_id": None,
        }

    def _unsubscribe(self, effect: Unsubscribe) -> None:
        if self._subscribed.pop(effect.subscription_id, None) is None:
            key = {"subscription_id": effect.subscription_id}
            self._unsubscribed.append({"instance_id": self.context.instance_id} | key)

    def _take(self, effect: MessageTaken) -> None:
        self._taken.append(effect.message_id)

    def _return(self, effect: MessageNotTaken) -> None:
        self._returned.append(effect.message_id)

    def _ended(self, _effect: Ended) -> None:
        """Let messages go that waited because this case had been started by one of their key."""
        statement = select(col(Message.name), col(Message.correlation_key)).where(
            col(Message.to_instance_id) == self.context.instance_id,
            col(Message.start_definition_id).is_not(None),
        )
        for name, key in self.context.connection.execute(statement):
            self.keys[name, key] = None

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        Ended: _ended,
        PublishMessage: _publish,
        Subscribe: _subscribe,
        Unsubscribe: _unsubscribe,
        MessageTaken: _take,
        MessageNotTaken: _return,
    }

    def write(self) -> None:
        """Write the outbox, the subscriptions, and what became of messages that were on their way."""
        self._add_keys_of(self._taken + self._returned)
        self.context.delete(
            MessageSubscription, ("instance_id", "subscription_id"), self._unsubscribed
        )
        self.context.insert(MessageSubscription, list(self._subscribed.values()))
        self.context.insert(Message, self._unsent())
        self._deliver()
        if not self.context.again:
            self._give_back()
        self._free(self._taken + self._returned)

    def _unsent(self) -> list[Row]:
        """Leave out what a rebuilt case has sent before, and let go of the keys of what it never sent."""
        if not self._published:
            return []
        mine = col(Message.from_instance_id) == self.context.instance_id
        keys = col(Message.message_key).in_([row["message_key"] for row in self._published])
        there = self.context.connection.execute(
            select(col(Message.id), col(Message.message_key)).where(mine, keys)
        ).all()
        sent = {row.id for row in there}
        wanted = {row["id"] for row in self._published}
        for row in there:
            if row.id not in wanted:
                other = f"{row.message_key}/{row.id}"
                self.context.update(Message, ("id",), [{"id": row.id, "message_key": other}])
        return [row for row in self._published if row["id"] not in sent]

    def _deliver(self) -> None:
        """Mark what this case has taken."""
        if self._taken:
            taken = col(Message.id).in_(self._taken), col(Message.state) != "delivered"
            values = {"state": "delivered", "to_instance_id": self.context.instance_id}
            self.context.connection.execute(
                update(Message).where(*taken).values(values | {"delivered_at": self.context.at})
            )

    def _give_back(self) -> None:
        """Put back what was on its way to this case and found no taker; a late duplicate finds none."""
        if self._returned:
            on_the_way = (
                col(Message.id).in_(self._returned),
                col(Message.to_instance_id) == self.context.instance_id,
                col(Message.state) == "correlated",
            )
            self.context.connection.execute(
                update(Message).where(*on_the_way).values(state="buffered", to_instance_id=None)
            )

    def _free(self, message_ids: list[str]) -> None:
        """Let the subscriptions that these messages were on their way to have their next one."""
        if message_ids:
            statement = update(MessageSubscription).where(
                col(MessageSubscription.instance_id) == self.context.instance_id,
                col(MessageSubscription.message_id).in_(message_ids),
            )
            self.context.connection.execute(statement.values(message_id=None))

    def _add_keys_of(self, message_ids: list[str]) -> None:
        if not message_ids:
            return
        statement = select(col(Message.name), col(Message.correlation_key))
        for name, key in self.context.connection.execute(
            statement.where(or_(*(col(Message.id) == one for one in message_ids)))
        ):
            self.keys[name, key] = None


def _message_id(instance_id: str, effect: PublishMessage) -> str:
    """Name a message by its sender and content: another content is another message."""
    content = json.dumps(dump_effect(effect), sort_keys=True)
    return sha256(f"{instance_id}/{content}".encode()).hexdigest()[:32]
