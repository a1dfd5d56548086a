"""Which keys have encrypted what Temporal keeps (never the keys themselves), and who has looked into it."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class PayloadKey(SQLModel, table=True):
    """A key that exists, or existed: a key file that lacks it is not the right one.

    ``institution_code`` is empty for the group's keys. ``destroyed_at`` is set where it was destroyed on purpose.
    """

    __tablename__ = "payload_keys"

    id: str = Field(primary_key=True)
    institution_code: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    destroyed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PayloadReading(SQLModel, table=True):
    """One look of a person into payloads, through the codec endpoint: what was opened, not what it said.

    ``cases`` are workflow ids as far as the payloads name them.
    """

    __tablename__ = "payload_readings"

    id: str = Field(default_factory=lambda: uuid4().hex, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    namespace: str = ""
    payloads: int
    keys: list[str] = Field(default_factory=list, sa_type=JSON)
    cases: list[str] = Field(default_factory=list, sa_type=JSON)
