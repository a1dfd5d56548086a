"""What a person does with a human task: look at it, complete it; taking it is `carelane.services.claims`.

Completing asks the case's workflow, which is the truth; what was typed is stored as a draft first, so that
nothing is lost when the workflow cannot be reached.
"""

from dataclasses import dataclass

from sqlmodel import Session, col

from bpmn.forms import Form
from carelane.domain.commands import Command
from carelane.domain.errors import CarelaneError, CaseNotFound, Conflict
from carelane.domain.human_tasks import HumanTask
from carelane.domain.state_machines import verbs
from carelane.domain.wire import Answer, CompleteTask
from carelane.services.bundles import load_definition
from carelane.services.claims import Values, claim, find, keep, release, save_draft, taken
from carelane.services.commands import once, refusal
from carelane.services.form_values import accepted
from carelane.services.ports import CasePort
from carelane.services.task_rows import TaskRow, Triple, joined, rows_of
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, own_task, visible_task
from carelane.services.worklists import next_task

__all__ = ["Completed", "TaskDetail", "claim", "complete", "get_task", "release", "save_draft"]


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
        triple = find(session, task_id, visible_task(actor))
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


def complete(  # noqa: PLR0913, PLR0917 - who, what, with what, and the key that makes it once
    database: Database,
    cases: CasePort,
    actor: Actor,
    task_id: str,
    values: Values,
    command_id: str,
) -> Completed:
    """Complete a task with these form values, once per ``command_id``.

    Sent again, the case is asked again and not the read model: a worker that died may have left a row there of a
    turn that never became part of the case, or of another command of the same person. Only where Temporal has
    forgotten the case its row speaks.

    Raises `InvalidValues` (the draft is kept), `TaskTaken`, `TaskAlreadyCompleted`, `TaskClosed`,
    `CaseUnavailable` (the draft is kept), `TaskNotFound`.
    """
    command = Command(
        id=command_id,
        kind="complete",
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        target_id=task_id,
        at=database.now(),
    )
    with database.transaction() as session:
        task, case, _definition = triple = find(session, task_id, own_task(actor))
        again = once(session, command) is not command
        try:
            keep(session, actor, task_id, values, command.at)
        except Conflict:
            if not again:
                raise
        form = _form(session, triple)
    wanted = CompleteTask(
        command_id=command_id,
        task_id=task.task_id,
        variables=accepted(form, values, command.at),
        by=actor.person_id,
    )
    try:
        answer = cases.complete_task(case.id, wanted)
    except CaseNotFound:
        if not again or task.completed_by != actor.person_id:
            raise
        answer = Answer("done")
    with database.reading() as session:
        if answer.outcome == "refused":
            raise _refusal(session, actor, task_id, answer)
        return Completed(next_task(session, actor, case.id, task_id))


def _refusal(session: Session, actor: Actor, task_id: str, answer: Answer) -> CarelaneError:
    """Turn the workflow's refusal into who and when, as far as the read model knows."""
    task = session.get(HumanTask, task_id)
    if task is not None and task.closed_at is not None:
        return taken(session, task, actor)
    return refusal(answer)
