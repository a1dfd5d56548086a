"""What people are told: notices on the screen and mails, in one outbox."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Notice(SQLModel, table=True):
    """A notice or a mail to one person; ``dedupe_key`` makes sure it is written once.

    ``kind``: mail or notice. A notice is read on the screen (``read_at``), a mail is sent (``sent_at``).
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_unsent", "kind", "sent_at"),)

    id: str = Field(primary_key=True)
    kind: str
    recipient_person: str = Field(foreign_key="people.id", index=True)
    subject: str
    body: str
    instance_id: str = ""
    dedupe_key: str = Field(unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    error: str = ""
