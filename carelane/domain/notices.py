"""What people are told: notices on the screen, mails and text messages, in one outbox."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Notice(SQLModel, table=True):
    """A message to a member of staff or to a patient; ``dedupe_key`` makes sure it is written once.

    ``kind``: notice, mail or sms. A notice is read on the screen (``read_at``), the others are sent
    (``sent_at``). Messages to patients (``recipient_patient``, an EMPI id) wait for the hospital's gateway.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_unsent", "kind", "sent_at"),)

    id: str = Field(primary_key=True)
    kind: str
    recipient_person: str | None = Field(default=None, foreign_key="people.id", index=True)
    recipient_patient: str = ""
    subject: str
    body: str
    instance_id: str = Field(default="", index=True)
    dedupe_key: str = Field(unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    error: str = ""
