"""What people are told: notices on the screen, mails and text messages, in one outbox."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime

EMERGENCY = "E"
"""The urgency of which everybody hears at once, whatever they have chosen (clinical-processes, 1.4 and 1.6)."""
URGENCIES = ("E", "U", "P", "R")
"""The most urgent first; what has no urgency counts as the last."""
MAIL_STATES = ("waiting", "sending", "sent", "failed", "dropped")
"""Of mails: on its way, in somebody's hands, taken by the mail server, given up, not needed any more."""


class Topic(StrEnum):
    """What a notice is about; people choose by topic how they hear of it."""

    CLOCK_WARNING = "clock_warning"
    ESCALATION = "escalation"
    TASK_GIVEN = "task_given"
    TASK_FORWARDED = "task_forwarded"
    TASK_ASKED = "task_asked"
    HANDOVER = "handover"
    MENTION = "mention"
    NUDGE = "nudge"
    UNACKNOWLEDGED = "unacknowledged"
    INCIDENT = "incident"
    SUBSTITUTION = "substitution"
    PROCESS = "process"
    """What a process says in its designer's words (job type `notify`)."""
    DIGEST = "digest"
    REPORT = "report"


class Notice(SQLModel, table=True):
    """A message to a member of staff or to a patient; ``dedupe_key`` makes sure it is written once.

    ``kind``: notice, mail or sms. A notice is read on the screen (``read_at``), the others are sent
    (``sent_at``). Messages to patients (``recipient_patient``, an EMPI id) wait for the hospital's gateway.

    What happened is ``event``, the same for all who hear of it and for both kinds; ``topic``, ``facts`` (ids, codes, names
    of staff and steps, never a patient's) and ``task_id`` say it, and words are made of them when it is read or sent, in the
    reader's language. ``subject`` and ``body`` hold words that were written as such: digests, reports, a process's own.
    It is neither shown nor sent before ``due_at``.

    Of mails: ``state`` is one of `MAIL_STATES`, ``error`` says why. Who sends it has a lease (``leased_by`` until
    ``leased_until``); ``interrupted`` counts senders that died with it in their hands: it may have gone out then.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "kind", "state", "due_at"),
        Index("ix_outbox_mine", "recipient_person", "kind", "created_at"),
    )

    id: str = Field(primary_key=True)
    kind: str
    topic: str = Field(default=Topic.PROCESS, sa_column_kwargs={"server_default": "process"})
    urgency: str = Field(default="", sa_column_kwargs={"server_default": ""})
    recipient_person: str | None = Field(default=None, foreign_key="people.id")
    recipient_patient: str = ""
    subject: str
    body: str
    instance_id: str = Field(default="", index=True)
    task_id: str = Field(default="", sa_column_kwargs={"server_default": ""})
    event: str = Field(default="", index=True, sa_column_kwargs={"server_default": ""})
    facts: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSON, sa_column_kwargs={"server_default": "{}"}
    )
    dedupe_key: str = Field(unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime, index=True)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: str = Field(default="waiting", sa_column_kwargs={"server_default": "waiting"})
    attempts: int = 0
    error: str = ""
    leased_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    interrupted: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class MailAttachment(SQLModel, table=True):
    """A file that goes out with a mail; deleted some time after (`carelane.services.retention`)."""

    __tablename__ = "mail_attachments"

    id: str = Field(primary_key=True)
    mail_id: str = Field(foreign_key="outbox.id", index=True)
    name: str
    media_type: str
    content: bytes
