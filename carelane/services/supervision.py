"""What is late or about to be, at the institutions that the actor supervises: where, with whom, why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services.overdue_rows import Late, OverdueRow, overdue_rows
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, supervised_case

__all__ = ["NOBODY", "Board", "OverdueFilter", "OverdueRow", "board", "narrowed", "overdue"]

AT_RISK_PERCENT = 80
BREACH = 100
_LIGHT = (
    defer(HumanTask.variables, raiseload=True),  # type: ignore[arg-type]
    defer(HumanTask.draft, raiseload=True),  # type: ignore[arg-type]
    defer(ProcessInstance.variables, raiseload=True),  # type: ignore[arg-type]
)


NOBODY = "-"
"""Stands for nobody where a filter names who has something."""


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


@dataclass(frozen=True, slots=True)
class Board:
    """The rows, latest first, and how many are overdue and at risk by institution."""

    rows: tuple[OverdueRow, ...] = ()
    overdue: dict[str, int] = field(default_factory=dict)
    at_risk: dict[str, int] = field(default_factory=dict)


def overdue(database: Database, actor: Actor, wanted: OverdueFilter | None = None) -> Board:
    """Give the board of a supervisor; empty for people who supervise nothing."""
    with database.reading() as session:
        whole = board(session, actor, database.now())
    return narrowed(whole, wanted) if wanted else whole


def board(session: Session, actor: Actor, now: datetime) -> Board:
    """Collect clocks that run late and tasks with a due time but without a clock."""
    clauses = [supervised_case(actor), col(ProcessInstance.state) == "active"]
    found = _from_clocks(session, clauses, now) + _from_tasks(session, clauses, now)
    return _counted(
        sorted(
            overdue_rows(session, found, now),
            key=lambda row: (-row.late, row.instance_id, row.element_id),
        )
    )


def narrowed(whole: Board, wanted: OverdueFilter) -> Board:
    """Keep the rows of a board that a filter means."""
    return _counted(row for row in whole.rows if _means(wanted, row))


def _means(wanted: OverdueFilter, row: OverdueRow) -> bool:
    """Say whether a filter means a row."""
    owner = row.actual_owner.id if row.actual_owner else NOBODY
    pairs = (
        (wanted.kind, "overdue" if row.overdue else "at_risk"),
        (wanted.institution, row.institution.id),
        (wanted.process, row.process_id),
        (wanted.urgency, row.urgency),
        (wanted.element, row.element_id),
        (wanted.owner, owner),
    )
    return all(value in {"", is_} for value, is_ in pairs)


def _counted(rows: Iterable[OverdueRow]) -> Board:
    """Put a board together."""
    kept = tuple(rows)
    return Board(
        rows=kept,
        overdue=dict(Counter(row.institution.id for row in kept if row.overdue)),
        at_risk=dict(Counter(row.institution.id for row in kept if not row.overdue)),
    )


def _from_clocks(session: Session, clauses: list[ColumnElement[bool]], now: datetime) -> list[Late]:
    """Find clocks that still run and are late or nearly so."""
    statement = (
        select(Deadline, ProcessInstance, ProcessDefinition, HumanTask)
        .join(ProcessInstance, col(ProcessInstance.id) == col(Deadline.instance_id))
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
        .outerjoin(
            HumanTask,
            and_(
                col(HumanTask.instance_id) == col(Deadline.instance_id),
                or_(
                    col(HumanTask.task_id) == col(Deadline.task_id),
                    and_(col(Deadline.task_id) == "", col(HumanTask.closed_at).is_(None)),
                ),
            ),
        )
        .where(
            *clauses,
            col(Deadline.stopped_at).is_(None),
            or_(
                col(Deadline.percent) >= BREACH,
                and_(
                    col(Deadline.paused_at).is_(None),
                    or_(col(Deadline.percent) >= AT_RISK_PERCENT, col(Deadline.due_at) < now),
                ),
            ),
        )
        .options(*_LIGHT)
    )
    found: dict[str, Late] = {}
    for clock, case, definition, task in session.exec(statement):
        times = clock.start_at, clock.due_at, clock.percent
        late = Late(case, definition, task, clock.element_id, *times, clock)
        found[clock.id] = _holding(late, found.get(clock.id))
    return list(found.values())


def _holding(one: Late, other: Late | None) -> Late:
    """Choose whose task a clock over several waits for: the one that is due with it, else the oldest."""
    if other is None or other.task is None or one.task is None:
        return one
    return min(one, other, key=_order_of_tasks)


def _order_of_tasks(late: Late) -> tuple[bool, datetime, str]:
    assert late.task is not None
    return late.task.due_at != late.due_at, late.task.created_at, late.task.id


def _from_tasks(session: Session, clauses: list[ColumnElement[bool]], now: datetime) -> list[Late]:
    """Find open tasks that are past due and have no clock of their own, nor one over them that makes them due."""
    over = and_(
        col(Deadline.task_id) == "",
        col(Deadline.stopped_at).is_(None),
        col(Deadline.due_at) == col(HumanTask.due_at),
    )
    clock = select(Deadline.id).where(
        col(Deadline.instance_id) == col(HumanTask.instance_id),
        or_(col(Deadline.task_id) == col(HumanTask.task_id), over),
    )
    statement = (
        select(HumanTask, ProcessInstance, ProcessDefinition)
        .join(ProcessInstance, col(ProcessInstance.id) == col(HumanTask.instance_id))
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
        .where(
            *clauses,
            col(HumanTask.closed_at).is_(None),
            col(HumanTask.due_at) < now,
            ~clock.exists(),
        )
        .options(*_LIGHT)
    )
    return [
        Late(case, definition, task, task.element_id, task.created_at, task.due_at or now, 0)
        for task, case, definition in session.exec(statement)
    ]
