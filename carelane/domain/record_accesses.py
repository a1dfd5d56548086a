"""Who got which reference to a patient's documents on what ground: grants that end, and a log that only grows."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Basis(StrEnum):
    """On what ground something is disclosed."""

    CONSENT = "consent"
    EMERGENCY = "emergency"
    NONE_REQUIRED = "none_required"


class RetrievalGrant(SQLModel, table=True):
    """What one institution may retrieve of a patient until ``expires_at``; a withdrawal closes it at once.

    ``scope`` are the types of documents. ``recipient`` may be no institution of ours.
    """

    __tablename__ = "retrieval_grants"

    id: str = Field(primary_key=True)
    empi_id: str = Field(index=True)
    consent_id: str = Field(default="", index=True)
    basis: str
    purpose: str
    process_id: str = ""
    recipient: str
    scope: list[Any] = Field(default_factory=list, sa_type=JSON)
    instance_id: str = Field(default="", index=True)
    granted_by: str = ""
    granted_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_why: str = ""

    def is_open(self, at: datetime) -> bool:
        """Say whether it allows a retrieval at a moment."""
        return self.expires_at > at and (self.closed_at is None or self.closed_at > at)


class RecordAccess(SQLModel, table=True):
    """One search, one document given, or one attempt that was refused: who, for whom, for what, on which ground.

    FHIR: Provenance (why it was given) and AuditEvent (that it was looked at) in one row. Never changed, never deleted
    by a page. ``person_id`` is empty where a case's job asked. ``code`` says why an attempt was refused.
    """

    __tablename__ = "record_accesses"

    id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    what: str
    outcome: str
    code: str = ""
    empi_id: str = Field(index=True)
    person_id: str = ""
    acting_as: str = ""
    institution_code: str = Field(index=True)
    recipient: str = ""
    purpose: str
    process_id: str = ""
    instance_id: str = Field(default="", index=True)
    reference_id: str = ""
    document_type: str = ""
    section: str = ""
    author: str = ""
    dated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    consent_id: str = Field(default="", index=True)
    basis: str = ""
    grant_id: str = Field(default="", index=True)
    reason: str = ""
    documents: int = 0
