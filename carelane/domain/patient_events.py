"""What happened to a patient, or to an institution, outside every process: told to the cases that wait for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime

DECEASED = "PATIENT.DECEASED"
OUTAGE = "INSTITUTION.OUTAGE"
OF_PATIENT = (
    DECEASED,
    "CONSENT.WITHDRAWN",
    "PATIENT.LEFT",
    "NOTIFIABLE.DISEASE",
    "PATIENT.DETERIORATED",
)
"""Messages of section 1.7 of the specification that the event sub-processes of every process wait for."""
NAMES = (*OF_PATIENT, OUTAGE)


class ToldEvent(SQLModel, table=True):
    """One event, told once under its own id. ``happened_at`` is the moment of it, ``entered_at`` when we heard.

    ``empi_id`` is whom it is about (empty for an institution), ``told`` lists the cases that got it.
    """

    __tablename__ = "patient_events"

    id: str = Field(primary_key=True)
    name: str
    empi_id: str = Field(default="", index=True)
    institution_code: str = Field(default="", index=True)
    from_institution: str = ""
    person_id: str = ""
    happened_at: datetime = Field(sa_type=UtcDateTime)
    entered_at: datetime = Field(sa_type=UtcDateTime)
    told: list[Any] = Field(default_factory=list, sa_type=JSON)
