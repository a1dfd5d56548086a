"""What the database knows for the encryption of Temporal's payloads: which keys there are, and whose a case is.

Keys themselves are never here. That a key is written down here before it encrypts anything is what tells a lost or
outdated key file from a new installation.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from carelane.domain.errors import KeysUnusable, NotFound
from carelane.domain.payload_keys import PayloadKey
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import workflow_id
from carelane.services.rows import insert_once, one_at_a_time
from carelane.services.transaction import Database

Note = Callable[[str, str, datetime], None]
"""Writes down a key: its id, institution (empty: the group), and when it was made."""
_PREFIX = workflow_id("")
_NAMED = 5


def institution_of(database: Database, case: str) -> str:
    """Give the institution of the case of a workflow id; empty where there is no such case (yet)."""
    mine = col(ProcessInstance.id) == case.removeprefix(_PREFIX)
    with database.reading() as session:
        found = session.exec(select(ProcessInstance.institution_code).where(mine)).first()
    return found or ""


def check_held(database: Database, held: Collection[str]) -> None:
    """Raise `KeysUnusable` where keys exist that are not among these ids."""
    with database.reading() as session:
        _refuse_lost(session, held)


@contextmanager
def admitting(database: Database, held: Collection[str]) -> Iterator[Note]:
    """Let one process at a time make keys; those of the block are written down when the block has put them on disk.

    ``held`` are the ids in the key file so far. Raises `KeysUnusable` where that lacks some.
    """
    with database.transaction() as session:
        one_at_a_time(session.connection(), "payload_keys")
        _refuse_lost(session, held)

        def note(key_id: str, institution: str, created_at: datetime) -> None:
            row = {"id": key_id, "institution_code": institution, "created_at": created_at}
            insert_once(session, PayloadKey, **row)

        yield note


@contextmanager
def destroying(database: Database, key_id: str) -> Iterator[None]:
    """Write down that a key is gone for good, when the block has removed it. Raises `NotFound`."""
    with database.transaction() as session:
        one_at_a_time(session.connection(), "payload_keys")
        mine = (col(PayloadKey.id) == key_id, col(PayloadKey.destroyed_at).is_(None))
        gone = update(PayloadKey).where(*mine).values(destroyed_at=database.now())
        if session.connection().execute(gone).rowcount != 1:
            raise NotFound(f"there is no key {key_id}")
        yield


def _refuse_lost(session: Session, held: Collection[str]) -> None:
    known = select(PayloadKey.id).where(col(PayloadKey.destroyed_at).is_(None))
    lost = sorted(set(session.exec(known).all()) - set(held))
    if lost:
        named = ", ".join(lost[:_NAMED]) + (", ..." if len(lost) > _NAMED else "")
        raise KeysUnusable(
            f"the key file lacks {len(lost)} of the keys that encrypt running cases ({named}): put the newest copy "
            "of it in its place. Making new keys would not open those cases; see docs/privacy.md",
            missing=lost,
        )
