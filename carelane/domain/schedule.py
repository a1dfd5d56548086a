"""What keeps two schedulers from doing the same work twice."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class SchedulerRun(SQLModel, table=True):
    """A job of the scheduler took this time slot; nobody else may."""

    __tablename__ = "scheduler_runs"

    job: str = Field(primary_key=True)
    slot: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    owner: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str = ""


class Lock(SQLModel, table=True):
    """A lock with an owner and an expiry, renewed while it is held."""

    __tablename__ = "locks"

    name: str = Field(primary_key=True)
    owner: str
    until: datetime = Field(sa_type=UtcDateTime)
