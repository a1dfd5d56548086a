"""What patients agreed to: recorded once, referred to by id; its states are told by its moments, never stored twice."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime

KINDS = ("share", "tele", "record", "transfer", "teach", "monitor")
"""What is agreed to (clinical-processes, 1.3, block CB)."""
EMERGENCY = "none_emergency"
GIVERS = ("self", "guardian", "nok", EMERGENCY)
"""Who agrees; the last: nobody could be asked, and care goes on for a basis that two clinicians name."""
TOLD_HOW = ("in_person", "telephone", "letter", "online")
"""How a withdrawal was told."""
POST_HOC = timedelta(hours=24)
"""Within which a consent is obtained after an emergency (1.9, [D])."""


class ConsentState(StrEnum):
    """What a consent allows at a moment."""

    VALID = "valid"
    POST_HOC_DUE = "post_hoc_due"
    """On the emergency basis, and nobody has agreed afterwards yet; it allows meanwhile."""
    POST_HOC_OVERDUE = "post_hoc_overdue"
    """Nobody agreed within `POST_HOC`: it allows nothing more."""
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


ALLOWS = frozenset({ConsentState.VALID, ConsentState.POST_HOC_DUE})
"""States in which a consent allows a disclosure."""


class Consent(SQLModel, table=True):
    """One consent: ``kind`` (`KINDS`) and who gave it (`GIVERS`).

    ``scope`` lists types of documents (`carelane.domain.document_types`), ``recipients`` institutions; empty means all
    within the group. ``evidence`` names the signed paper or signature. ``instance_id`` is empty where it was recorded
    outside any case. ``settled_by`` is the consent that was obtained after an emergency.
    """

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
    institution_code: str = Field(default="", sa_column_kwargs={"server_default": ""})
    evidence: str = Field(default="", sa_column_kwargs={"server_default": ""})
    recorded_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    recorded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    second_clinician: str = Field(default="", sa_column_kwargs={"server_default": ""})
    post_hoc_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    settled_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    withdrawn_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    withdrawn_how: str = Field(default="", sa_column_kwargs={"server_default": ""})
    withdrawal_recorded_by: str = Field(default="", sa_column_kwargs={"server_default": ""})

    def state(self, at: datetime) -> ConsentState:
        """Give its state at a moment."""
        if self.withdrawn_at is not None and self.withdrawn_at <= at:
            return ConsentState.WITHDRAWN
        if self.expires_at is not None and self.expires_at <= at:
            return ConsentState.EXPIRED
        if self.given_by == EMERGENCY and not self.settled_by:
            due = self.post_hoc_due_at
            over = due is not None and due <= at
            return ConsentState.POST_HOC_OVERDUE if over else ConsentState.POST_HOC_DUE
        return ConsentState.VALID
