"""Who gets a message: the oldest waiting case of its name, key and institution, or a new case.

A receiver is chosen in one transaction that marks the message correlated and the subscription taken, so
that no message has two receivers and no subscription two messages on their way. Of what one sender sends to one
case, one message is on its way at a time, the oldest that the case waits for: so the order holds, also when
one comes back. A message start event begins a case at the message's institution, under an id that follows
from the message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, exists, select, update
from sqlalchemy import tuple_ as pair_of
from sqlmodel import Session, SQLModel, col

from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.wire import Delivery, StartProcess
from carelane.services import message_starts
from carelane.services.message_sets import joins_a_beginning
from carelane.services.projections.messages import Key
from carelane.services.rows import next_number, one_at_a_time
from carelane.services.transaction import Database
from carelane.services.waiting_messages import (
    buffered_keys,
    given,
    next_pair,
    waiting_for_places,
)

_TABLE = SQLModel.metadata.tables[str(Message.__tablename__)]
_EACH_KEY = 100
"""Choices that one call makes under one key: the next call, or the sweep, goes on."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message with its receiver: a waiting case, or a case to start."""

    instance_id: str
    delivery: Delivery
    start: StartProcess | None = None


def correlate(database: Database, keys: Sequence[Key]) -> list[Parcel]:
    """Choose receivers for what waits under ``keys``; give all that is on its way to them, in their order.

    Parcels that went out before and were not taken yet are given again: after a crash nobody knows.
    """
    for key in sorted(set(keys)):
        for _ in range(_EACH_KEY):
            if not _choose_one(database, key):
                break
    with database.reading() as session:
        on_way = session.connection().execute(_on_way(keys)).all()
        return [_parcel(session, message) for message in on_way]


def receivable(connection: Connection, key: Key) -> bool:
    """Tell whether anybody could take a message of this key (an institution may still not match)."""
    name, correlation_key = key
    waits = connection.execute(_waits(), {"name": name, "key": correlation_key}).scalar()
    return bool(waits) or message_starts.any_definition(connection, name)


@lru_cache(maxsize=1)
def _waits() -> Select[Any]:
    """Select whether a subscription is free; making the statement costs more than running it."""
    free = exists().where(
        col(MessageSubscription.message_name) == bindparam("name"),
        col(MessageSubscription.correlation_key) == bindparam("key"),
        col(MessageSubscription.message_id).is_(None),
    )
    return select(free)


class Takers:
    """Who takes messages at this moment, for many keys at once."""

    def __init__(self, connection: Connection) -> None:
        free = col(MessageSubscription.message_id).is_(None)
        pair = (col(MessageSubscription.message_name), col(MessageSubscription.correlation_key))
        rows = connection.execute(select(*pair).where(free).distinct())
        self._awaited = {(name, key) for name, key in rows}
        self._starting = message_starts.starting_names(connection)

    def take(self, key: Key) -> bool:
        """Tell whether anybody could take a message of this key (an institution may still not match)."""
        return key in self._awaited or key[0] in self._starting


def _choose_one(database: Database, key: Key) -> bool:
    """Send one message of the key on its way; say whether there was one to send.

    One choice is one transaction: it locks the key, at most one beginning and one receiver, in this order, so that
    transactions wait for each other and never in a circle.
    """
    with database.reading() as session:
        connection = session.connection()
        if not (buffered_keys(connection, [key]) and receivable(connection, key)):
            return False
    with database.transaction() as session:
        connection = session.connection()
        one_at_a_time(connection, *key)
        return _to_waiting(connection, key, database) or _to_new(connection, key, database)


def _to_waiting(connection: Connection, key: Key, database: Database) -> bool:
    """Give the oldest message that a case waits for to the case that has waited longest."""
    found = connection.execute(next_pair(), given(key, database.now())).first()
    if found is None or not mark(connection, found, found.instance_id, database):
        return False
    promise(connection, found.instance_id, found.subscription_id, found.id)
    return True


def _to_new(connection: Connection, key: Key, database: Database) -> bool:
    """Begin a case with the oldest message for an institution where one may begin."""
    oldest: dict[str, Row[Any]] = {}
    for message in connection.execute(waiting_for_places(), given(key, database.now())):
        oldest.setdefault(message.to_institution, message)
    for _institution, message in sorted(oldest.items()):
        definition_id = message_starts.definition_for(connection, message)
        if definition_id is None or joins_a_beginning(connection, message, definition_id):
            continue
        instance_id = message_starts.instance_id(message.id, definition_id)
        if mark(connection, message, instance_id, database, definition_id):
            return True
    return False


def promise(
    connection: Connection, instance_id: str, subscription_id: str, message_id: str | None
) -> None:
    """Mark the subscription as taken by the message on its way to it."""
    connection.execute(
        update(MessageSubscription)
        .where(
            col(MessageSubscription.instance_id) == instance_id,
            col(MessageSubscription.subscription_id) == subscription_id,
        )
        .values(message_id=message_id)
    )


def mark(  # noqa: PLR0913, PLR0917 - one column each
    connection: Connection,
    message: Any,
    instance_id: str,
    database: Database,
    definition_id: str | None = None,
    bound_key: str | None = None,
) -> bool:
    """Put a buffered message on its way; say whether it was still there."""
    now = database.now()
    chosen = connection.execute(
        update(Message)
        .where(col(Message.id) == message.id, col(Message.state) == "buffered")
        .values(
            state="correlated",
            to_instance_id=instance_id,
            start_definition_id=definition_id,
            bound_key=bound_key,
            correlated_at=now,
            attempts=col(Message.attempts) + 1,
            number=next_number(connection, instance_id, "message", int(now.timestamp() * 1e6)),
        )
    )
    return chosen.rowcount == 1


def _on_way(keys: Sequence[Key]) -> Select[Any]:
    """Select all messages on their way to the cases that these keys concern, in the order of their numbers."""
    pair = pair_of(col(Message.name), col(Message.correlation_key))
    correlated = col(Message.state) == "correlated"
    receivers = select(col(Message.to_instance_id)).where(correlated, pair.in_(list(keys)))
    return (
        select(*_TABLE.columns)
        .where(correlated, col(Message.to_instance_id).in_(receivers))
        .order_by(col(Message.number), col(Message.id))
    )


def _parcel(session: Session, message: Row[Any]) -> Parcel:
    bound = message.bound_key
    delivery = Delivery(
        message_id=message.id,
        message_name=message.name,
        correlation_key=message.correlation_key if bound is None else bound,
        variables=message.payload,
        attempt=message.attempts,
        number=message.number,
    )
    start = None
    if message.start_definition_id is not None:
        start = message_starts.start_process(session, message, delivery)
    return Parcel(message.to_instance_id, delivery, start)
