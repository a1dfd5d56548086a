"""What a person does with a human task: look, claim, release, draft, complete.

Claims live in the database and are conditional updates, so of fifty people one wins. Completing asks the
case's workflow, which is the truth; what was typed is stored as a draft first, so that nothing is lost when
the workflow cannot be reached.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col

from bpmn.forms import Form
from carelane.domain.commands import Command
from carelane.domain.errors import (
    CarelaneError,
    Conflict,
    TaskAlreadyCompleted,
    TaskClosed,
    TaskNotFound,
    TaskTaken,
)
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.state_machines import next_state, sources, verbs
from carelane.domain.wire import Answer, CompleteTask
from carelane.services.bundles import load_definition
from carelane.services.commands import once, refusal
from carelane.services.form_values import accepted
from carelane.services.names import person_name
from carelane.services.ports import CasePort
from carelane.services.task_rows import TaskRow, Triple, joined, rows_of
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, own_task, visible_task
from carelane.services.worklists import next_task

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """A task to work on: its row, its form, what the form starts with, and what the actor may do.

    ``values`` are the case's variables with the draft over them. ``verbs`` is a part of ``claim``,
    ``release``, ``save_draft``, ``complete``.
    """

    row: TaskRow
    form: Form | None
    variables: Values
    draft: Values | None
    verbs: tuple[str, ...]

    @property
    def values(self) -> Values:
        """Give what the form's fields start with."""
        return {**self.variables, **(self.draft or {})}


@dataclass(frozen=True, slots=True)
class Completed:
    """The task is completed; ``next_task_id`` is the next one worth doing, if any."""

    next_task_id: str | None


def get_task(database: Database, actor: Actor, task_id: str) -> TaskDetail:
    """Give a task the actor may see, open or closed; raises `TaskNotFound`."""
    with database.reading() as session:
        triple = _find(session, task_id, visible_task(actor))
        row = rows_of(session, actor, database.now(), [triple])[0]
        mine = _is_own(session, actor, task_id)
        task, _case, _definition = triple
        return TaskDetail(
            row=row,
            form=_form(session, triple),
            variables=task.variables,
            draft=task.draft if mine else None,
            verbs=_verbs(task, actor) if mine else (),
        )


def _find(session: Session, task_id: str, visible: ColumnElement[bool]) -> Triple:
    """Read a task if the clause of visibility allows; a foreign one looks like none."""
    statement = joined(HumanTask, ProcessInstance, ProcessDefinition).where(
        col(HumanTask.id) == task_id, visible
    )
    found = session.exec(statement).first()  # type: ignore[call-overload]
    if found is None:
        raise TaskNotFound
    return (found[0], found[1], found[2])


def _is_own(session: Session, actor: Actor, task_id: str) -> bool:
    """Say whether the actor may work on the task, not only look at it."""
    statement = joined(HumanTask.id).where(col(HumanTask.id) == task_id, own_task(actor))
    return session.connection().execute(statement).first() is not None


def _verbs(task: HumanTask, actor: Actor) -> tuple[str, ...]:
    """Translate WS-HumanTask's verbs into what the actor can press now."""
    allowed = verbs("human_task", task.state)
    if task.actual_owner is None:
        return ("claim", "save_draft", "complete") if "claim" in allowed else ()
    if task.actual_owner != actor.person_id or "release" not in allowed:
        return ()
    return ("release", "save_draft", "complete")


def _form(session: Session, triple: Triple) -> Form | None:
    """Give the form of a task, of the version its case runs on."""
    task, _case, definition = triple
    if not task.form_id:
        return None
    return load_definition(session, definition.bundle_sha256).forms.get(task.form_id)


def claim(database: Database, actor: Actor, task_id: str) -> None:
    """Take a task; taking it twice is no error. Raises `TaskTaken` with who and when."""
    with database.transaction() as session:
        _take(session, actor, task_id, "claim", database.now())


