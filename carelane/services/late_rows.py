"""Reads what `carelane.services.late_work` found: each clock or task with its case and definition, and whose task it waits for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services.late_holders import held_task
from carelane.services.many_values import among
from carelane.services.visibility import Actor, supervised_case

_LIGHT = (
    defer(HumanTask.variables, raiseload=True),  # type: ignore[arg-type]
    defer(HumanTask.draft, raiseload=True),  # type: ignore[arg-type]
)
_LIGHT_CASE = defer(ProcessInstance.variables, raiseload=True)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Late:
    """A clock that is late with the task that it waits for, if any; or a task without a clock."""

    case: ProcessInstance
    definition: ProcessDefinition
    task: HumanTask | None
    clock: Deadline | None = None

    @property
    def key(self) -> str:
        """Name it as `carelane.services.late_work` does."""
        return self.clock.id if self.clock else self.task.id if self.task else ""


def late_rows(session: Session, actor: Actor, keys: Sequence[tuple[str, bool]]) -> Iterator[Late]:
    """Read these rows, in any order: their keys, and whether they are clocks'."""
    clock_ids = [key for key, of_clock in keys if of_clock]
    task_ids = [key for key, of_clock in keys if not of_clock]
    if clock_ids:
        yield from _clocks(session, actor, clock_ids)
    if task_ids:
        yield from _tasks(session, actor, task_ids)


def _clocks(session: Session, actor: Actor, ids: Sequence[str]) -> Iterator[Late]:
    statement: Any = (
        select(ProcessInstance, ProcessDefinition, Deadline, held_task())
        .join(Deadline, col(Deadline.instance_id) == col(ProcessInstance.id))
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
        .where(supervised_case(actor), among(col(Deadline.id), ids))
        .options(_LIGHT_CASE)
    )
    found = session.exec(statement).all()
    held = [str(task_id) for *_row, task_id in found if task_id is not None]
    named = select(HumanTask).where(among(col(HumanTask.id), held)).options(*_LIGHT)
    tasks = {task.id: task for task in session.exec(named)}
    for case, definition, clock, task_id in found:
        yield Late(case, definition, tasks.get(task_id), clock)


def _tasks(session: Session, actor: Actor, ids: Sequence[str]) -> Iterator[Late]:
    statement: Any = (
        select(ProcessInstance, ProcessDefinition, HumanTask)
        .join(HumanTask, col(HumanTask.instance_id) == col(ProcessInstance.id))
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
        .where(supervised_case(actor), among(col(HumanTask.id), ids))
        .options(*_LIGHT, _LIGHT_CASE)
    )
    for case, definition, task in session.exec(statement):
        yield Late(case, definition, task)
