"""What becomes of files that nobody needs: content erased, the row kept to tell that it was there."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, or_, update
from sqlmodel import col, select

from carelane.domain.attachments import Attachment
from carelane.services.many_values import among
from carelane.services.ports import FileStore
from carelane.services.transaction import Database

UNUSED = timedelta(days=2)
"""How long a file waits for the case that it was uploaded for."""
SETTLED = timedelta(days=1)
"""How old a content is at least before it is deleted: its row may be about to be written."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Erased:
    """Rows whose content went, and contents that were deleted."""

    rows: int
    contents: int


def erase(database: Database, files: FileStore, keep: timedelta) -> Erased:
    """Erase what people removed longer than ``keep`` ago, and what no case was started with."""
    now = database.now()
    removed = col(Attachment.removed_at) < now - keep
    unused = and_(col(Attachment.instance_id) == "", col(Attachment.added_at) < now - UNUSED)
    over = and_(col(Attachment.erased_at).is_(None), or_(removed, unused))
    with database.transaction() as session:
        connection = session.connection()
        gone = connection.execute(update(Attachment).where(over).values(erased_at=now))
        left = col(Attachment.erased_at) == now
        forgotten = and_(left, col(Attachment.removed_at).is_(None))
        connection.execute(update(Attachment).where(forgotten).values(removed_at=now))
    settled = now - SETTLED
    names, deleted = list(files.names(settled)), 0
    for start in range(0, len(names), _AT_ONCE):
        part = names[start : start + _AT_ONCE]
        with database.reading() as session:
            held = set(
                session.exec(
                    select(Attachment.sha256).where(
                        among(col(Attachment.sha256), part), col(Attachment.erased_at).is_(None)
                    )
                )
            )
        deleted += sum(files.delete(name, settled) for name in part if name not in held)
    return Erased(gone.rowcount, deleted)
