"""Bookable resources: clinic slots, examinations, beds, day surgery."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class ResourceSlot(SQLModel, table=True):
    """One bookable unit. ``state``: free, held (until ``hold_expires_at``), booked.

    Holds and bookings are conditional updates on ``version``, so that two cases never get one slot.
    """

    __tablename__ = "resource_slots"
    __table_args__ = (
        Index("ix_resource_slots_search", "institution_code", "kind", "specialty", "starts_at"),
    )

    id: str = Field(primary_key=True)
    institution_code: str = Field(foreign_key="institutions.code")
    kind: str
    specialty: str = ""
    place: str = ""
    starts_at: datetime = Field(sa_type=UtcDateTime)
    state: str = "free"
    held_by_case: str | None = Field(default=None, index=True)
    hold_expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 0
