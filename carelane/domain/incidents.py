"""Failures that wait for a person."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Incident(SQLModel, table=True):
    """An element that cannot go on. ``id`` is ``<instance id>:<incident id>``; state: open, resolved."""

    __tablename__ = "incidents"

    id: str = Field(primary_key=True)
    instance_id: str = Field(foreign_key="process_instances.id", index=True)
    incident_id: str
    element_id: str
    kind: str
    message: str
    state: str = Field(default="open", index=True)
    attempts: int = 1
    created_at: datetime = Field(sa_type=UtcDateTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resolved_by: str | None = Field(default=None, foreign_key="people.id", index=True)
