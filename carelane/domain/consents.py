"""What patients agreed to: recorded once, referred to by id."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Consent(SQLModel, table=True):
    """One consent: ``kind`` (share, tele, transfer...) and who gave it (self, guardian, nok...)."""

    __tablename__ = "consents"

    id: str = Field(primary_key=True)
    instance_id: str = Field(index=True)
    patient_ref: str = Field(index=True)
    kind: str
    given_by: str
    given_at: datetime = Field(sa_type=UtcDateTime)
    scope: list[Any] = Field(default_factory=list, sa_type=JSON)
    recipients: list[Any] = Field(default_factory=list, sa_type=JSON)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    emergency_basis: str = ""
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
