"""Who stands in for whom during leave."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Substitution(SQLModel, table=True):
    """At one institution ``substitute_id`` does the tasks of ``person_id`` from ``begins_at`` until ``ends_at``.

    ``ended_at`` and ``ended_by`` say that it was called off before its end.
    """

    __tablename__ = "substitutions"

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    substitute_id: str = Field(foreign_key="people.id", index=True)
    institution_code: str = Field(foreign_key="institutions.code", index=True)
    begins_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    entered_by: str = Field(foreign_key="people.id", index=True)
    entered_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str = ""
