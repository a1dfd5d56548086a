"""Patients as the group's master index (EMPI) knows them, and the documents by which they are known."""

from datetime import date, datetime

from sqlalchemy import Index, false, text
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Patient(SQLModel, table=True):
    """One person in care. ``pinyin`` holds the initials of the name, for search by keyboard.

    ``temporary``: somebody unknown who could not wait, until a person links it. ``merged_into`` is the identity that
    this one turned out to be; whatever is asked by the old id is answered by that one.
    """

    __tablename__ = "patients"

    empi_id: str = Field(primary_key=True)
    id_type: str = "resident_id"
    id_no: str = Field(index=True)
    name: str = Field(index=True)
    pinyin: str = Field(default="", index=True)
    sex: str = ""
    birth_date: date | None = None
    phone: str = ""
    address: str = ""
    payer: str = ""
    deceased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    temporary: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    merged_into: str | None = Field(default=None, foreign_key="patients.empi_id", index=True)


class PatientIdentifier(SQLModel, table=True):
    """A document or number of a patient: ``id_type``, ``id_no`` and who issued it (empty: the state).

    A verified one belongs to one person only; one that somebody merely said may stand at several, and is a question
    (`carelane.domain.identity_questions`).
    """

    __tablename__ = "patient_identifiers"
    __table_args__ = (
        Index(
            "ix_patient_identifiers_verified",
            "id_type",
            "id_no",
            "issuer",
            unique=True,
            sqlite_where=text("verified"),
            postgresql_where=text("verified"),
        ),
        Index("ix_patient_identifiers_number", "id_no", "id_type"),
    )

    id: str = Field(primary_key=True)
    empi_id: str = Field(foreign_key="patients.empi_id", index=True)
    id_type: str
    id_no: str
    issuer: str = ""
    verified: bool = False
    added_at: datetime = Field(sa_type=UtcDateTime)
