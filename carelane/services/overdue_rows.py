"""A late or endangered step of a case as supervisors see it, without the patient's name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlmodel import Session

from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ProcessInstance
from carelane.services import clocks
from carelane.services.clocks import RunningClock
from carelane.services.late_rows import Late, late_rows
from carelane.services.names import Name, Names
from carelane.services.task_rows import Ownership, owners_of
from carelane.services.visibility import Actor

Reason = Literal["unclaimed", "not_completed", "incident", "waiting"]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held a case when its clock ran out: a person, or nobody yet; the role and institution whose list it was on."""

    at: datetime
    person: Name | None
    role: str
    institution: Name


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
    clock: RunningClock | None = None
    """The clock that is late; none for a task with a due date only."""
    breach: Holder | None = None
    """Who held it at the first breach; none before, and for a task with a due date only."""

    @property
    def key(self) -> str:
        """Name the row: by its clock, else by its task."""
        clock = f"{self.instance_id}:{self.clock.sla_id}" if self.clock else ""
        return clock or self.task_id or self.instance_id


def overdue_rows(
    session: Session, actor: Actor, found: Iterable[Sequence[Any]], now: datetime
) -> list[OverdueRow]:
    """Read these rows in full, in their order: keys of `carelane.services.late_work`, and whether they are clocks'."""
    keys = [(str(key), bool(of_clock)) for key, of_clock, *_ in found]
    read = {late.key: late for late in late_rows(session, actor, keys)}
    rows = [read[key] for key, _of_clock in keys if key in read]
    tasks = [late.task for late in rows if late.task is not None]
    breachers = [one.clock.breached_owner for one in rows if one.clock is not None]
    names = Names(session, [*(task.actual_owner for task in tasks), *breachers])
    owners = owners_of(session, [task.id for task in tasks], names)
    ticking = clocks.of_deadlines(session, [(one.clock, one.case) for one in rows], now)
    return [
        _with_clock(_row(late, names, owners, now), clock)
        for late, clock in zip(rows, ticking, strict=True)
    ]


def _with_clock(row: OverdueRow, clock: RunningClock | None) -> OverdueRow:
    """Add the clock, whose time may be working time only; one that stands still makes nothing late."""
    if clock is None:
        return row
    percent = clock.percent if clock.works or clock.paused_at else row.percent
    overdue = row.overdue and clock.paused_at is None
    return replace(row, clock=clock, percent=percent, overdue=overdue, what=clock.name or row.what)


def _row(
    late: Late, names: Names, owners: Mapping[str, tuple[Ownership, ...]], now: datetime
) -> OverdueRow:
    """Put one row together."""
    case, task, clock = late.case, late.task, late.clock
    start_at, due_at = _times(clock, task, now)
    length = (due_at - start_at).total_seconds()
    passed = (now - start_at).total_seconds()
    live = round(100 * passed / length) if length > 0 else 100
    element_id = clock.element_id if clock else task.element_id if task else ""
    return OverdueRow(
        instance_id=case.id,
        task_id=task.id if task else None,
        business_key=case.business_key,
        process_id=case.process_id,
        process_name=late.definition.name,
        definition_id=late.definition.id,
        element_id=element_id,
        what=task.name if task else element_id,
        urgency=case.urgency,
        institution=names.institution(case.institution_code),
        owners=owners.get(task.id, ()) if task else (),
        actual_owner=names.person(task.actual_owner) if task else None,
        start_at=start_at,
        due_at=due_at,
        late=now - due_at,
        percent=max(clock.percent if clock else 0, live),
        overdue=due_at < now,
        reason=_reason(case, task),
        breach=_breach(clock, names),
    )


def _times(
    clock: Deadline | None, task: HumanTask | None, now: datetime
) -> tuple[datetime, datetime]:
    """Give when the time began, and when it is or was due."""
    if clock is not None:
        return clock.start_at, clock.due_at
    assert task is not None
    return task.created_at, task.due_at or now


def _breach(clock: Deadline | None, names: Names) -> Holder | None:
    """Say who held the case when the clock first ran out."""
    if clock is None or clock.breached_at is None:
        return None
    return Holder(
        clock.breached_at,
        names.person(clock.breached_owner),
        clock.breached_role,
        names.institution(clock.breached_institution),
    )


def _reason(case: ProcessInstance, task: HumanTask | None) -> Reason:
    """Say what the case waits for."""
    if case.has_incident:
        return "incident"
    if task is None:
        return "waiting"
    return "not_completed" if task.actual_owner else "unclaimed"
