"""My worklist: the open human tasks of my roles at my institutions, filtered, sorted, counted, paged.

Found, sorted and counted by the narrow rows of `worklist_entries`; only the rows of the page are read in full.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import Session, col, or_

from carelane.domain.human_tasks import HumanTask
from carelane.domain.worklist_entries import WorklistEntry
from carelane.services.pages import window
from carelane.services.task_rows import Search, TaskRow, task_rows
from carelane.services.transaction import Database
from carelane.services.visibility import (
    Actor,
    administered_entry,
    administered_task,
    own_entry,
    own_task,
)
from carelane.services.worklist_filters import (
    GROUP_ZONE,
    SUSPENDED,
    URGENCIES,
    Due,
    Look,
    Scope,
    Since,
    Sort,
    TaskState,
    WorklistFilter,
    base_clauses,
    narrowing,
    ordering,
    owned,
    timed,
)

__all__ = [
    "URGENCIES",
    "Due",
    "Scope",
    "Since",
    "Sort",
    "TaskState",
    "WorklistCounts",
    "WorklistFilter",
    "WorklistPage",
    "count_filters",
    "following",
    "my_tasks",
    "next_task",
]

Clauses = list[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class WorklistCounts:
    """How many tasks the filter leaves before ``state`` and ``due`` are applied; ``today``: due, and not late yet.

    What is put aside counts as ``aside`` and, until it is late, as nothing else.
    """

    all: int = 0
    mine: int = 0
    unclaimed: int = 0
    others: int = 0
    overdue: int = 0
    at_risk: int = 0
    today: int = 0
    emergencies: int = 0
    aside: int = 0


@dataclass(frozen=True, slots=True)
class WorklistPage:
    """One page: its rows, how many rows all pages have, and the counts."""

    rows: tuple[TaskRow, ...]
    total: int
    counts: WorklistCounts
    page: int
    pages: int


def my_tasks(
    database: Database,
    actor: Actor,
    wanted: WorklistFilter | None = None,
    zone: tzinfo = GROUP_ZONE,
) -> WorklistPage:
    """Give a page of the actor's worklist; a page beyond the last gives the last."""
    chosen = wanted or WorklistFilter()
    look = Look(actor, database.now(), zone)
    with database.reading() as session:
        base = [_whose(session, actor, chosen)]
        base += base_clauses(look, chosen)
        narrow = narrowing(look, chosen)
        total, counts = _counts(session, look, base, narrow)
        shown = window(total, chosen.page, chosen.page_size)
        ids = _ids(session, [*base, *narrow], chosen, shown.size, shown.offset)
        rows = _rows(session, look, ids, chosen.scope)
    return WorklistPage(rows=rows, total=total, counts=counts, page=shown.page, pages=shown.pages)


def count_filters(
    database: Database, actor: Actor, filters: Sequence[WorklistFilter], zone: tzinfo = GROUP_ZONE
) -> tuple[int, ...]:
    """Count the actor's tasks under each of these filters, in one pass for those of the same desks."""
    look = Look(actor, database.now(), zone)
    found: dict[int, int] = {}
    with database.reading() as session:
        for desks in dict.fromkeys(map(_desks, filters)):
            same = [n for n, each in enumerate(filters) if _desks(each) == desks]
            sums = [_number(_clauses(look, filters[n])) for n in same]
            statement: Any = select(*sums).select_from(WorklistEntry)
            statement = statement.where(_whose(session, actor, filters[same[0]]))
            found |= zip(same, session.connection().execute(statement).one(), strict=True)
    return tuple(int(found[number]) for number in range(len(filters)))


def _desks(wanted: WorklistFilter) -> tuple[str, str, str]:
    """Give what of a filter says whose tasks it is about."""
    return wanted.scope, wanted.institution, wanted.role


def _whose(session: Session, actor: Actor, wanted: WorklistFilter) -> ColumnElement[bool]:
    """Find the rows of what the actor may do, or decides about."""
    if wanted.scope == "administered":
        return administered_entry(actor, wanted.institution, wanted.role)
    return own_entry(session, actor, wanted.institution, wanted.role)


def following(database: Database, actor: Actor, task_id: str) -> str | None:
    """Choose what to do after a task that the actor has given away or ended; nothing where nothing is left."""
    with database.reading() as session:
        return next_task(session, actor, task_id.partition(":")[0], task_id)


def next_task(session: Session, actor: Actor, instance_id: str, done: str) -> str | None:
    """Choose what to do after ``done``: the same case first, then by urgency and due time."""
    entry = WorklistEntry
    free = or_(col(entry.actual_owner).is_(None), col(entry.actual_owner) == actor.person_id)
    open_now = (col(entry.state) != SUSPENDED, col(entry.task_id) != done, free)
    for where in ([col(entry.instance_id) == instance_id], []):
        statement = (
            select(col(entry.task_id))
            .where(own_entry(session, actor), *open_now, *where)
            .order_by(*ordering(WorklistFilter()))
            .limit(1)
        )
        found: str | None = session.connection().execute(statement).scalar()
        if found is not None:
            return found
    return None


def _ids(
    session: Session, where: Clauses, wanted: WorklistFilter, limit: int, offset: int
) -> list[str]:
    """Find the tasks of a page, in order."""
    statement = (
        select(col(WorklistEntry.task_id))
        .where(*where)
        .order_by(*ordering(wanted))
        .limit(limit)
        .offset(offset)
    )
    return list(session.connection().execute(statement).scalars())


def _rows(session: Session, look: Look, ids: Sequence[str], scope: Scope) -> tuple[TaskRow, ...]:
    """Read these tasks in full; what the tasks themselves do not allow is not shown."""
    if not ids:
        return ()
    actor = look.actor
    allowed = administered_task(actor) if scope == "administered" else own_task(actor, few=True)
    where = [col(HumanTask.id).in_(ids), allowed]
    found = {row.id: row for row in task_rows(session, look.actor, look.now, Search(where, []))}
    return tuple(found[each] for each in ids if each in found)


def _clauses(look: Look, wanted: WorklistFilter) -> Clauses:
    return [*base_clauses(look, wanted), *narrowing(look, wanted)]


def _number(clauses: Clauses) -> ColumnElement[int]:
    """Count the rows for which all clauses hold."""
    number = func.count()
    return number.filter(and_(*clauses)) if clauses else number


def _counts(
    session: Session, look: Look, base: Clauses, narrow: Clauses
) -> tuple[int, WorklistCounts]:
    """Count all tabs, and what the narrowing leaves, in one pass."""
    sight = owned(look, "all")
    tabs = (
        *(owned(look, state) for state in ("all", "mine", "unclaimed", "others")),
        *([*sight, *timed(look, due)] for due in ("overdue", "at_risk", "today")),
        [*sight, col(WorklistEntry.rank) == 0],
        owned(look, "aside"),
    )
    statement: Any = select(*(_number(clauses) for clauses in (narrow, *tabs)))
    statement = statement.select_from(WorklistEntry).where(*base)
    total, *counts = map(int, session.connection().execute(statement).one())
    return total, WorklistCounts(*counts)
