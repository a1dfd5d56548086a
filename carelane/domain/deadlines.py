"""Open timers and SLA clocks of cases, for screens and supervision: Temporal holds the real timers."""

from datetime import datetime

from sqlalchemy import Index, text
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

    ``calendar`` is ``24x7`` or ``work`` (opening hours of the institution), ``target`` its planned length, ``guessed`` the
    years in which weekdays alone counted because nobody had entered holidays. While ``paused_at`` is set it stands
    still for the reason ``paused_why``; ``paused_seconds`` are those of pauses that are over. ``extended_from`` is
    when it was due before a supervisor last gave more time. Of the first breach: who had the task (``breached_owner``, if
    anybody), and the role and institution whose list it was on.
    """

    __tablename__ = "deadlines"
    __table_args__ = (
        Index(
            "ix_deadlines_running",
            "due_at",
            sqlite_where=text("stopped_at IS NULL"),
            postgresql_where=text("stopped_at IS NULL"),
        ),
    )

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
    breached_role: str = ""
    breached_institution: str = ""
    stopped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    name: str = ""
    calendar: str = "24x7"
    target: str = ""
    guessed: str = ""
    paused_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    paused_why: str = ""
    paused_seconds: int = 0
    extended_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
