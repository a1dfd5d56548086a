"""My worklist: the open human tasks of my roles at my institutions, filtered, sorted, counted, paged."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, and_, col, or_

from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services.pages import window
from carelane.services.task_rows import Search, TaskRow, joined, task_rows
from carelane.services.transaction import Database
from carelane.services.visibility import Actor
from carelane.services.worklist_filters import (
    URGENCIES,
    Sort,
    TaskState,
    WorklistFilter,
    base_clauses,
    narrowing,
    ordering,
)

__all__ = [
    "URGENCIES",
    "Sort",
    "TaskState",
    "WorklistCounts",
    "WorklistFilter",
    "WorklistPage",
    "my_processes",
    "my_tasks",
    "next_task",
]


@dataclass(frozen=True, slots=True)
class WorklistCounts:
    """How many tasks the filter leaves before ``state`` and ``overdue`` are applied."""

    all: int = 0
    mine: int = 0
    unclaimed: int = 0
    others: int = 0
    overdue: int = 0
    emergencies: int = 0


@dataclass(frozen=True, slots=True)
class WorklistPage:
    """One page: its rows, how many rows all pages have, and the counts."""

    rows: tuple[TaskRow, ...]
    total: int
    counts: WorklistCounts
    page: int
    pages: int


def my_tasks(
    database: Database, actor: Actor, wanted: WorklistFilter | None = None
) -> WorklistPage:
    """Give a page of the actor's worklist; a page beyond the last gives the last."""
    chosen = wanted or WorklistFilter()
    now = database.now()
    with database.reading() as session:
        base = base_clauses(actor, chosen)
        total = _count(session, [*base, *narrowing(actor, chosen, now)])
        shown = window(total, chosen.page, chosen.page_size)
        where = [*base, *narrowing(actor, chosen, now)]
        search = Search(where, ordering(chosen), shown.size, shown.offset)
        rows = task_rows(session, actor, now, search)
        counts = _counts(session, base, actor, now)
    return WorklistPage(rows=rows, total=total, counts=counts, page=shown.page, pages=shown.pages)


def my_processes(database: Database, actor: Actor) -> tuple[tuple[str, str], ...]:
    """List (process id, name) of the processes that have open tasks for the actor, for the filter."""
    statement = (
        joined(ProcessInstance.process_id, func.max(ProcessDefinition.name))
        .where(*base_clauses(actor, WorklistFilter()))
        .group_by(col(ProcessInstance.process_id))
        .order_by(col(ProcessInstance.process_id))
    )
    with database.reading() as session:
        return tuple((row[0], row[1]) for row in session.connection().execute(statement))


def next_task(session: Session, actor: Actor, instance_id: str, done: str) -> str | None:
    """Choose what to do after ``done``: the same case first, then by urgency and due time."""
    statement = (
        joined(HumanTask.id)
        .where(
            *base_clauses(actor, WorklistFilter()),
            col(HumanTask.id) != done,
            or_(
                col(HumanTask.actual_owner).is_(None),
                col(HumanTask.actual_owner) == actor.person_id,
            ),
        )
        .order_by(
            case((col(HumanTask.instance_id) == instance_id, 0), else_=1),
            *ordering(WorklistFilter()),
        )
        .limit(1)
    )
    found: str | None = session.connection().execute(statement).scalar()
    return found


def _count(session: Session, clauses: list[ColumnElement[bool]]) -> int:
    """Count rows."""
    statement = joined(func.count()).where(*clauses)
    return int(session.connection().execute(statement).scalar_one())


def _counts(
    session: Session, base: list[ColumnElement[bool]], actor: Actor, now: datetime
) -> WorklistCounts:
    """Count all tabs in one pass."""
    owner = col(HumanTask.actual_owner)

    def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    statement = joined(
        func.count(),
        number(owner == actor.person_id),
        number(owner.is_(None)),
        number(and_(owner.is_not(None), owner != actor.person_id)),
        number(col(HumanTask.due_at) < now),
        number(col(HumanTask.urgency) == "E"),
    ).where(*base)
    return WorklistCounts(*map(int, session.connection().execute(statement).one()))
