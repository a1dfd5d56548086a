"""A patient's journey through the group: its events, and who is responsible from when to when (clinical-processes, section 12).

Written by the journal from what cases tell (their business status and the variable ``custody``); the process `patient_tracking`
hears the same and looks for gaps. References, codes and moments only: what was found and said stays with the cases.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime

TRACKING = "patient_tracking"
"""The process that follows journeys; its own cases are no events of one."""
JOURNEY_EVENT = "JOURNEY.EVENT"
"""The message by which a journey's case hears; its correlation key is the journey's id."""


class Journey(SQLModel, table=True):
    """One episode of one patient, from its first event until somebody closes it."""

    __tablename__ = "journeys"

    id: str = Field(primary_key=True)
    patient_ref: str = Field(index=True)
    episode_type: str = ""
    opened_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str = ""
    merged_into: str = ""


class JourneyEvent(SQLModel, table=True):
    """What one turn of a case meant to the journey.

    ``at`` is when it happened, ``recorded_at`` when we heard of it. ``instance_id`` is empty for what a person reports of
    care outside the group; ``reference`` then says where.
    """

    __tablename__ = "journey_events"
    __table_args__ = (
        UniqueConstraint("instance_id", "turn"),
        Index("ix_journey_events_story", "journey_id", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    journey_id: str = Field(foreign_key="journeys.id")
    instance_id: str | None = Field(default=None, foreign_key="process_instances.id")
    turn: int | None = None
    process_id: str = ""
    institution_code: str = ""
    reference: str = ""
    status: str = ""
    ended: str = ""
    urgency: str = ""
    person_id: str = ""
    at: datetime = Field(sa_type=UtcDateTime)
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class CustodyEntry(SQLModel, table=True):
    """Who was responsible for the patient: one entry at a time is open in a journey.

    ``responsible`` is a person's id, or a role where nobody is named; ``instance_id`` and ``turn`` say which case told so.
    """

    __tablename__ = "custody_entries"
    __table_args__ = (
        UniqueConstraint("instance_id", "turn"),
        Index("ix_custody_entries_ledger", "journey_id", "since"),
    )

    id: int | None = Field(default=None, primary_key=True)
    journey_id: str = Field(foreign_key="journeys.id")
    institution_code: str
    unit: str = ""
    responsible: str = ""
    since: datetime = Field(sa_type=UtcDateTime)
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    instance_id: str | None = Field(default=None, foreign_key="process_instances.id")
    turn: int | None = None
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class JourneySnapshot(SQLModel, table=True):
    """Where a journey stood at a moment: kept every 90 days or 500 events (PT05)."""

    __tablename__ = "journey_snapshots"

    id: str = Field(primary_key=True)
    journey_id: str = Field(foreign_key="journeys.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
