"""What is late or about to be, at the institutions that the actor supervises: where, with whom, why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services.names import Name, Names
from carelane.services.task_rows import Ownership, owners_of
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, supervised_case

AT_RISK_PERCENT = 80
_LIGHT = (
    defer(HumanTask.variables, raiseload=True),  # type: ignore[arg-type]
    defer(HumanTask.draft, raiseload=True),  # type: ignore[arg-type]
    defer(ProcessInstance.variables, raiseload=True),  # type: ignore[arg-type]
)
Reason = Literal["unclaimed", "not_completed", "incident", "waiting"]


@dataclass(frozen=True, slots=True)
class OverdueFilter:
    """Which rows; empty means no restriction. ``kind``: overdue, at_risk or both."""

    kind: Literal["", "overdue", "at_risk"] = ""
    institution: str = ""
    process: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """Something late (or, with ``overdue`` false, at risk), without the patient's name.

    ``reason``: nobody has taken the task (unclaimed), somebody has and did not complete it
    (not_completed), the case waits for an incident to be resolved, or for a message or job (waiting).
    ``late`` is negative while there is time left.
    """

    instance_id: str
    task_id: str | None
    business_key: str
    definition_id: str
    process_id: str
    process_name: str
    element_id: str
    what: str
    urgency: str
    institution: Name
    owners: tuple[Ownership, ...]
    actual_owner: Name | None
    start_at: datetime
    due_at: datetime
    late: timedelta
    percent: int
    overdue: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class Board:
    """The rows, latest first, and how many are overdue and at risk by institution."""

    rows: tuple[OverdueRow, ...] = ()
    overdue: dict[str, int] = field(default_factory=dict)
    at_risk: dict[str, int] = field(default_factory=dict)


def overdue(database: Database, actor: Actor, wanted: OverdueFilter | None = None) -> Board:
    """Give the board of a supervisor; empty for people who supervise nothing."""
    chosen = wanted or OverdueFilter()
    with database.reading() as session:
        return board(session, actor, database.now(), chosen)


def board(session: Session, actor: Actor, now: datetime, chosen: OverdueFilter) -> Board:
    """Collect clocks that run late and tasks with a due time but without a clock."""
    clauses = _clauses(actor, chosen)
    found = _from_clocks(session, clauses, now) + _from_tasks(session, clauses, now)
    rows = sorted(
        _rows(session, found, now), key=lambda row: (-row.late, row.instance_id, row.element_id)
    )
    kept = tuple(row for row in rows if chosen.kind in ("", _kind(row)))
    return Board(
        rows=kept,
        overdue=dict(Counter(row.institution.id for row in kept if row.overdue)),
        at_risk=dict(Counter(row.institution.id for row in kept if not row.overdue)),
    )


def _kind(row: OverdueRow) -> str:
    """Name the half of the board that a row belongs to."""
    return "overdue" if row.overdue else "at_risk"


def _clauses(actor: Actor, wanted: OverdueFilter) -> list[ColumnElement[bool]]:
    """Start from what the actor supervises."""
    clauses = [supervised_case(actor), col(ProcessInstance.state) == "active"]
    if wanted.institution:
        clauses.append(col(ProcessInstance.institution_code) == wanted.institution)
    if wanted.process:
        clauses.append(col(ProcessInstance.process_id) == wanted.process)
    if wanted.urgency:
        clauses.append(col(ProcessInstance.urgency) == wanted.urgency)
    return clauses


@dataclass(frozen=True, slots=True)
class _Late:
    """What was found, before names are added."""

    case: ProcessInstance
    definition: ProcessDefinition
    task: HumanTask | None
    element_id: str
    start_at: datetime
    due_at: datetime
    percent: int


def _from_clocks(
    session: Session, clauses: list[ColumnElement[bool]], now: datetime
) -> list[_Late]:
    """Find clocks that still run and are late or nearly so."""
    statement = (
        select(Deadline, ProcessInstance, ProcessDefinition, HumanTask)
        .join(ProcessInstance, col(ProcessInstance.id) == col(Deadline.instance_id))
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
        .outerjoin(
            HumanTask,
            and_(
                col(HumanTask.instance_id) == col(Deadline.instance_id),
                col(HumanTask.task_id) == col(Deadline.task_id),
            ),
        )
        .where(
            *clauses,
            col(Deadline.stopped_at).is_(None),
            or_(col(Deadline.percent) >= AT_RISK_PERCENT, col(Deadline.due_at) < now),
        )
        .options(*_LIGHT)
    )
    return [
        _Late(case, definition, task, clock.element_id, clock.start_at, clock.due_at, clock.percent)
        for clock, case, definition, task in session.exec(statement)
    ]


def _from_tasks(session: Session, clauses: list[ColumnElement[bool]], now: datetime) -> list[_Late]:
    """Find open tasks that are past due and have no clock of their own."""
    clock = select(Deadline.id).where(
        col(Deadline.instance_id) == col(HumanTask.instance_id),
        col(Deadline.task_id) == col(HumanTask.task_id),
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
        _Late(case, definition, task, task.element_id, task.created_at, task.due_at or now, 0)
        for task, case, definition in session.exec(statement)
    ]


def _rows(session: Session, found: list[_Late], now: datetime) -> list[OverdueRow]:
    """Add the names."""
    tasks = [late.task for late in found if late.task is not None]
    names = Names(session, [task.actual_owner for task in tasks])
    owners = owners_of(session, [task.id for task in tasks], names)
    return [_row(late, names, owners, now) for late in found]


def _row(
    late: _Late, names: Names, owners: Mapping[str, tuple[Ownership, ...]], now: datetime
) -> OverdueRow:
    """Put one row together."""
    case, task = late.case, late.task
    length = (late.due_at - late.start_at).total_seconds()
    passed = (now - late.start_at).total_seconds()
    live = round(100 * passed / length) if length > 0 else 100
    return OverdueRow(
        instance_id=case.id,
        task_id=task.id if task else None,
        business_key=case.business_key,
        process_id=case.process_id,
        process_name=late.definition.name,
        definition_id=late.definition.id,
        element_id=late.element_id,
        what=task.name if task else late.element_id,
        urgency=case.urgency,
        institution=names.institution(case.institution_code),
        owners=owners.get(task.id, ()) if task else (),
        actual_owner=names.person(task.actual_owner) if task else None,
        start_at=late.start_at,
        due_at=late.due_at,
        late=now - late.due_at,
        percent=max(late.percent, live),
        overdue=late.due_at < now,
        reason=_reason(case, task),
    )


def _reason(case: ProcessInstance, task: HumanTask | None) -> Reason:
    """Say what the case waits for."""
    if case.has_incident:
        return "incident"
    if task is None:
        return "waiting"
    return "not_completed" if task.actual_owner else "unclaimed"
