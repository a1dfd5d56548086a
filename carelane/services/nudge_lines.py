"""What a supervisor says of late cases, and what was said before: lines of the cases' histories."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.errors import CaseEnded, CaseNotFound, TaskClosed
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.services.visibility import Actor, supervised_case


@dataclass(frozen=True, slots=True)
class About:
    """A late case: the task that it waits for, if any, and what it is called there."""

    instance_id: str
    task_id: str | None
    what: str


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said of each case, in which way, when, and the name of the batch."""

    kind: str
    level: str
    words: str
    at: datetime
    batch: str


def open_case(session: Session, actor: Actor, about: About) -> ProcessInstance:
    """Give the case, if the actor supervises it and it runs; raises `CaseNotFound`, `CaseEnded`."""
    mine = (col(ProcessInstance.id) == about.instance_id, supervised_case(actor))
    case = session.exec(select(ProcessInstance).where(*mine)).first()
    if case is None:
        raise CaseNotFound
    if case.state != "active":
        raise CaseEnded
    return case


def open_task(session: Session, about: About) -> HumanTask | None:
    """Give the task that it is about, if any; raises `TaskClosed`."""
    if about.task_id is None:
        return None
    task = session.get(HumanTask, about.task_id)
    if task is None or task.instance_id != about.instance_id or task.closed_at is not None:
        raise TaskClosed
    return task


def said_before(
    session: Session, case: ProcessInstance, about: About, saying: Saying
) -> list[HistoryEntry]:
    """Read what was said of the same task in the same way, in order."""
    task = (about.task_id or "").partition(":")[2]
    found = session.exec(
        select(HistoryEntry)
        .where(
            col(HistoryEntry.instance_id) == case.id,
            col(HistoryEntry.kind) == saying.kind,
            col(HistoryEntry.task_id) == task,
        )
        .order_by(col(HistoryEntry.at), col(HistoryEntry.id))
    )
    return [line for line in found if line.data.get("level") == saying.level]


def line_of(
    actor: Actor, case: ProcessInstance, task: HumanTask | None, saying: Saying
) -> HistoryEntry:
    """Make the line of the case's history."""
    return HistoryEntry(
        instance_id=case.id,
        at=saying.at,
        kind=saying.kind,
        element_id=task.element_id if task else "",
        task_id=task.task_id if task else "",
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        institution_code=case.institution_code,
    )
