"""The durable inbox between cases: messages and those who wait for them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Message(SQLModel, table=True):
    """A message from one case to another. ``state``: buffered, correlated, delivered, expired.

    ``to_instance_id`` or ``start_definition_id`` is set when it is correlated. ``message_key`` is unique
    within the sending case, so that a turn written twice sends once; ``position`` orders the messages of
    one sender. Correlated: chosen for a case and on its way; delivered: the case took it. ``attempts``
    counts correlations.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("from_instance_id", "message_key"),
        Index("ix_messages_waiting", "state", "name", "correlation_key"),
    )

    id: str = Field(primary_key=True)
    name: str
    correlation_key: str = ""
    to_institution: str = ""
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: str = "buffered"
    from_instance_id: str | None = Field(default=None, foreign_key="process_instances.id")
    message_key: str
    position: int = 0
    to_instance_id: str | None = Field(default=None, index=True)
    start_definition_id: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    correlated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0


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
