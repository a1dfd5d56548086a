"""Patients as the group's master index (EMPI) knows them."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Patient(SQLModel, table=True):
    """One person in care. ``pinyin`` holds the initials of the name, for search by keyboard."""

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
