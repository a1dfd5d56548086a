"""Mails that are written out when they are posted: digests and reports, with files.

    post(session, Letter(Topic.REPORT, f"report:{report.id}:{day}", subject, body, attachments=(Attachment(...),)),
         [person_id], database.now())

Whoever writes one sees to it that nothing of a patient is in subject, body, files' names or files.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import insert, select
from sqlmodel import Session, col

from carelane.domain.errors import LetterTooLarge
from carelane.domain.notices import MailAttachment, Notice, Topic
from carelane.services.notice_events import put, receivers
from carelane.services.ports import Attachment

LARGEST = 10_000_000
"""Bytes of all files of one mail; most mail servers take no more."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in words. ``key`` names it once for all time; ``urgency`` E goes out in quiet hours too."""

    topic: Topic
    key: str
    subject: str
    body: str
    urgency: str = ""
    attachments: tuple[Attachment, ...] = ()


def post(session: Session, letter: Letter, recipients: Iterable[str], now: datetime) -> int:
    """Put a mail into the outbox of each of these people, once; gives how many were new.

    Who has no mail address gets it as a notice on the screen, without its files. Raises `LetterTooLarge`.
    """
    if sum(len(each.content) for each in letter.attachments) > LARGEST:
        raise LetterTooLarge
    session.flush()
    connection = session.connection()
    written = 0
    for receiver in receivers(connection, recipients):
        kind = "mail" if receiver.has_mail else "notice"
        due_at = receiver.wants.mail_at(letter.urgency, now) if receiver.has_mail else now
        key = f"{letter.key}:{kind}:{receiver.person_id}"
        values = {
            "kind": kind,
            "topic": letter.topic.value,
            "event": letter.key,
            "urgency": letter.urgency,
            "subject": letter.subject,
            "body": letter.body,
            "recipient_person": receiver.person_id,
            "due_at": due_at,
        }
        if put(connection, key, now, values):
            written += 1
            if kind == "mail":
                _attach(session, key, letter.attachments)
    return written


def _attach(session: Session, key: str, files: tuple[Attachment, ...]) -> None:
    """Keep the files beside the mail of this key."""
    if not files:
        return
    connection = session.connection()
    mail = connection.execute(select(col(Notice.id)).where(col(Notice.dedupe_key) == key)).scalar()
    rows = [
        {
            "id": sha256(f"{key}:{number}".encode()).hexdigest()[:32],
            "mail_id": mail,
            "name": each.name,
            "media_type": each.media_type,
            "content": each.content,
        }
        for number, each in enumerate(files)
    ]
    connection.execute(insert(MailAttachment), rows)
