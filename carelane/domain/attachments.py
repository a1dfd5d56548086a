"""Files of cases: what is known of them. What they say lies outside the database, by the SHA-256 of its content."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Attachment(SQLModel, table=True):
    """One file of a case, or one that a person has uploaded for a case about to be started (no ``instance_id`` yet).

    The case is no foreign key: its row is written by its first turn, and anew by a rebuild, which this row survives.
    ``name`` may name a patient: it is never part of a path, a log or a message of an error. ``removed_at``: a person
    took it away; ``erased_at``: its content is gone, this row tells that it was there.
    """

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_case", "instance_id", "added_at"),)

    id: str = Field(default_factory=lambda: uuid4().hex, primary_key=True)
    instance_id: str = ""
    task_id: str = ""
    sha256: str = Field(index=True)
    size: int
    media_type: str
    name: str
    added_by: str = Field(foreign_key="people.id", index=True)
    acting_as: str = ""
    added_at: datetime = Field(sa_type=UtcDateTime)
    removed_by: str = ""
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AttachmentReading(SQLModel, table=True):
    """One download of a file by a person; ``instance_id`` is the case in which they met it."""

    __tablename__ = "attachment_readings"

    id: str = Field(default_factory=lambda: uuid4().hex, primary_key=True)
    attachment_id: str = Field(foreign_key="attachments.id", index=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    acting_as: str = ""
    instance_id: str = ""
    at: datetime = Field(sa_type=UtcDateTime)
