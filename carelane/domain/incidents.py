"""Failures that wait for a person."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Incident(SQLModel, table=True):
    """An element that cannot go on. ``id`` is ``<instance id>:<incident id>``; state: open, resolved.

    ``kind`` as in `bpmn.engine.effects.RaiseIncident`, and ``message`` the type of the error (never a value).
    ``activation_id`` is the token that is held up; ``attempts`` counts how often it has failed for good so far,
    this time with it, each after the retries that its job has. ``tries`` counts the attempts of the job this time, 0: unknown.
    """

    __tablename__ = "incidents"
    __table_args__ = (
        Index(
            "ix_incidents_open",
            "created_at",
            "id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: str = Field(primary_key=True)
    instance_id: str = Field(foreign_key="process_instances.id", index=True)
    incident_id: str
    element_id: str
    activation_id: str = Field(default="", sa_column_kwargs={"server_default": ""})
    kind: str
    message: str
    state: str = Field(default="open", index=True)
    attempts: int = 1
    tries: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    created_at: datetime = Field(sa_type=UtcDateTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resolved_by: str | None = Field(default=None, foreign_key="people.id", index=True)
