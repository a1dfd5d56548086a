"""Open timers and SLA clocks of cases, for screens and supervision: Temporal holds the real timers."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Timer(SQLModel, table=True):
    """A timer that has not fired yet."""

    __tablename__ = "timers"

    instance_id: str = Field(foreign_key="process_instances.id", primary_key=True)
    timer_id: str = Field(primary_key=True)
    element_id: str
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)


class Deadline(SQLModel, table=True):
    """One SLA clock. ``id`` is ``<instance id>:<sla id>``; ``percent`` is the last step it reached.

    ``breached_owner`` is who had the task when the clock reached 100 percent, if anybody.
    """

    __tablename__ = "deadlines"

    id: str = Field(primary_key=True)
    instance_id: str = Field(foreign_key="process_instances.id", index=True)
    sla_id: str
    task_id: str = ""
    element_id: str
    start_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)
    percent: int = 0
    breached_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    breached_owner: str | None = Field(default=None, index=True)
    stopped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
