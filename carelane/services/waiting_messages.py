"""The statements by which a receiver is chosen: what waits in the inbox, who waits for it, and what goes before.

Each is made once, because making it costs more than running it; `given` are the values it runs with.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased
from sqlmodel import SQLModel, col

from carelane.domain.columns import UtcDateTime
from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.process_instances import ProcessInstance
from carelane.services.projections.messages import Key

_TABLE = SQLModel.metadata.tables[str(Message.__tablename__)]
_ASKED = (
    col(Message.name) == bindparam("name"),
    col(Message.correlation_key) == bindparam("key"),
)


def given(key: Key, now: datetime) -> dict[str, Any]:
    """Give the values of a statement: a message's name and correlation key, and the moment."""
    return {"name": key[0], "key": key[1], "now": now}


def buffered_keys(connection: Connection, keys: Iterable[Key]) -> list[Key]:
    """Give the keys among some under which a message waits."""
    return [(name, key) for name, key in connection.execute(_some(), {"keys": list(keys)})]


@lru_cache(maxsize=1)
def _some() -> Select[str, str]:
    pair = (col(Message.name), col(Message.correlation_key))
    among = tuple_(*pair).in_(bindparam("keys", expanding=True))
    return select(*pair).where(col(Message.state) == "buffered", among).distinct()


@lru_cache(maxsize=1)
def waiting_for_places() -> Select[Any]:
    """Select what waits under the key and names an institution, oldest first."""
    columns = ("id", "name", "correlation_key", "to_institution", "from_instance_id")
    return (
        select(*(_TABLE.c[name] for name in columns))
        .where(
            *_buffered(Message),
            *_ASKED,
            col(Message.to_institution) != "",
            col(Message.only_instance_id).is_(None),
        )
        .order_by(col(Message.created_at), col(Message.position), col(Message.id))
    )


def _buffered(message: Any) -> tuple[ColumnElement[bool], ...]:
    return message.state == "buffered", message.expires_at > bindparam("now", type_=UtcDateTime)


@lru_cache(maxsize=1)
def next_pair() -> Any:
    """Select the next message of the key with the case that has waited longest for it."""
    wait = MessageSubscription
    return (
        select(
            col(Message.id),
            col(wait.instance_id).label("instance_id"),
            col(wait.subscription_id).label("subscription_id"),
        )
        .join(wait, _awaited_by(Message, wait))
        .join(ProcessInstance, col(ProcessInstance.id) == col(wait.instance_id))
        .where(
            *_buffered(Message),
            *_ASKED,
            col(wait.message_id).is_(None),
            col(ProcessInstance.state) == "active",
            _addressed_to(Message),
            _may_go_to(Message, wait),
            ~_something_goes_before(),
        )
        .order_by(
            col(Message.created_at),
            col(Message.position),
            col(Message.id),
            col(wait.created_at),
            col(wait.instance_id),
            col(wait.subscription_id),
        )
        .limit(1)
    )


def _awaited_by(message: Any, wait: Any) -> ColumnElement[bool]:
    return and_(wait.message_name == message.name, wait.correlation_key == message.correlation_key)


def _may_go_to(message: Any, wait: Any) -> ColumnElement[bool]:
    """Where the message is for one case only, it is the one that waits."""
    return or_(message.only_instance_id.is_(None), message.only_instance_id == wait.instance_id)


def _addressed_to(message: Any) -> ColumnElement[bool]:
    """Where the message names an institution, the case of the statement must be its own."""
    return or_(
        message.to_institution == "",
        message.to_institution == col(ProcessInstance.institution_code),
    )


def _something_goes_before() -> ColumnElement[bool]:
    """Of the same sender, something older is on its way to the same case, or is to go there first."""
    earlier: Any = aliased(Message)
    other: Any = aliased(MessageSubscription)
    # named, because it stands two levels below them: left to itself it would look at all cases there are
    waits_for_it = (
        exists()
        .where(
            other.instance_id == col(MessageSubscription.instance_id),
            _awaited_by(earlier, other),
            _addressed_to(earlier),
            _may_go_to(earlier, other),
        )
        .correlate(earlier, MessageSubscription, ProcessInstance)
    )
    return exists().where(
        earlier.sender == col(Message.sender),
        earlier.id != col(Message.id),
        or_(
            and_(
                earlier.state == "correlated",
                earlier.to_instance_id == col(MessageSubscription.instance_id),
            ),
            and_(
                *_buffered(earlier),
                earlier.position < col(Message.position),
                waits_for_it,
            ),
        ),
    )
