"""The index of health records: where a document about a patient lies, never what it says."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from carelane.domain.columns import UtcDateTime


class RecordReference(SQLModel, table=True):
    """One document: its type and section (`carelane.domain.document_types`), author institution, date and locator.

    ``locator`` is the author's own name of it: an address in its archive, or a file or letter of one of our cases
    (``instance_id``). It opens nothing by itself: the author's archive asks its own questions.
    """

    __tablename__ = "record_references"
    __table_args__ = (UniqueConstraint("institution_code", "locator"),)

    id: str = Field(primary_key=True)
    empi_id: str = Field(index=True)
    document_type: str
    section: str
    institution_code: str = Field(foreign_key="institutions.code")
    dated_at: datetime = Field(sa_type=UtcDateTime)
    locator: str
    instance_id: str = Field(default="", index=True)
    registered_at: datetime = Field(sa_type=UtcDateTime)
    registered_by: str = ""
