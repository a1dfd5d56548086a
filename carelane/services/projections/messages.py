"""What a case sends and waits for: `messages` and `message_subscriptions`."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import Select, and_, bindparam, select, union, update
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
from carelane.services.message_events import note
from carelane.services.message_rows import content_of, message_id, put_back
from carelane.services.projections.part import Context, Part, Row, moved

Key = tuple[str, str]
"""Message name and correlation key."""

OWN_ID = "id:"
"""Begins the message key where the designer gives the id (`carelane:message messageId`)."""
_TURN = 100_000


class Messages(Part):
    """Collects what the inbox has to know; ``keys`` are those whose messages may now find a receiver."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.keys: dict[Key, None] = {}
        self._published: list[Row] = []
        self._attempts = {cause.message_id: cause.attempt for cause in context.turn.causes}
        self._subscribed: dict[str, Row] = {}
        self._unsubscribed: list[Row] = []
        self._moved: dict[str, Row] = {}
        first = context.turn.first
        self._taken: list[str] = [first.message_id] if first and first.message_id else []
        self._returned: list[str] = []

    def _publish(self, effect: PublishMessage) -> None:
        self.keys[effect.message_name, effect.correlation_key] = None
        self._published.append(
            {
                "id": message_id(self.context.instance_id, effect),
                "name": effect.message_name,
                "correlation_key": effect.correlation_key,
                "to_institution": effect.to,
                "payload": effect.variables,
                "state": "buffered",
                "sender": self.context.instance_id,
                "from_instance_id": self.context.instance_id,
                "from_institution": self.context.institution,
                "message_key": effect.message_key,
                "position": self.context.turn.turn * _TURN + len(self._published),
                "to_instance_id": None,
                "start_definition_id": None,
                "bound_key": None,
                "content_sha": content_of(
                    effect.message_name, effect.correlation_key, effect.to, effect.variables
                ),
                "created_at": self.context.at,
                "expires_at": self.context.at + timedelta(seconds=effect.time_to_live),
                "correlated_at": None,
                "delivered_at": None,
                "attempts": 0,
                "number": 0,
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
        self.context.insert(Message, self._unsent())
        self._deliver()
        if not self.context.again:
            self._give_back()
        self._free(self._taken + self._returned)

    def _unsent(self) -> list[Row]:
        """Leave out what the case has sent before, and let go of the keys of what it never sent.

        A designer's own message id says that it is the same message, whatever it says now: it is noted and not sent.
        Where a rebuilt case has sent something else under a key of the engine's, that was never part of its history.
        """
        there = self._sent_under([row["message_key"] for row in self._published])
        new: list[Row] = []
        for row in self._published:
            key = row["message_key"]
            known, position = there.get(key, ("", 0))
            if known and key.startswith(OWN_ID):
                if position != row["position"]:
                    self._note(known, "duplicate", f"{self.context.instance_id}:{row['position']}")
            elif known != row["id"]:
                if known:
                    other = [{"id": known, "message_key": f"{key}/{known}"}]
                    self.context.update(Message, ("id",), other)
                there[key] = row["id"], row["position"]
                new.append(row | self._restored())
        return new

    def _restored(self) -> Row:
        """Say that nobody knows yet whether the message was taken: its row may have been there and lost."""
        lost = self.context.again or self.context.restored
        return {"state": "restored"} if lost else {}

    def _sent_under(self, keys: list[str]) -> dict[str, tuple[str, int]]:
        """Give the messages that the case has sent under these keys of its own, with their positions."""
        if not keys:
            return {}
        which = {"case": self.context.instance_id, "keys": keys}
        found = self.context.connection.execute(_sent_under(), which)
        return {row.message_key: (row.id, row.position) for row in found}

    def _note(self, message: str, kind: str, ref: str) -> None:
        """Note what happened to a message at this case."""
        context = self.context
        note(
            context.connection,
            message,
            kind,
            context.at,
            ref=ref,
            instance_id=context.instance_id,
        )

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
                self._note(message, "returned", f"{self.context.instance_id}:{attempt}")

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
        came, behind, wait = aliased(Message), aliased(Message), MessageSubscription
        these = came.id.in_(message_ids)  # type: ignore[attr-defined]
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
                col(wait.instance_id) == self.context.instance_id,
            )
        )
        for name, key in self.context.connection.execute(union(same, others)):
            self.keys[name, key] = None


# Making these statements costs more than running them.


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


@lru_cache(maxsize=1)
def _sent_under() -> Select[str, str, int]:
    """Select what the case has sent under some keys of its own."""
    return select(col(Message.message_key), col(Message.id), col(Message.position)).where(
        col(Message.from_instance_id) == bindparam("case"),
        col(Message.message_key).in_(bindparam("keys", expanding=True)),
    )
