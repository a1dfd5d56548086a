"""Which version new cases of a process take, where that is not the latest."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class VersionPin(SQLModel, table=True):
    """New cases of the process take this version, at one institution or (empty code) at all without a pin of their own.

    A pin that was taken away or replaced stays as a line of what was decided: ``ended_at`` is set then.
    """

    __tablename__ = "version_pins"
    __table_args__ = (
        Index(
            "ix_version_pins_current",
            "process_id",
            "institution_code",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    process_id: str
    institution_code: str = ""
    definition_id: str = Field(foreign_key="process_definitions.id", index=True)
    by: str
    reason: str
    at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str = ""
    ended_reason: str = ""
