"""Files of a case: added, given to a case about to be started, taken away. Who sees a case sees its files, nobody else does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from carelane.domain.attachments import Attachment
from carelane.domain.errors import (
    AttachmentNotFound,
    NotAllowed,
)
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.services.attachment_checks import FileLimits, checked
from carelane.services.attachment_ids import ids_in
from carelane.services.many_values import among
from carelane.services.onlookers import seen_case
from carelane.services.ports import FileStore
from carelane.services.transaction import Database
from carelane.services.visibility import (
    Actor,
    may_remove_attachment,
    visible_attachment,
)

ADDED, REMOVED = "FileAdded", "FileRemoved"


@dataclass(frozen=True, slots=True)
class Upload:
    """What a person wants to add: to a case, maybe at a task of it; to neither for one about to be started."""

    name: str
    content: bytes
    instance_id: str = ""
    task_id: str = ""


def add(
    database: Database, files: FileStore, limits: FileLimits, actor: Actor, upload: Upload
) -> str:
    """Keep a file and give its id; the same file again at the same place is the same.

    Raises `FileTooLarge`, `FileEmpty`, `FileKindUnknown`, `FileNameWrong`, `CaseNotFound`, `FileStoreUnavailable`.
    """
    kind, name = checked(upload.name, upload.content, limits)
    with database.reading() as session:
        if upload.instance_id:
            seen_case(session, actor, upload.instance_id)
    digest = files.put(upload.content)
    row = Attachment(
        instance_id=upload.instance_id,
        task_id=upload.task_id,
        sha256=digest,
        size=len(upload.content),
        media_type=kind.media_type,
        name=name,
        added_by=actor.person_id,
        acting_as=actor.acting_as,
        added_at=database.now(),
    )
    with database.transaction() as session:
        case = seen_case(session, actor, upload.instance_id) if upload.instance_id else None
        if same := _same(session, actor, row):
            return same
        session.add(row)
        if case is not None:
            session.add(_line(ADDED, row, case, actor, row.added_at))
    return row.id


def _same(session: Session, actor: Actor, row: Attachment) -> str | None:
    """Find the file if it is there already."""
    statement = select(Attachment.id).where(
        col(Attachment.instance_id) == row.instance_id,
        col(Attachment.task_id) == row.task_id,
        col(Attachment.sha256) == row.sha256,
        col(Attachment.name) == row.name,
        col(Attachment.added_by) == row.added_by,
        col(Attachment.removed_at).is_(None),
        visible_attachment(actor),
    )
    return session.exec(statement).first()


def _line(
    kind: str, row: Attachment, case: ProcessInstance, actor: Actor, at: datetime
) -> HistoryEntry:
    """Write a line of history; the file's name is not in it, operators read these lines too."""
    return HistoryEntry(
        instance_id=case.id,
        at=at,
        kind=kind,
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        institution_code=case.institution_code,
        data={"media_type": row.media_type, "attachment": row.id},
    )


def remove(database: Database, actor: Actor, attachment_id: str) -> None:
    """Take a file away: whoever added it may, and supervisors of its case. Its content is erased later.

    Raises `AttachmentNotFound`, `NotAllowed`.
    """
    with database.transaction() as session:
        statement = select(Attachment).where(
            col(Attachment.id) == attachment_id,
            col(Attachment.removed_at).is_(None),
            visible_attachment(actor),
        )
        row = session.exec(statement).first()
        if row is None:
            raise AttachmentNotFound
        case = seen_case(session, actor, row.instance_id) if row.instance_id else None
        if not may_remove_attachment(actor, row, case):
            raise NotAllowed
        row.removed_at, row.removed_by = database.now(), actor.person_id
        session.add(row)
        if case is not None:
            session.add(_line(REMOVED, row, case, actor, row.removed_at))


def bind_files(session: Session, actor: Actor, values: Any, instance_id: str) -> None:
    """Give the files that a start form names to the case that is being started."""
    waiting = (
        among(col(Attachment.id), sorted(set(ids_in(values)))),
        col(Attachment.instance_id) == "",
        col(Attachment.added_by) == actor.person_id,
    )
    session.connection().execute(update(Attachment).where(*waiting).values(instance_id=instance_id))
