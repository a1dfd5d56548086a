"""The tasks of one case, filtered and page by page: a case of loops has thousands of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, or_
from sqlmodel import Session, col, select

from carelane.domain.human_tasks import HumanTask
from carelane.services.names import Name, people_named
from carelane.services.onlookers import seen_case
from carelane.services.pages import window
from carelane.services.task_rows import Search, TaskRow, task_rows
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

Half = Literal["open", "closed"]
PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks; empty means no restriction. ``person`` has or had a task, did it, or was acted for."""

    person: str = ""
    element: str = ""


@dataclass(frozen=True, slots=True)
class CaseTasks:
    """A page of the open or of the closed tasks, the newest first; ``found`` of the ``total`` fit the filter."""

    rows: tuple[TaskRow, ...]
    found: int
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class TaskChoices:
    """What the filter can choose from: people, and ids of elements."""

    people: tuple[Name, ...]
    elements: tuple[str, ...]


def tasks_of_case(  # noqa: PLR0913, PLR0917 - whose, of which case, which tasks, which part
    database: Database,
    actor: Actor,
    instance_id: str,
    half: Half,
    wanted: TaskFilter | None = None,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> CaseTasks:
    """List tasks of a case; a page beyond the last gives the last. Raises `CaseNotFound`."""
    with database.reading() as session:
        case = seen_case(session, actor, instance_id)
        whole = (col(HumanTask.instance_id) == case.id, _in(half))
        where = [*whole, *_clauses(wanted or TaskFilter())]
        total = _count(session, whole)
        found = _count(session, where) if len(where) > len(whole) else total
        shown = window(found, page, page_size)
        newest: list[Any] = [col(HumanTask.created_at).desc(), col(HumanTask.id).desc()]
        search = Search(where, newest, shown.size, shown.offset)
        rows = task_rows(session, actor, database.now(), search) if found else ()
        return CaseTasks(rows, found, total, shown.page, shown.pages)


def task_choices(database: Database, actor: Actor, instance_id: str) -> TaskChoices:
    """Give what a filter over a case's tasks can choose from. Raises `CaseNotFound`."""
    with database.reading() as session:
        case = seen_case(session, actor, instance_id)
        here = col(HumanTask.instance_id) == case.id
        elements = session.exec(select(HumanTask.element_id).where(here).distinct()).all()
        people = {
            person
            for column in (HumanTask.actual_owner, HumanTask.completed_by, HumanTask.on_behalf_of)
            for person in session.exec(select(column).where(here).distinct())
            if person
        }
        known = people_named(session, sorted(people))
        return TaskChoices(tuple(known.values()), tuple(sorted(elements)))


def most_urgent(
    session: Session, actor: Actor, instance_id: str, now: datetime, most: int
) -> tuple[tuple[TaskRow, ...], int]:
    """Give the open tasks that are due first, and how many are open in all; the caller has found the case."""
    where = (col(HumanTask.instance_id) == instance_id, _in("open"))
    order = [col(HumanTask.due_at).is_(None), col(HumanTask.due_at), col(HumanTask.created_at)]
    rows = task_rows(session, actor, now, Search(where, order, most))
    return rows, _count(session, where)


def late_elements(session: Session, instance_id: str, now: datetime) -> tuple[str, ...]:
    """Give the elements with an open task past its due time; the caller has found the case."""
    late = (col(HumanTask.instance_id) == instance_id, _in("open"), col(HumanTask.due_at) < now)
    found = select(HumanTask.element_id).where(*late).distinct()
    return tuple(sorted(session.exec(found).all()))


def _in(half: Half) -> ColumnElement[bool]:
    closed = col(HumanTask.closed_at)
    return closed.is_(None) if half == "open" else closed.is_not(None)


def _clauses(wanted: TaskFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.element:
        yield col(HumanTask.element_id) == wanted.element
    if wanted.person:
        about = (HumanTask.actual_owner, HumanTask.completed_by, HumanTask.on_behalf_of)
        yield or_(*(col(each) == wanted.person for each in about))


def _count(session: Session, where: Any) -> int:
    statement: Select[Any] = select(func.count()).select_from(HumanTask).where(*where)
    return int(session.connection().execute(statement).scalar_one())
