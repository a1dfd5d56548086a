"""Resources of the group: beds, slots, equipment, doctors on duty, ambulances. One row is one thing that one case can have."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Resource(SQLModel, table=True):
    """One thing that can be held for a case (`carelane.domain.resource_holds`).

    ``state`` is what its owner reports (`carelane.domain.resource_kinds`): of a bed v2-0116's U, O, H, K, C, I. Who holds
    it is not said here: a bed that is held is U with a hold, so that legacy systems do not give it away. ``reported_at``
    is when anybody last said so. ``category`` is the ward's type, the slot's service, the device's sort, the crew's
    level or the doctor's role; ``features`` hold what else its kind has. Slots and shifts have a beginning and an end;
    a slot's ``pool`` is reserved (for primary institutions) or general.
    """

    __tablename__ = "resources"
    __table_args__ = (
        Index("ix_resources_search", "institution_code", "kind", "category", "starts_at"),
        Index("ix_resources_kind", "kind", "state", "starts_at"),
    )

    id: str = Field(primary_key=True)
    kind: str
    institution_code: str = Field(foreign_key="institutions.code")
    department: str = ""
    category: str = ""
    specialty: str = ""
    name: str = ""
    place: str = ""
    state: str
    pool: str = ""
    person_id: str | None = Field(default=None, foreign_key="people.id", index=True)
    starts_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    features: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    reason: str = ""
    reported_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reported_by: str = ""


class Department(SQLModel, table=True):
    """A department of an institution: where its beds, shifts and slots are."""

    __tablename__ = "departments"

    institution_code: str = Field(foreign_key="institutions.code", primary_key=True)
    code: str = Field(primary_key=True)
    name: str
    name_en: str = ""
    specialty: str = ""
    phone: str = ""
