"""The running processes: writing down that one is there, and listing them.

A process that ends says so and its row goes; one that is killed stops being seen. Rows unseen for a day are
forgotten.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import col, select

from carelane.domain.errors import NotAllowed
from carelane.domain.parts import Part
from carelane.services.rows import insert_once
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_watch_system

EVERY = timedelta(seconds=10)
"""How often a process says that it is there."""
SILENT_AFTER = 3 * EVERY
FORGET_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PartRow:
    """A process as operators see it; ``state`` is ``ready``, ``troubled`` or ``silent``."""

    id: str
    kind: str
    host: str
    pid: int
    version: str
    address: str
    state: str
    trouble: str
    started_at: datetime
    seen_at: datetime


def seen(database: Database, part: Part) -> None:
    """Write down that the process is there now, and forget those long gone."""
    now = database.now()
    told = {"seen_at": now, "trouble": part.trouble, "address": part.address}
    with database.transaction() as session:
        if not insert_once(session, Part, **(part.model_dump() | told)):
            session.connection().execute(update(Part).where(col(Part.id) == part.id).values(told))
        session.connection().execute(delete(Part).where(col(Part.seen_at) < now - FORGET_AFTER))


def gone(database: Database, part_id: str) -> None:
    """Write down that the process has ended as it was told to."""
    with database.transaction() as session:
        session.connection().execute(delete(Part).where(col(Part.id) == part_id))


def list_parts(database: Database, actor: Actor) -> tuple[PartRow, ...]:
    """List the processes seen within a day, by kind. Raises `NotAllowed`."""
    if not may_watch_system(actor):
        raise NotAllowed
    return tuple(_row(part, database.now()) for part in all_parts(database))


def all_parts(database: Database) -> list[Part]:
    """Read every row, for metrics."""
    order = (col(Part.kind), col(Part.started_at), col(Part.id))
    with database.reading() as session:
        return list(session.exec(select(Part).order_by(*order)))


def state_of(part: Part, now: datetime) -> str:
    """Say how a process is."""
    if part.seen_at < now - SILENT_AFTER:
        return "silent"
    return "troubled" if part.trouble else "ready"


def _row(part: Part, now: datetime) -> PartRow:
    return PartRow(
        id=part.id,
        kind=part.kind,
        host=part.host,
        pid=part.pid,
        version=part.version,
        address=part.address,
        state=state_of(part, now),
        trouble=part.trouble,
        started_at=part.started_at,
        seen_at=part.seen_at,
    )
