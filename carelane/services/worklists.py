"""My worklist: the open human tasks of my roles at my institutions, filtered, sorted, counted, paged."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, SQLColumnExpression, case, func
from sqlmodel import Session, and_, col, or_

from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services.case_lists import mentions
from carelane.services.task_rows import Search, TaskRow, joined, task_rows
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, own_task, owned_by

OPEN_FOR_PEOPLE = ("ready", "reserved", "in_progress", "suspended")
URGENCIES = ("E", "U", "P", "R")
TaskState = Literal["all", "mine", "unclaimed", "others"]
Sort = Literal["urgency", "due", "created", "patient", "priority"]


@dataclass(frozen=True, slots=True)
class WorklistFilter:
    """What to show. Empty means no restriction; ``state`` and ``overdue`` do not change the counts.

    ``text`` looks for every word in patient name, initials, end of the id number, business key and
    task name. ``institution`` and ``role`` narrow to what one of my memberships owns.
    """

    text: str = ""
    urgency: tuple[str, ...] = ()
    process: str = ""
    state: TaskState = "all"
    overdue: bool = False
    institution: str = ""
    role: str = ""
    sort: Sort = "urgency"
    descending: bool = False
    page: int = 1
    page_size: int = 50


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
        base = _base(actor, chosen)
        total = _count(session, [*base, *_narrowing(actor, chosen, now)])
        size = max(1, min(chosen.page_size, 500))
        pages = max(1, -(-total // size))
        page = max(1, min(chosen.page, pages))
        where = [*base, *_narrowing(actor, chosen, now)]
        search = Search(where, _order(chosen), size, (page - 1) * size)
        rows = task_rows(session, actor, now, search)
        counts = _counts(session, base, actor, now)
    return WorklistPage(rows=rows, total=total, counts=counts, page=page, pages=pages)


def my_processes(database: Database, actor: Actor) -> tuple[tuple[str, str], ...]:
    """List (process id, name) of the processes that have open tasks for the actor, for the filter."""
    statement = (
        joined(ProcessInstance.process_id, func.max(ProcessDefinition.name))
        .where(*_base(actor, WorklistFilter()))
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
            *_base(actor, WorklistFilter()),
            col(HumanTask.id) != done,
            or_(
                col(HumanTask.actual_owner).is_(None),
                col(HumanTask.actual_owner) == actor.person_id,
            ),
        )
        .order_by(
            case((col(HumanTask.instance_id) == instance_id, 0), else_=1),
            *_order(WorklistFilter()),
        )
        .limit(1)
    )
    found: str | None = session.connection().execute(statement).scalar()
    return found


def _base(actor: Actor, wanted: WorklistFilter) -> list[ColumnElement[bool]]:
    """Collect the conditions that also hold for the counts; visibility is the first."""
    clauses = [
        col(HumanTask.closed_at).is_(None),
        col(HumanTask.state).in_(OPEN_FOR_PEOPLE),
        own_task(actor),
    ]
    if wanted.institution or wanted.role:
        clauses.append(owned_by(wanted.institution, wanted.role))
    if wanted.urgency:
        clauses.append(col(HumanTask.urgency).in_(wanted.urgency))
    if wanted.process:
        clauses.append(col(ProcessInstance.process_id) == wanted.process)
    clauses += [_mentions(word) for word in wanted.text.split()[:5]]
    return clauses


def _mentions(word: str) -> ColumnElement[bool]:
    """Find one word where people look for a task: its case, or its name."""
    name = func.upper(col(HumanTask.name))
    return or_(mentions(word), name.contains(word.upper(), autoescape=True))


def _narrowing(actor: Actor, wanted: WorklistFilter, now: datetime) -> list[ColumnElement[bool]]:
    """Collect the conditions of the tabs."""
    owner = col(HumanTask.actual_owner)
    clauses: dict[TaskState, list[ColumnElement[bool]]] = {
        "all": [],
        "mine": [owner == actor.person_id],
        "unclaimed": [owner.is_(None)],
        "others": [owner.is_not(None), owner != actor.person_id],
    }
    late = [col(HumanTask.due_at) < now] if wanted.overdue else []
    return clauses[wanted.state] + late


def _order(wanted: WorklistFilter) -> list[SQLColumnExpression[Any]]:
    """Sort as asked; without a due time comes last; ties are broken the same way every time."""
    rank = case(
        {code: place for place, code in enumerate(URGENCIES)},
        value=col(HumanTask.urgency),
        else_=len(URGENCIES),
    )
    due = col(HumanTask.due_at)
    by_due: list[SQLColumnExpression[Any]] = [case((due.is_(None), 1), else_=0), due]
    leading: dict[Sort, list[SQLColumnExpression[Any]]] = {
        "urgency": [rank],
        "due": [],
        "created": [col(HumanTask.created_at)],
        "patient": [col(ProcessInstance.patient_name)],
        "priority": [-col(HumanTask.priority)],
    }
    first = leading[wanted.sort]
    if wanted.descending:
        if not first:
            by_due = [by_due[0], due.desc()]
        first = [clause.desc() for clause in first]
    return [*first, *by_due, col(HumanTask.created_at), col(HumanTask.id)]


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
