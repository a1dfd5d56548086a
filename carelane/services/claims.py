"""Taking a task, giving it back, keeping what was typed.

Claims live in the database and are conditional updates, so of fifty people one wins.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlalchemy.exc import InvalidRequestError
from sqlmodel import Session, col

from carelane.domain.errors import (
    CaseSuspended,
    Conflict,
    TaskAlreadyCompleted,
    TaskClosed,
    TaskNotFound,
    TaskTaken,
)
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.state_machines import next_state, sources
from carelane.services.names import person_name
from carelane.services.task_rows import Triple, joined
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, own_task
from carelane.services.worklist_entries import follow

Values = dict[str, Any]
_BEING_WORKED_ON = ("reserved", "in_progress")


def find(session: Session, task_id: str, visible: ColumnElement[bool]) -> Triple:
    """Read a task if the clause of visibility allows; a foreign one looks like none."""
    statement = joined(HumanTask, ProcessInstance, ProcessDefinition).where(
        col(HumanTask.id) == task_id, visible
    )
    found = session.exec(statement).first()  # type: ignore[call-overload]
    if found is None:
        raise TaskNotFound
    return (found[0], found[1], found[2])


def claim(database: Database, actor: Actor, task_id: str) -> None:
    """Take a task; taking it twice is no error. Raises `TaskTaken` with who and when."""
    with database.transaction() as session:
        _take(session, actor, task_id, database.now())


def release(database: Database, actor: Actor, task_id: str) -> None:
    """Give a task back to its potential owners; its draft stays with it."""
    now = database.now()
    with database.transaction() as session:
        task, case, _definition = find(session, task_id, own_task(actor))
        given_back = {
            "state": next_state("human_task", "reserved", "release"),
            "actual_owner": None,
            "claimed_at": None,
        }
        mine = col(HumanTask.actual_owner) == actor.person_id
        if _changed(session, task, "release", mine, given_back):
            follow(session.connection(), case.id, task.id)
            session.add(_line(task, case, "release", actor, now))
            return
        if task.state != "ready":
            raise taken(session, task, actor)


def save_draft(database: Database, actor: Actor, task_id: str, values: Values) -> None:
    """Keep what was typed; takes the task if nobody has it."""
    with database.transaction() as session:
        keep(session, actor, task_id, values, database.now())


def keep(session: Session, actor: Actor, task_id: str, values: Values, now: datetime) -> None:
    """Take the task, mark it as being worked on, store what was typed."""
    task = _take(session, actor, task_id, now)
    kept = session.connection().execute(
        update(HumanTask)
        .where(
            col(HumanTask.id) == task_id,
            col(HumanTask.closed_at).is_(None),
            col(HumanTask.actual_owner) == actor.person_id,
        )
        .values(state="in_progress", draft=values, version=HumanTask.version + 1)
    )
    if kept.rowcount != 1:
        _refresh(session, task)
        raise taken(session, task, actor)
    follow(session.connection(), task.instance_id, task_id)


def _take(session: Session, actor: Actor, task_id: str, now: datetime) -> HumanTask:
    """Make the actor the owner by one conditional update, and write it down."""
    task, case, _definition = find(session, task_id, own_task(actor))
    taken_by_actor = {
        "state": next_state("human_task", "ready", "claim"),
        "actual_owner": actor.person_id,
        "claimed_at": now,
    }
    free = col(HumanTask.actual_owner).is_(None)
    if _changed(session, task, "claim", free, taken_by_actor):
        follow(session.connection(), case.id, task.id)
        session.add(_line(task, case, "claim", actor, now))
    elif task.actual_owner != actor.person_id or task.state not in _BEING_WORKED_ON:
        raise taken(session, task, actor)
    return task


def _changed(
    session: Session,
    task: HumanTask,
    verb: str,
    owned: ColumnElement[bool],
    values: Values,
) -> bool:
    """Change the task if its state allows the verb and its owner is as expected; else read it again.

    Tried twice: a row that was written anew while this waited for it is not found the first time (PostgreSQL).
    """
    wanted = (
        update(HumanTask)
        .where(
            col(HumanTask.id) == task.id,
            col(HumanTask.state).in_(sources("human_task", verb)),
            owned,
        )
        .values(values | {"version": HumanTask.version + 1})
    )
    for _ in range(2):
        if session.connection().execute(wanted).rowcount == 1:
            return True
        _refresh(session, task)
    return False


def _refresh(session: Session, task: HumanTask) -> None:
    """Read the task again; raises `TaskClosed` when a rebuild has taken it away."""
    try:
        session.refresh(task)
    except InvalidRequestError:
        raise TaskClosed from None


def taken(session: Session, task: HumanTask, actor: Actor) -> Conflict:
    """Say why the actor cannot work on this task now."""
    if task.state == "completed":
        by = person_name(session, task.completed_by, actor.language)
        return TaskAlreadyCompleted(by, task.closed_at)
    if task.closed_at is not None:
        return TaskClosed()
    if task.state == "suspended":
        return CaseSuspended()
    if task.actual_owner and task.actual_owner != actor.person_id:
        return TaskTaken(person_name(session, task.actual_owner, actor.language), task.claimed_at)
    return Conflict()


def _line(
    task: HumanTask, case: ProcessInstance, verb: str, actor: Actor, now: datetime
) -> HistoryEntry:
    """Write what a person did with a task into the case's history."""
    return HistoryEntry(
        instance_id=case.id,
        at=now,
        kind=verb,
        element_id=task.element_id,
        task_id=task.task_id,
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        institution_code=case.institution_code,
    )
