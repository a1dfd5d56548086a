"""What people keep about their worklists: filters with names, the one to begin with, and columns."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class SavedFilter(SQLModel, table=True):
    """A named filter of a person. ``query`` holds it in the words of the page's address.

    Shared with everybody who has ``role`` at ``institution_code``; with nobody where they are empty. It holds no
    search text then: that may be a patient's name.
    """

    __tablename__ = "saved_filters"
    __table_args__ = (
        UniqueConstraint("person_id", "name"),
        Index("ix_saved_filters_team", "institution_code", "role"),
    )

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    name: str
    query: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    institution_code: str = ""
    role: str = ""
    saved_at: datetime = Field(sa_type=UtcDateTime)


class WorklistChoice(SQLModel, table=True):
    """How a person wants the worklist: the filter to begin with (none where it is gone), and the columns in order."""

    __tablename__ = "worklist_choices"

    person_id: str = Field(foreign_key="people.id", primary_key=True)
    filter_id: str = ""
    columns: list[Any] = Field(default_factory=list, sa_type=JSON)
