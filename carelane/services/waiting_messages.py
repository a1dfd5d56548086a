"""The statements by which a receiver is chosen: what waits in the inbox, who waits for it, and what goes before."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import SQLModel, col

from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.process_instances import ProcessInstance
from carelane.services.projections.messages import Key
from carelane.services.transaction import Database

_TABLE = SQLModel.metadata.tables[str(Message.__tablename__)]


def waiting_for_places(key: Key, database: Database) -> Select[Any]:
    """Select what waits under the key and names an institution, oldest first."""
    columns = ("id", "name", "correlation_key", "to_institution", "from_instance_id")
    return (
        select(*(_TABLE.c[name] for name in columns))
        .where(
            *_buffered(Message, database),
            _is(key),
            col(Message.to_institution) != "",
            col(Message.only_instance_id).is_(None),
        )
        .order_by(col(Message.created_at), col(Message.position), col(Message.id))
    )


def _is(key: Key) -> ColumnElement[bool]:
    return and_(col(Message.name) == key[0], col(Message.correlation_key) == key[1])


def _buffered(message: Any, database: Database) -> tuple[ColumnElement[bool], ...]:
    return message.state == "buffered", message.expires_at > database.now()


def next_pair(key: Key, database: Database) -> Any:
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
            *_buffered(Message, database),
            _is(key),
            col(wait.message_id).is_(None),
            col(ProcessInstance.state) == "active",
            _addressed_to(Message),
            _may_go_to(Message, wait),
            ~_something_goes_before(database),
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


@lru_cache(maxsize=1)
def _aliases() -> tuple[Any, Any]:
    """Give other names of messages and subscriptions; SQLAlchemy works out their columns once a name."""
    return aliased(Message), aliased(MessageSubscription)


def _something_goes_before(database: Database) -> ColumnElement[bool]:
    """Of the same sender, something older is on its way to the same case, or is to go there first."""
    earlier, other = _aliases()
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
                *_buffered(earlier, database),
                earlier.position < col(Message.position),
                waits_for_it,
            ),
        ),
    )
