"""Who took which list out as a file: the audit of exports."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Export(SQLModel, table=True):
    """One file that somebody took: which list, by which filter (codes only), in which form, and how many rows.

    Never changed and never deleted by a page. ``acting_as`` is the membership under which it was taken, if one.
    """

    __tablename__ = "exports"

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    acting_as: str = ""
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    what: str
    form: str
    filters: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    rows: int
