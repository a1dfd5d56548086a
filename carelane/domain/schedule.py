"""What keeps two schedulers from doing the same work twice, and what operators asked them to do at once."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class SchedulerRun(SQLModel, table=True):
    """A job of the scheduler took this time slot; nobody else may.

    ``request_id`` is the `JobRequest` that it answers, empty for a run by the clock.
    """

    __tablename__ = "scheduler_runs"

    job: str = Field(primary_key=True)
    slot: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    owner: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str = ""
    request_id: str = Field(default="", sa_column_kwargs={"server_default": ""})


class JobRequest(SQLModel, table=True):
    """An operator asked for something of the scheduler: the audit of it, and what the scheduler looks for.

    ``action`` is ``run`` (``target`` is the job; ``taken_at`` says that a scheduler has begun it) or ``send_again``
    (``target`` is the mail; done at once).
    """

    __tablename__ = "job_requests"

    id: str = Field(primary_key=True)
    action: str
    target: str = Field(index=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    acting_as: str = ""
    asked_at: datetime = Field(sa_type=UtcDateTime)
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Lock(SQLModel, table=True):
    """A lock with an owner and an expiry, renewed while it is held."""

    __tablename__ = "locks"

    name: str = Field(primary_key=True)
    owner: str
    until: datetime = Field(sa_type=UtcDateTime)
