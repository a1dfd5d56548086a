"""What a case sends and waits for: `messages` and `message_subscriptions`."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import CompoundSelect, Select, and_, bindparam, select, union, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from bpmn.engine.effects import (
    CaseMigrated,
    Ended,
    MessageNotTaken,
    MessageTaken,
    PublishMessage,
    Subscribe,
    Unsubscribe,
)
from carelane.domain.messages import Message, MessageSubscription
from carelane.services.message_rows import put_back
from carelane.services.projections.outbox import Outbox, note_at
from carelane.services.projections.part import Context, Part, Row, moved

Key = tuple[str, str]
"""Message name and correlation key."""


class Messages(Part):
    """Collects what the inbox has to know; ``keys`` are those whose messages may now find a receiver."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.keys: dict[Key, None] = {}
        self._outbox = Outbox(context)
        self._attempts = {cause.message_id: cause.attempt for cause in context.turn.causes}
        self._subscribed: dict[str, Row] = {}
        self._unsubscribed: list[Row] = []
        self._moved: dict[str, Row] = {}
        first = context.turn.first
        self._taken: list[str] = [first.message_id] if first and first.message_id else []
        self._returned: list[str] = []

    def _publish(self, effect: PublishMessage) -> None:
        self.keys[effect.message_name, effect.correlation_key] = None
        self._outbox.add(effect)

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

    def _migrated(self, effect: CaseMigrated) -> None:
        for wait_id, element_id in moved(effect, "m").items():
            if wait_id in self._subscribed:
                self._subscribed[wait_id]["element_id"] = element_id
            else:
                key = {"instance_id": self.context.instance_id, "subscription_id": wait_id}
                self._moved[wait_id] = key | {"element_id": element_id}

    def _take(self, effect: MessageTaken) -> None:
        self._taken.append(effect.message_id)

    def _return(self, effect: MessageNotTaken) -> None:
        self._returned.append(effect.message_id)

    def _ended(self, _effect: Ended) -> None:
        """Let messages go that waited because this case had been started by one of their key."""
        case = {"case": self.context.instance_id}
        for name, key in self.context.connection.execute(_waiting_behind(), case):
            self.keys[name, key] = None

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        Ended: _ended,
        PublishMessage: _publish,
        Subscribe: _subscribe,
        Unsubscribe: _unsubscribe,
        CaseMigrated: _migrated,
        MessageTaken: _take,
        MessageNotTaken: _return,
    }

    def write(self) -> None:
        """Write the outbox, the subscriptions, and what became of messages that were on their way."""
        self._add_keys_of(self._taken + self._returned)
        key = ("instance_id", "subscription_id")
        self.context.delete(MessageSubscription, key, self._unsubscribed)
        self.context.update(MessageSubscription, key, list(self._moved.values()))
        self.context.insert(MessageSubscription, list(self._subscribed.values()))
        self._outbox.write()
        self._deliver()
        if not self.context.again:
            self._give_back()
        self._free(self._taken + self._returned)

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
        for message in dict.fromkeys(self._returned):
            attempt = self._attempts.get(message, 0)
            if put_back(self.context.connection, message, self.context.instance_id, attempt):
                note_at(self.context, message, "returned", attempt)

    def _free(self, message_ids: list[str]) -> None:
        """Let the subscriptions that these messages were on their way to have their next one."""
        if message_ids:
            statement = update(MessageSubscription).where(
                col(MessageSubscription.instance_id) == self.context.instance_id,
                col(MessageSubscription.message_id).in_(message_ids),
            )
            self.context.connection.execute(statement.values(message_id=None))

    def _add_keys_of(self, message_ids: list[str]) -> None:
        """Look again for what came, and for what its senders have sent to this case behind it."""
        if not message_ids:
            return
        given = {"case": self.context.instance_id, "messages": message_ids}
        for name, key in self.context.connection.execute(_came_and_behind(), given):
            self.keys[name, key] = None


# Making these statements costs more than running them.


@lru_cache(maxsize=1)
def _came_and_behind() -> CompoundSelect[Any]:
    """Select the keys of some messages, and of what their senders have sent to the case behind them."""
    came, behind, wait = aliased(Message), aliased(Message), MessageSubscription
    these = came.id.in_(bindparam("messages", expanding=True))  # type: ignore[attr-defined]
    same = select(came.name, came.correlation_key).where(these)  # type: ignore[call-overload]
    others = (
        select(behind.name, behind.correlation_key)  # type: ignore[call-overload]
        .join(came, came.sender == behind.sender)
        .join(
            wait,
            and_(
                col(wait.message_name) == behind.name,
                col(wait.correlation_key) == behind.correlation_key,
            ),
        )
        .where(
            these,
            behind.state == "buffered",
            col(wait.instance_id) == bindparam("case"),
        )
    )
    return union(same, others)


@lru_cache(maxsize=1)
def _waiting_behind() -> Select[Any]:
    """Select what waits under a key whose first message has begun the case."""
    began, waiting = aliased(Message), aliased(Message)
    statement: Select[Any] = (
        select(waiting.name, waiting.correlation_key)  # type: ignore[call-overload]
        .join(began, began.correlation_key == waiting.correlation_key)
        .where(
            began.to_instance_id == bindparam("case"),
            began.start_definition_id.is_not(None),  # type: ignore[union-attr]
            waiting.state == "buffered",
            waiting.correlation_key != "",
        )
    )
    return statement
