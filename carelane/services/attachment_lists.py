"""The files of a case as pages list them.

A case that was given another's files in its variables (a referral that a hospital has received) shows them too: their
ids cannot be guessed, and the reader has to see the case that holds them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from carelane.domain.attachments import Attachment
from carelane.domain.process_instances import ProcessInstance
from carelane.services.attachment_ids import ids_in
from carelane.services.file_ways import cases_behind
from carelane.services.many_values import among
from carelane.services.names import Name, people_named
from carelane.services.onlookers import seen_case
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_remove_attachment, visible_attachment


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


def list_attachments(
    database: Database, actor: Actor, instance_id: str
) -> tuple[AttachmentRow, ...]:
    """List the files of a case, and those that it was given by another one; oldest first. Raises `CaseNotFound`."""
    with database.reading() as session:
        case = seen_case(session, actor, instance_id)
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
        names = people_named(session, [row.added_by for row in rows])
    return tuple(
        AttachmentRow(
            id=row.id,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            task_id=row.task_id,
            added_by=names.get(row.added_by, Name("", "")),
            added_at=row.added_at,
            of_this_case=row.instance_id == here,
            own=row.instance_id == here and may_remove_attachment(actor, row, case),
        )
        for row in sorted(rows, key=lambda row: (row.added_at, row.id))
    )
