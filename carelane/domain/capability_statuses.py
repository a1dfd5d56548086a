"""The hospital status feed: what a hospital can take at this moment, per capability (clinical-processes, 7)."""

from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime

CAPABILITIES = (
    "ed",
    "ct",
    "cath_lab",
    "thrombectomy",
    "icu",
    "theatre",
    "lysis",
    "stroke",
    "trauma",
    "obstetric",
    "paediatric",
    "burn",
    "poison",
    "isolation",
)
STATUSES = ("open", "limited", "closed")
LASTS = timedelta(hours=1)
"""A diversion ends by itself after this time unless the duty officer renews it (PT1H [D])."""


class CapabilityStatus(SQLModel, table=True):
    """What a hospital says of one capability; a status other than open ends at ``until``.

    A hospital without a row for a capability does not have it. ``reason`` is needed for all but open.
    """

    __tablename__ = "capability_statuses"

    institution_code: str = Field(foreign_key="institutions.code", primary_key=True)
    capability: str = Field(primary_key=True)
    status: str = "open"
    reason: str = ""
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reported_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reported_by: str = ""

    def at(self, now: datetime) -> str:
        """Give the status in force: a diversion that nobody renewed is over."""
        return "open" if self.until is not None and self.until <= now else self.status
