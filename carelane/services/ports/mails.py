"""Mail as services send it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; ``media_type`` as in ``text/csv``."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One plain-text message to one address; ``id`` is the same however often it is sent."""

    to: str
    subject: str
    body: str
    id: str = ""
    attachments: tuple[Attachment, ...] = ()


class Mailer(Protocol):
    """Sends mail; raises `MailNotSent` when it could not, `MailRefused` when trying again is of no use."""

    def send(self, mail: Mail) -> None:
        """Hand the mail to the next server."""
        ...
