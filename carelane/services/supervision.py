"""What is late or about to be, at the institutions that the actor supervises: where, with whom, why.

The database narrows, counts and sorts (`carelane.services.late_work`); only the rows of one page are read in full, so that
ten thousand late cases cost a page little more than ten.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, select
from sqlmodel import Session

from carelane.services.late_holders import NOBODY
from carelane.services.late_work import PAGE_SIZE, OverdueFilter, late_work
from carelane.services.many_values import among
from carelane.services.overdue_rows import OverdueRow, Reason, overdue_rows
from carelane.services.pages import LARGEST, window
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

__all__ = [
    "NOBODY",
    "PAGE_SIZE",
    "Board",
    "OverdueFilter",
    "OverdueRow",
    "every_row",
    "overdue",
]


@dataclass(frozen=True, slots=True)
class Board:
    """One page of rows, latest first, and the counts of all pages.

    ``overdue`` and ``at_risk`` count by institution; of what is overdue, ``reasons`` counts by what a case waits for, and
    ``most_late`` is when the latest row was due. ``kept`` are the rows that were asked for by their keys, on whatever page they stand.
    """

    rows: tuple[OverdueRow, ...] = ()
    total: int = 0
    page: int = 1
    pages: int = 1
    overdue: dict[str, int] = field(default_factory=dict)
    at_risk: dict[str, int] = field(default_factory=dict)
    reasons: dict[Reason, int] = field(default_factory=dict)
    most_late: datetime | None = None
    kept: tuple[OverdueRow, ...] = ()


def overdue(
    database: Database,
    actor: Actor,
    wanted: OverdueFilter | None = None,
    keep: Sequence[str] = (),
) -> Board:
    """Give a page of a supervisor's board; empty for people who supervise nothing. A page beyond the last gives the last.

    ``keep`` are keys of rows (`OverdueRow.key`) to give besides, where the filter means them.
    """
    chosen, now = wanted or OverdueFilter(), database.now()
    with database.reading() as session:
        late = late_work(actor, now, chosen)
        counts = _counts(session, late)
        shown = window(counts.total, chosen.page, chosen.page_size)
        first = late_work(actor, now, chosen, shown.offset + shown.size)
        found = _found(session, first, shown.size, shown.offset)
        there = {row.key for row in found}
        also = _kept(session, late, [key for key in keep if key not in there])
        rows = {row.key: row for row in overdue_rows(session, actor, [*found, *also], now)}
    return replace(
        counts,
        rows=tuple(rows[each.key] for each in found if each.key in rows),
        page=shown.page,
        pages=shown.pages,
        kept=tuple(rows[key] for key in keep if key in rows),
    )


def every_row(
    database: Database, actor: Actor, wanted: OverdueFilter | None = None
) -> tuple[OverdueRow, ...]:
    """Give the rows of all pages, for a file."""
    now = database.now()
    with database.reading() as session:
        found = _found(session, late_work(actor, now, wanted), None, 0)
        parts = (found[first : first + LARGEST] for first in range(0, len(found), LARGEST))
        return tuple(row for part in parts for row in overdue_rows(session, actor, part, now))


Found = Sequence[Any]
"""Keys of rows, and whether they are clocks'."""


def _counts(session: Session, late: Subquery) -> Board:
    """Count by institution, half and reason, in one pass."""
    one = late.c
    groups = (one.institution, one.overdue, one.incident, _holding(one.owner).label("holding"))
    statement: Any = select(*groups, func.count(), func.min(one.due_at)).group_by(
        *groups[:3], "holding"
    )
    over, risk, reasons = Counter[str](), Counter[str](), Counter[Reason]()
    due: list[datetime] = []
    for place, is_late, incident, holding, rows, first in session.connection().execute(statement):
        if not is_late:
            risk[place] += rows
            continue
        over[place] += rows
        reasons["incident" if incident else holding] += rows
        due.append(first)
    return Board(
        total=over.total() + risk.total(),
        overdue=dict(over),
        at_risk=dict(risk),
        reasons=dict(reasons),
        most_late=min(due, default=None),
    )


def _holding(owner: ColumnElement[str]) -> ColumnElement[str]:
    """Say as a reason who has the task; a simple CASE, so that the owner is looked up once."""
    said = {"": "waiting", NOBODY: "unclaimed"}
    return case(said, value=func.coalesce(owner, ""), else_="not_completed")


def _found(session: Session, late: Subquery, limit: int | None, offset: int) -> Found:
    """Find the keys of a page in order, and whether they are clocks'."""
    one = late.c
    order = (one.due_at, one.key)
    statement = select(one.key, one.of_clock).order_by(*order).limit(limit).offset(offset)
    return session.connection().execute(statement).all()


def _kept(session: Session, late: Subquery, keys: Sequence[str]) -> Found:
    if not keys:
        return ()
    statement = select(late.c.key, late.c.of_clock).where(among(late.c.key, keys))
    return session.connection().execute(statement).all()
