"""What people and jobs asked for once, so that asking twice has one effect."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Command(SQLModel, table=True):
    """A person's command under its idempotency key. ``target_id`` is the case or task it is about.

    ``acting_as`` is the membership as which the person acted (INSTITUTION/ROLE), empty for all of theirs.
    """

    __tablename__ = "commands"

    id: str = Field(primary_key=True)
    kind: str
    person_id: str = Field(foreign_key="people.id", index=True)
    target_id: str = Field(default="", index=True)
    acting_as: str = ""
    at: datetime = Field(sa_type=UtcDateTime)


class JobEffect(SQLModel, table=True):
    """The recorded result of one job, written in the transaction of its effect."""

    __tablename__ = "job_effects"

    idempotency_key: str = Field(primary_key=True)
    instance_id: str = Field(index=True)
    job_type: str
    result: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    at: datetime = Field(sa_type=UtcDateTime)
