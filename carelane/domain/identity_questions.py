"""What a person has to decide about who is who: nothing of it is ever decided by the machine."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime

QuestionKind = Literal["two_ids", "shared_id", "wrong_number", "unmerged"]


class IdentityQuestion(SQLModel, table=True):
    """One question about a patient, and about the other one where there are two (else empty).

    ``kind``: two_ids (one person seems to stand under two ids), shared_id (one document at two persons), wrong_number (a
    document that cannot be right), unmerged (a privacy review: data may have gone to the wrong chart). ``problem`` says
    more as a code. Open while ``settled_at`` is null, one of its kind about the same two.
    """

    __tablename__ = "identity_questions"
    __table_args__ = (
        Index(
            "ix_identity_questions_open",
            "kind",
            "empi_id",
            "other_id",
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: str = Field(primary_key=True)
    kind: str
    empi_id: str = Field(foreign_key="patients.empi_id", index=True)
    other_id: str = ""
    problem: str = ""
    merge_id: str | None = Field(default=None, foreign_key="empi_merges.id", index=True)
    raised_at: datetime = Field(sa_type=UtcDateTime, index=True)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settled_by: str = ""
    answer: str = ""
