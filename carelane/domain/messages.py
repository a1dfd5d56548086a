"""The durable inbox between cases: messages, those who wait for them, and what became of each message."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime

OUTSIDE = "outside:"
"""Begins the ``sender`` of messages that come from no case; the institution's code follows."""


class Message(SQLModel, table=True):
    """A message to a case. ``state``: buffered, correlated, delivered, expired, discarded, restored.

    Correlated: chosen for the case ``to_instance_id`` (which it begins if ``start_definition_id`` is set) and on its
    way; delivered: the case took it; restored: its row was lost and written anew, who took it is to be settled. ``sender`` is the sending case, or `OUTSIDE` with an institution; ``position``
    orders what one sender sends. ``message_key`` is unique within the sending case, so that a turn
    written twice sends once. ``attempts`` counts correlations, ``number`` is that of the present one
    (`InboxNumber`). ``bound_key`` is the key under which a person has given it to a case that waits for another.
    ``only_instance_id`` is the one case that may take it, where the message is not for whoever waits.
    ``content_sha`` is equal for messages that say the same to the same receiver.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("from_instance_id", "message_key"),
        Index("ix_messages_waiting", "state", "name", "correlation_key"),
        Index("ix_messages_sender", "sender", "state"),
        Index("ix_messages_started", "correlation_key", "start_definition_id"),
        Index("ix_messages_content", "content_sha", "created_at"),
    )

    id: str = Field(primary_key=True)
    name: str
    correlation_key: str = ""
    to_institution: str = ""
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: str = "buffered"
    sender: str = ""
    from_instance_id: str | None = Field(default=None, foreign_key="process_instances.id")
    from_institution: str = ""
    message_key: str
    position: int = Field(default=0, sa_type=BigInteger)
    to_instance_id: str | None = Field(default=None, index=True)
    start_definition_id: str | None = None
    bound_key: str | None = None
    only_instance_id: str | None = Field(default=None, index=True)
    content_sha: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    correlated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    number: int = Field(default=0, sa_type=BigInteger)


class MessageSubscription(SQLModel, table=True):
    """A case waits for a message of this name and key.

    ``message_id`` is the message on its way to this subscription: one at a time, so that the order holds.
    """

    __tablename__ = "message_subscriptions"
    __table_args__ = (Index("ix_message_subscriptions_key", "message_name", "correlation_key"),)

    instance_id: str = Field(foreign_key="process_instances.id", primary_key=True)
    subscription_id: str = Field(primary_key=True)
    message_name: str
    correlation_key: str
    element_id: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    message_id: str | None = None


class MessageEvent(SQLModel, table=True):
    """Something happened to a message that its own row does not keep. Never changed, never deleted.

    ``kind``: duplicate (its id came once more), returned (the case ``instance_id`` did not take it), ended (that
    case had ended), expired, and what people did: bound, discarded, reopened, read. ``ref`` makes the line one of its
    kind, so that what is told twice is noted once. A message that no history knows may leave lines.
    """

    __tablename__ = "message_events"
    __table_args__ = (UniqueConstraint("message_id", "kind", "ref"),)

    id: int | None = Field(default=None, primary_key=True)
    message_id: str
    kind: str
    ref: str
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    instance_id: str = ""
    person_id: str = ""
    reason: str = ""


class InboxNumber(SQLModel, table=True):
    """The last number that was given to something on its way to a case. ``kind``: message or signal.

    Numbers of one case and kind only grow, in the order of their transactions, and go out in this order: a case
    that has seen one knows that every lower one is a repetition, however long ago it was.
    """

    __tablename__ = "inbox_numbers"

    instance_id: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    number: int = Field(sa_type=BigInteger)
