"""Signals between cases: what was thrown, who listens, and who still has to hear it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Signal(SQLModel, table=True):
    """A signal that a case has thrown at its institution, or that came from outside (then no case is named).

    ``id`` follows from thrower and content, so that a turn written twice throws once; ``position`` orders the
    signals of one thrower. ``payload`` is for cases of the same institution only.
    """

    __tablename__ = "signals"

    id: str = Field(primary_key=True)
    name: str
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    from_instance_id: str | None = Field(
        default=None, foreign_key="process_instances.id", index=True
    )
    from_institution: str
    position: int = Field(default=0, sa_type=BigInteger)
    created_at: datetime = Field(sa_type=UtcDateTime, index=True)


class SignalSubscription(SQLModel, table=True):
    """A case listens for a signal of this name."""

    __tablename__ = "signal_subscriptions"

    instance_id: str = Field(foreign_key="process_instances.id", primary_key=True)
    wait_id: str = Field(primary_key=True)
    signal_name: str = Field(index=True)
    element_id: str
    created_at: datetime = Field(sa_type=UtcDateTime)


class SignalDelivery(SQLModel, table=True):
    """A case has to hear a signal, or is to be started by it (then ``start_definition_id`` is set).

    Written with the signal, so that who listened then hears it, whatever happens in between. ``state``:
    waiting, delivered, or gone (the case had ended before). ``to_institution`` is the hearing case's. ``number``
    orders what one case has to hear (`carelane.domain.messages.InboxNumber`).
    """

    __tablename__ = "signal_deliveries"
    __table_args__ = (Index("ix_signal_deliveries_state", "state", "signal_id"),)

    signal_id: str = Field(foreign_key="signals.id", primary_key=True)
    instance_id: str = Field(primary_key=True, index=True)
    to_institution: str
    start_definition_id: str | None = None
    state: str = "waiting"
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    number: int = Field(default=0, sa_type=BigInteger)
