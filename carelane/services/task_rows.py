"""A human task as lists show it: with its case, its process and the names of people and institutions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services import clocks
from carelane.services.clocks import RunningClock
from carelane.services.names import Name, Names
from carelane.services.visibility import Actor


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who may do a task: a role at an institution."""

    institution: Name
    role: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of a worklist. ``overdue`` and ``left`` are of the moment of the query.

    ``institution`` is the case's own, ``from_institution`` where the case came from. The actual owner acts for the absent
    ``on_behalf_of``, if there is one; ``suspended_by`` put the task aside ``until``.
    """

    id: str
    instance_id: str
    element_id: str
    name: str
    form_id: str
    state: str
    version: int
    definition_id: str
    process_id: str
    process_name: str
    business_key: str
    business_status: str
    patient_name: str
    urgency: str
    priority: int
    institution: Name
    from_institution: Name
    owners: tuple[Ownership, ...]
    actual_owner: Name | None
    completed_by: Name | None
    mine: bool
    created_at: datetime
    claimed_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    follow_up_at: datetime | None
    left: timedelta | None
    overdue: bool
    sla_percent: int
    clock: RunningClock | None = None
    """The clock that makes it due, or that stands still over it."""
    on_behalf_of: Name | None = None
    suspended_by: Name | None = None
    suspended_until: datetime | None = None
    owner_away: bool = False
    """Whether the reader stands in for whoever has it."""


Triple = tuple[HumanTask, ProcessInstance, ProcessDefinition]
_NOT_IN_LISTS: tuple[Any, ...] = (
    HumanTask.variables,
    HumanTask.draft,
    HumanTask.excluded,
    ProcessInstance.variables,
    ProcessInstance.pools,
    ProcessDefinition.pools,
    ProcessDefinition.message_starts,
    ProcessDefinition.timer_starts,
    ProcessDefinition.signal_starts,
    ProcessDefinition.conditional_starts,
)
"""Values of which no list shows anything; taking fifty rows of them apart costs more than the rows."""


def joined(*wanted: Any) -> Select[Any]:
    """Select from human tasks together with their cases and definitions."""
    statement: Select[Any] = select(*wanted)
    return (
        statement.select_from(HumanTask)
        .join(ProcessInstance, col(ProcessInstance.id) == col(HumanTask.instance_id))
        .join(ProcessDefinition, col(ProcessDefinition.id) == col(ProcessInstance.definition_id))
    )


@dataclass(frozen=True, slots=True)
class Search:
    """Which tasks, in which order, which part of them; ``where`` must hold a clause of visibility."""

    where: Sequence[ColumnElement[bool]]
    order: Sequence[SQLColumnExpression[Any]]
    limit: int | None = None
    offset: int = 0


def task_rows(session: Session, actor: Actor, now: datetime, search: Search) -> tuple[TaskRow, ...]:
    """Find tasks and give them with all names."""
    light = (
        joined(HumanTask, ProcessInstance, ProcessDefinition)
        .where(*search.where)
        .order_by(*search.order)
        .limit(search.limit)
        .offset(search.offset)
        .options(
            *(defer(each, raiseload=True) for each in _NOT_IN_LISTS),
        )
    )
    triples: list[Triple] = [(row[0], row[1], row[2]) for row in session.exec(light)]  # type: ignore[call-overload]
    return rows_of(session, actor, now, triples)


def rows_of(
    session: Session, actor: Actor, now: datetime, triples: Sequence[Triple]
) -> tuple[TaskRow, ...]:
    """Add the names to tasks that were found already."""
    tasks = [task for task, _case, _definition in triples]
    cases = [case for _task, case, _definition in triples]
    found = _owner_rows(session, [task.id for task in tasks])
    places = {row.institution_code for row in found}
    places |= {code for case in cases for code in (case.institution_code, case.from_institution)}
    names = Names(session, [who for task in tasks for who in _people(task)], places)
    owners = _named(found, names)
    ticking = clocks.of_tasks(session, tasks, cases, now)
    rows = (_row(triple, owners[triple[0].id], names, actor, now) for triple in triples)
    return tuple(replace(row, clock=ticking.get(row.id)) for row in rows)


def _people(task: HumanTask) -> tuple[str | None, ...]:
    """Give everybody whom a row names."""
    return task.actual_owner, task.completed_by, task.on_behalf_of, task.suspended_by


def owners_of(
    session: Session, tasks: Sequence[str], names: Names
) -> defaultdict[str, tuple[Ownership, ...]]:
    """Find the potential owners of these tasks, in a fixed order."""
    return _named(_owner_rows(session, tasks), names)


def _owner_rows(session: Session, tasks: Sequence[str]) -> Sequence[HumanTaskOwner]:
    return session.exec(
        select(HumanTaskOwner)
        .where(col(HumanTaskOwner.human_task_id).in_(tasks))
        .order_by(col(HumanTaskOwner.institution_code), col(HumanTaskOwner.role))
    ).all()


def _named(rows: Iterable[HumanTaskOwner], names: Names) -> defaultdict[str, tuple[Ownership, ...]]:
    """Give the potential owners by task, with their names."""
    found: defaultdict[str, tuple[Ownership, ...]] = defaultdict(tuple)
    for row in rows:
        ownership = Ownership(names.institution(row.institution_code), row.role)
        found[row.human_task_id] = (*found[row.human_task_id], ownership)
    return found


def _row(
    triple: Triple, owners: tuple[Ownership, ...], names: Names, actor: Actor, now: datetime
) -> TaskRow:
    """Put one row together."""
    task, case, definition = triple
    open_and_due = task.due_at is not None and task.closed_at is None
    left = task.due_at - now if task.due_at is not None and open_and_due else None
    return TaskRow(
        id=task.id,
        instance_id=case.id,
        element_id=task.element_id,
        name=task.name,
        form_id=task.form_id,
        state=task.state,
        version=task.version,
        definition_id=definition.id,
        process_id=case.process_id,
        process_name=definition.name,
        business_key=case.business_key,
        business_status=case.business_status,
        patient_name=case.patient_name,
        urgency=task.urgency or case.urgency,
        priority=task.priority,
        institution=names.institution(case.institution_code),
        from_institution=names.institution(case.from_institution or case.institution_code),
        owners=owners,
        actual_owner=names.person(task.actual_owner),
        completed_by=names.person(task.completed_by),
        mine=task.actual_owner == actor.person_id,
        created_at=task.created_at,
        claimed_at=task.claimed_at,
        closed_at=task.closed_at,
        due_at=task.due_at,
        follow_up_at=task.follow_up_at,
        left=left,
        overdue=left is not None and left < timedelta(0),
        sla_percent=task.sla_percent,
        on_behalf_of=names.person(task.on_behalf_of),
        suspended_by=names.person(task.suspended_by),
        suspended_until=task.suspended_until,
        owner_away=any(each.person_id == task.actual_owner for each in actor.stands_for),
    )
