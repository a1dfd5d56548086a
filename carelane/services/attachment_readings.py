"""Downloads of files: each is written down before the content is given."""

from dataclasses import dataclass

from carelane.domain.attachments import Attachment, AttachmentReading
from carelane.domain.errors import AttachmentNotFound, CaseNotFound, FileGone
from carelane.services.attachment_lists import named
from carelane.services.ports import FileStore
from carelane.services.transaction import Database
from carelane.services.visibility import Actor


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is being downloaded."""

    name: str
    media_type: str
    content: bytes


def open_file(
    database: Database, files: FileStore, actor: Actor, attachment_id: str, instance_id: str = ""
) -> Opened:
    """Give a file's content, and write down who took it; ``instance_id`` is the case in which the reader met it.

    Raises `AttachmentNotFound`, `FileGone`, `FileStoreUnavailable`.
    """
    try:
        found = named(database, actor, [attachment_id], instance_id)
    except CaseNotFound:
        found = {}
    if attachment_id not in found:
        raise AttachmentNotFound
    with database.transaction() as session:
        row = session.get(Attachment, attachment_id)
        if row is None:
            raise AttachmentNotFound
        content = files.read(row.sha256)
        if content is None:
            raise FileGone
        session.add(
            AttachmentReading(
                attachment_id=row.id,
                person_id=actor.person_id,
                acting_as=actor.acting_as,
                instance_id=instance_id,
                at=database.now(),
            )
        )
        return Opened(row.name, row.media_type, content)
