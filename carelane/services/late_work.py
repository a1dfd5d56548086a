"""What is late or about to be, as statements: narrow rows that the database narrows, counts, sorts and pages.

A clock that runs late or nearly so is one row, whatever number of tasks it stands over; an open task that is past due is one
where no clock makes it due. Names, calendars and owners are read for the rows of a page only (`carelane.services.overdue_rows`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlmodel import col

from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ProcessInstance
from carelane.services.late_holders import NOBODY, holder
from carelane.services.visibility import Actor, supervised_case

AT_RISK_PERCENT = 80
BREACH = 100
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class OverdueFilter:
    """Which rows; empty means no restriction. ``kind``: overdue, at_risk or both.

    ``element`` is the id of an element, ``owner`` the id of the person who has it now, or `NOBODY`.
    """

    kind: Literal["", "overdue", "at_risk"] = ""
    institution: str = ""
    process: str = ""
    urgency: str = ""
    element: str = ""
    owner: str = ""
    page: int = 1
    page_size: int = PAGE_SIZE


def late_work(
    actor: Actor, now: datetime, wanted: OverdueFilter | None = None, first: int | None = None
) -> Subquery:
    """Give the rows of the actor's board that a filter means, or the ``first`` of each kind, by when they were due.

    Columns: ``key`` (the clock's id, else the task's), ``of_clock``, ``institution``, ``process``, ``definition``, ``element``,
    ``name`` (the clock's, if it has one), ``due_at``, ``overdue``, ``incident``, ``owner`` (a person, `NOBODY`, or null where
    no task is open).
    """
    chosen = wanted or OverdueFilter()
    parts = [_clocks(actor, now, chosen), _tasks(actor, now, chosen)]
    if first is not None:  # both are read in the order of an index, and no further than this
        parts = [select(each.order_by("due_at", "key").limit(first).subquery()) for each in parts]
    return union_all(*parts).subquery("late_work")


def _clocks(actor: Actor, now: datetime, wanted: OverdueFilter) -> Select[Any]:
    """Find clocks that still run and are late or nearly so."""
    standing_still = col(Deadline.paused_at).is_not(None)
    soon = or_(col(Deadline.percent) >= AT_RISK_PERCENT, col(Deadline.due_at) < now)
    overdue = and_(col(Deadline.due_at) < now, ~standing_still)
    owner = holder()
    statement: Any = select(
        col(Deadline.id).label("key"),
        true().label("of_clock"),
        *_of_case(),
        col(Deadline.element_id).label("element"),
        col(Deadline.name).label("name"),
        col(Deadline.due_at).label("due_at"),
        overdue.label("overdue"),
        owner.label("owner"),
    )
    late: Select[Any] = statement.join(
        ProcessInstance, col(ProcessInstance.id) == col(Deadline.instance_id)
    ).where(
        *_mine(actor),
        col(Deadline.stopped_at).is_(None),
        or_(col(Deadline.percent) >= BREACH, and_(~standing_still, soon)),
        *_narrowed(wanted, col(Deadline.element_id), overdue, owner),
    )
    return late


def _tasks(actor: Actor, now: datetime, wanted: OverdueFilter) -> Select[Any]:
    """Find open tasks that are past due and no clock of their own runs, nor one over them that makes them due."""
    over = and_(col(Deadline.task_id) == "", col(Deadline.due_at) == col(HumanTask.due_at))
    clock = select(col(Deadline.id)).where(
        col(Deadline.instance_id) == col(HumanTask.instance_id),
        col(Deadline.stopped_at).is_(None),
        or_(col(Deadline.task_id) == col(HumanTask.task_id), over),
    )
    owner = func.coalesce(col(HumanTask.actual_owner), NOBODY)
    statement: Any = select(
        col(HumanTask.id).label("key"),
        false().label("of_clock"),
        *_of_case(),
        col(HumanTask.element_id).label("element"),
        literal("").label("name"),
        col(HumanTask.due_at).label("due_at"),
        true().label("overdue"),
        owner.label("owner"),
    )
    late: Select[Any] = statement.join(
        ProcessInstance, col(ProcessInstance.id) == col(HumanTask.instance_id)
    ).where(
        *_mine(actor),
        col(HumanTask.closed_at).is_(None),
        col(HumanTask.due_at) < now,
        ~clock.exists(),
        *_narrowed(wanted, col(HumanTask.element_id), true(), owner),
    )
    return late


def _of_case() -> tuple[ColumnElement[Any], ...]:
    return (
        col(ProcessInstance.institution_code).label("institution"),
        col(ProcessInstance.process_id).label("process"),
        col(ProcessInstance.definition_id).label("definition"),
        col(ProcessInstance.has_incident).label("incident"),
    )


def _mine(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return supervised_case(actor), col(ProcessInstance.state) == "active"


def _narrowed(
    wanted: OverdueFilter,
    element: SQLColumnExpression[str],
    overdue: ColumnElement[bool],
    owner: ColumnElement[str],
) -> list[ColumnElement[bool]]:
    """Say what a filter means."""
    pairs: tuple[tuple[str, SQLColumnExpression[str]], ...] = (
        (wanted.institution, col(ProcessInstance.institution_code)),
        (wanted.process, col(ProcessInstance.process_id)),
        (wanted.urgency, col(ProcessInstance.urgency)),
        (wanted.element, element),
        (wanted.owner, func.coalesce(owner, NOBODY)),
    )
    found = [column == value for value, column in pairs if value]
    if wanted.kind:
        found.append(overdue if wanted.kind == "overdue" else ~overdue)
    return found
