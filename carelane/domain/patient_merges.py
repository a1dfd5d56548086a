"""Two identities that were one person: merged, and where that was wrong, taken apart; with what is left to do in cases."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class PatientMerge(SQLModel, table=True):
    """``merged`` turned out to be ``survivor``. Never deleted; ``undone_at`` where it was a mistake.

    ``moved`` names the rows that followed (table: ids), so that they can go back; ``linked``: a temporary identity
    found its real one.
    """

    __tablename__ = "empi_merges"

    id: str = Field(primary_key=True)
    survivor: str = Field(foreign_key="patients.empi_id", index=True)
    merged: str = Field(foreign_key="patients.empi_id", index=True)
    linked: bool = False
    reason: str
    by_person: str = ""
    acting_as: str = ""
    at: datetime = Field(sa_type=UtcDateTime)
    moved: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_by: str = ""
    undone_reason: str = ""


class IdentityWork(SQLModel, table=True):
    """Something that a merge or its undoing means for one running case.

    ``kind``: rekey (the case knows its patient by ``old_id`` and shall by ``new_id``), suspend. ``state``: todo, done,
    gone (the case had ended), refused (the case said no: a person has to look, ``answer`` is why). The id is the command's
    id in the case: done twice, it is done once.
    """

    __tablename__ = "identity_work"
    __table_args__ = (UniqueConstraint("merge_id", "instance_id", "kind", "new_id"),)

    id: str = Field(primary_key=True)
    merge_id: str = Field(foreign_key="empi_merges.id")
    instance_id: str = Field(foreign_key="process_instances.id", index=True)
    kind: str
    old_id: str = ""
    new_id: str = ""
    place: int = 0
    """Order within the case: a case gets its own id back before it is suspended."""
    state: str = Field(default="todo", index=True)
    answer: str = ""
    written_at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
