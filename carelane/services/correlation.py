"""Who gets a message: the oldest waiting case of its name, key and institution, or a new case.

A receiver is chosen in one transaction that marks the message correlated and the subscription taken, so
that no message has two receivers and no subscription two messages on their way. A message start event
begins a case at the message's institution, under an id that follows from the message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select, tuple_, update
from sqlmodel import SQLModel, col

from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Delivery, StartProcess
from carelane.services import message_starts
from carelane.services.message_sets import joins_a_beginning
from carelane.services.projections.messages import Key
from carelane.services.rows import one_at_a_time
from carelane.services.transaction import Database

_AT_ONCE = 100
_TABLE = SQLModel.metadata.tables[str(Message.__tablename__)]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message with its receiver: a waiting case, or a case to start."""

    instance_id: str
    delivery: Delivery
    start: StartProcess | None = None


def correlate(database: Database, keys: Sequence[Key]) -> list[Parcel]:
    """Choose receivers for what waits under ``keys``; give all that is on its way to them, oldest first.

    Parcels that went out before and were not taken yet are given again: after a crash nobody knows.
    """
    with database.transaction() as session:
        connection = session.connection()
        for key in sorted(set(keys)):
            one_at_a_time(connection, *key)
            for message in connection.execute(_waiting(key, database)).all():
                _choose(connection, message, database)
        return [_parcel(connection, message) for message in connection.execute(_on_way(keys))]


def receivable(connection: Connection, key: Key) -> bool:
    """Tell whether anybody could take a message of this key (an institution may still not match)."""
    name, correlation_key = key
    waits = select(func.count()).where(
        col(MessageSubscription.message_name) == name,
        col(MessageSubscription.correlation_key) == correlation_key,
        col(MessageSubscription.message_id).is_(None),
    )
    return bool(connection.execute(waits).scalar()) or message_starts.any_definition(
        connection, name
    )


def _waiting(key: Key, database: Database) -> Select[Any]:
    return (
        select(*_TABLE.columns)
        .where(
            col(Message.state) == "buffered",
            col(Message.name) == key[0],
            col(Message.correlation_key) == key[1],
            col(Message.expires_at) > database.now(),
        )
        .order_by(col(Message.created_at), col(Message.position))
        .limit(_AT_ONCE)
    )


def _choose(connection: Connection, message: Row[Any], database: Database) -> None:
    """Mark the message correlated to its receiver, if there is one."""
    waiting = connection.execute(_subscriptions(message)).first()
    if waiting is not None:
        promise(connection, waiting.instance_id, waiting.subscription_id, message.id)
        _mark(connection, message, waiting.instance_id, None, database)
        return
    definition_id = message_starts.definition_for(connection, message)
    if definition_id is not None and not joins_a_beginning(connection, message, definition_id):
        instance_id = message_starts.instance_id(message.id, definition_id)
        _mark(connection, message, instance_id, definition_id, database)


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


def _subscriptions(message: Row[Any]) -> Select[str, str]:
    """Select who waits for the message, longest first."""
    subscription = MessageSubscription
    at_institution = col(ProcessInstance.institution_code) == message.to_institution
    return (
        select(col(subscription.instance_id), col(subscription.subscription_id))
        .join(ProcessInstance, col(ProcessInstance.id) == col(subscription.instance_id))
        .where(
            col(subscription.message_name) == message.name,
            col(subscription.correlation_key) == message.correlation_key,
            col(subscription.message_id).is_(None),
            col(ProcessInstance.state) == "active",
            or_(message.to_institution == "", at_institution),
        )
        .order_by(
            col(subscription.created_at),
            col(subscription.instance_id),
            col(subscription.subscription_id),
        )
        .limit(1)
    )


def _mark(
    connection: Connection,
    message: Row[Any],
    instance_id: str,
    definition_id: str | None,
    database: Database,
) -> None:
    connection.execute(
        update(Message)
        .where(col(Message.id) == message.id)
        .values(
            state="correlated",
            to_instance_id=instance_id,
            start_definition_id=definition_id,
            correlated_at=database.now(),
            attempts=message.attempts + 1,
        )
    )


def _on_way(keys: Sequence[Key]) -> Select[Any]:
    """Select all messages on their way to the cases that these keys concern."""
    pair = tuple_(col(Message.name), col(Message.correlation_key))
    correlated = col(Message.state) == "correlated"
    receivers = select(col(Message.to_instance_id)).where(correlated, pair.in_(list(keys)))
    return (
        select(*_TABLE.columns)
        .where(correlated, col(Message.to_instance_id).in_(receivers))
        .order_by(col(Message.created_at), col(Message.position))
    )


def _parcel(connection: Connection, message: Row[Any]) -> Parcel:
    delivery = Delivery(
        message_id=message.id,
        message_name=message.name,
        correlation_key=message.correlation_key,
        variables=message.payload,
        attempt=message.attempts,
    )
    start = None
    if message.start_definition_id is not None:
        start = message_starts.start_process(connection, message, delivery)
    return Parcel(message.to_instance_id, delivery, start)
