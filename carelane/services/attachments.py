"""Files of a case: added, listed, downloaded, taken away. Who sees a case sees its files, and nobody else does.

A case that was given another's files in its variables (a referral that a hospital has received) shows them too: their
ids cannot be guessed, and the reader has to see the case that holds them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from carelane.domain.attachments import Attachment, AttachmentReading
from carelane.domain.errors import (
    AttachmentNotFound,
    CaseNotFound,
    FileGone,
    NotAllowed,
)
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.services.attachment_checks import FileLimits, checked
from carelane.services.file_ways import cases_behind
from carelane.services.many_values import among
from carelane.services.names import Name, Names
from carelane.services.ports import FileStore
from carelane.services.transaction import Database
from carelane.services.visibility import (
    Actor,
    may_remove_attachment,
    visible_attachment,
    visible_case,
)

ADDED, REMOVED = "FileAdded", "FileRemoved"


@dataclass(frozen=True, slots=True)
class Upload:
    """What a person wants to add: to a case, maybe at a task of it; to neither for one about to be started."""

    name: str
    content: bytes
    instance_id: str = ""
    task_id: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file as pages list it; ``own`` says that the reader may take it away."""

    id: str
    name: str
    media_type: str
    size: int
    task_id: str
    added_by: Name
    added_at: datetime
    of_this_case: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is being downloaded."""

    name: str
    media_type: str
    content: bytes


def add(
    database: Database, files: FileStore, limits: FileLimits, actor: Actor, upload: Upload
) -> str:
    """Keep a file and give its id; the same file again at the same place is the same.

    Raises `FileTooLarge`, `FileEmpty`, `FileKindUnknown`, `FileNameWrong`, `CaseNotFound`, `FileStoreUnavailable`.
    """
    kind, name = checked(upload.name, upload.content, limits)
    with database.reading() as session:
        if upload.instance_id:
            _case(session, actor, upload.instance_id)
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
        case = _case(session, actor, upload.instance_id) if upload.instance_id else None
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


def list_attachments(
    database: Database, actor: Actor, instance_id: str
) -> tuple[AttachmentRow, ...]:
    """List the files of a case, and those that it was given by another one; oldest first. Raises `CaseNotFound`."""
    with database.reading() as session:
        case = _case(session, actor, instance_id)
        own = (
            col(Attachment.instance_id) == instance_id,
            col(Attachment.removed_at).is_(None),
            visible_attachment(actor),
        )
        rows = list(session.exec(select(Attachment).where(*own)))
    given = set(ids_in(case.variables)) - {row.id for row in rows}
    rows += _given(database, instance_id, given)
    return _shown(database, actor, case, rows)


def named(
    database: Database, actor: Actor, ids: Iterable[str], instance_id: str = ""
) -> dict[str, AttachmentRow]:
    """Give those of these files that the actor may see: in a case, or uploaded for one about to be started."""
    wanted = set(ids)
    if instance_id:
        return {
            row.id: row
            for row in list_attachments(database, actor, instance_id)
            if row.id in wanted
        }
    statement = select(Attachment).where(
        among(col(Attachment.id), sorted(wanted)),
        col(Attachment.removed_at).is_(None),
        visible_attachment(actor),
    )
    with database.reading() as session:
        rows = list(session.exec(statement))
    return {row.id: row for row in _shown(database, actor, None, rows)}


def _given(database: Database, instance_id: str, ids: set[str]) -> list[Attachment]:
    """Read files whose ids a case holds that the reader was found to see; PostgreSQL's policies know nothing of that.

    An id alone gives nothing: something must have come to the case from the one whose file it is.
    """
    if not ids:
        return []
    with database.as_machine().reading() as session:
        statement = select(Attachment).where(
            among(col(Attachment.id), sorted(ids)),
            among(col(Attachment.instance_id), sorted(cases_behind(session, instance_id))),
            col(Attachment.removed_at).is_(None),
        )
        return list(session.exec(statement))


def _shown(
    database: Database, actor: Actor, case: ProcessInstance | None, rows: list[Attachment]
) -> tuple[AttachmentRow, ...]:
    here = case.id if case is not None else ""
    with database.reading() as session:
        names = Names(session, [row.added_by for row in rows])
    return tuple(
        AttachmentRow(
            id=row.id,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            task_id=row.task_id,
            added_by=names.person(row.added_by) or Name("", ""),
            added_at=row.added_at,
            of_this_case=row.instance_id == here,
            own=row.instance_id == here and may_remove_attachment(actor, row, case),
        )
        for row in sorted(rows, key=lambda row: (row.added_at, row.id))
    )


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
        case = _case(session, actor, row.instance_id) if row.instance_id else None
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


def _case(session: Session, actor: Actor, instance_id: str) -> ProcessInstance:
    statement = select(ProcessInstance).where(
        col(ProcessInstance.id) == instance_id, visible_case(actor)
    )
    case = session.exec(statement).first()
    if case is None:
        raise CaseNotFound
    return case


def ids_in(value: Any) -> Iterator[str]:
    """Find what may be the id of a file anywhere in a case's variables."""
    if isinstance(value, str):
        if len(value) == ID_LENGTH and value.isalnum():
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from ids_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from ids_in(each)


ID_LENGTH = 32
"""Letters of an id: 128 random bits."""