def _take(session: Session, actor: Actor, task_id: str, verb: str, now: datetime) -> None:
    """Make the actor the owner by one conditional update, and write it down."""
    task, case, _definition = _find(session, task_id, own_task(actor))
    won = session.connection().execute(
        update(HumanTask)
        .where(
            col(HumanTask.id) == task_id,
            col(HumanTask.state).in_(sources("human_task", "claim")),
            col(HumanTask.actual_owner).is_(None),
        )
        .values(
            state=next_state("human_task", "ready", "claim"),
            actual_owner=actor.person_id,
            claimed_at=now,
            version=HumanTask.version + 1,
        )
    )
    if won.rowcount == 1:
        session.add(_line(task, case, verb, actor, now))
        return
    session.refresh(task)
    if task.actual_owner != actor.person_id or task.closed_at is not None:
        raise _taken(session, task, actor)


def _taken(session: Session, task: HumanTask, actor: Actor) -> Conflict:
    """Say why the actor cannot work on this task now."""
    if task.state == "completed":
        by = person_name(session, task.completed_by)
        return TaskAlreadyCompleted(by, task.closed_at)
    if task.closed_at is not None:
        return TaskClosed()
    if task.actual_owner and task.actual_owner != actor.person_id:
        return TaskTaken(person_name(session, task.actual_owner), task.claimed_at)
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
        institution_code=case.institution_code,
    )


def release(database: Database, actor: Actor, task_id: str) -> None:
    """Give a task back to its potential owners; its draft stays with it."""
    now = database.now()
    with database.transaction() as session:
        task, case, _definition = _find(session, task_id, own_task(actor))
        changed = session.connection().execute(
            update(HumanTask)
            .where(
                col(HumanTask.id) == task_id,
                col(HumanTask.state).in_(sources("human_task", "release")),
                col(HumanTask.actual_owner) == actor.person_id,
            )
            .values(
                state=next_state("human_task", "reserved", "release"),
                actual_owner=None,
                claimed_at=None,
                version=HumanTask.version + 1,
            )
        )
        if changed.rowcount == 1:
            session.add(_line(task, case, "release", actor, now))
            return
        session.refresh(task)
        if task.closed_at is not None or task.actual_owner is not None:
            raise _taken(session, task, actor)


def save_draft(database: Database, actor: Actor, task_id: str, values: Values) -> None:
    """Keep what was typed; takes the task if nobody has it."""
    with database.transaction() as session:
        _keep(session, actor, task_id, values, database.now())


def _keep(session: Session, actor: Actor, task_id: str, values: Values, now: datetime) -> None:
    """Take the task, mark it as being worked on, store what was typed."""
    _take(session, actor, task_id, "claim", now)
    session.connection().execute(
        update(HumanTask)
        .where(col(HumanTask.id) == task_id, col(HumanTask.closed_at).is_(None))
        .values(state="in_progress", draft=values, version=HumanTask.version + 1)
    )


def complete(  # noqa: PLR0913, PLR0917 - who, what, with what, and the key that makes it once
    database: Database,
    cases: CasePort,
    actor: Actor,
    task_id: str,
    values: Values,
    command_id: str,
) -> Completed:
    """Complete a task with these form values, once per ``command_id``.

    Raises `InvalidValues` (the draft is kept), `TaskTaken`, `TaskAlreadyCompleted`, `TaskClosed`,
    `CaseUnavailable` (the draft is kept), `TaskNotFound`.
    """
    command = Command(
        id=command_id,
        kind="complete",
        person_id=actor.person_id,
        target_id=task_id,
        at=database.now(),
    )
    with database.transaction() as session:
        task, case, _definition = triple = _find(session, task_id, own_task(actor))
        if once(session, command) is not command and task.completed_by == actor.person_id:
            return Completed(next_task(session, actor, case.id, task_id))
        _keep(session, actor, task_id, values, command.at)
        form = _form(session, triple)
    answer = cases.complete_task(
        case.id,
        CompleteTask(
            command_id=command_id,
            task_id=task.task_id,
            variables=accepted(form, values, command.at),
            by=actor.person_id,
        ),
    )
    with database.reading() as session:
        if answer.outcome == "refused":
            raise _refusal(session, actor, task_id, answer)
        return Completed(next_task(session, actor, case.id, task_id))


def _refusal(session: Session, actor: Actor, task_id: str, answer: Answer) -> CarelaneError:
    """Turn the workflow's refusal into who and when, as far as the read model knows."""
    task = session.get(HumanTask, task_id)
    if task is not None and task.closed_at is not None:
        return _taken(session, task, actor)
    return refusal(answer)
