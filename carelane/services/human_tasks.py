"""What a person does with a human task: look at it, complete it; taking it is `carelane.services.claims`.

Completing asks the case's workflow, which is the truth; what was typed is stored as a draft first, so that
nothing is lost when the workflow cannot be reached.
"""

from dataclasses import dataclass, field

from sqlmodel import Session

from bpmn.forms import Form
from bpmn.model import BoundaryEvent, ErrorTrigger
from carelane.domain.commands import Command
from carelane.domain.errors import CarelaneError, CaseNotFound, Conflict
from carelane.domain.human_task_verbs import VERBS
from carelane.domain.human_tasks import HumanTask
from carelane.domain.wire import Answer, CompleteTask
from carelane.services.bundles import load_definition
from carelane.services.claims import claim, do, keep, release, save_draft
from carelane.services.commands import once, refusal
from carelane.services.form_values import Sender, accepted
from carelane.services.names import Name, Names
from carelane.services.ports import CasePort
from carelane.services.task_changes import find
from carelane.services.task_deeds import Values
from carelane.services.task_refusals import over, why_not
from carelane.services.task_requests import Request, requests
from carelane.services.task_rows import TaskRow, Triple, rows_of
from carelane.services.task_standing import standing
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_task, workable_task
from carelane.services.worklists import next_task

__all__ = [
    "Completed",
    "TaskDetail",
    "claim",
    "complete",
    "do",
    "get_task",
    "release",
    "save_draft",
]


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """A task to work on: its row, its form, what the form starts with, and what the actor may do.

    ``values`` are the case's variables with the draft over them. ``verbs`` are those of
    `carelane.domain.human_task_verbs` that the actor may use now, in their order; ``refusals`` says of the others why not.
    ``acting_for`` is the absent person for whom the actor would act, or acts; ``requests`` are of those who ask for the task.
    """

    row: TaskRow
    form: Form | None
    variables: Values
    draft: Values | None
    verbs: tuple[str, ...]
    refusals: dict[str, CarelaneError] = field(default_factory=dict)
    acting_for: Name | None = None
    requests: tuple[Request, ...] = ()

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
        task, case, _definition = triple
        known = standing(session, actor, task, case)
        reasons = {verb.name: why_not(session, actor, task, case, verb, known) for verb in VERBS}
        mine = bool(known.parts - {"administrator", "colleague"})
        return TaskDetail(
            row=row,
            form=_form(session, triple),
            variables=task.variables,
            draft=task.draft if mine else None,
            verbs=tuple(name for name, why in reasons.items() if why is None),
            refusals={name: why for name, why in reasons.items() if why is not None},
            acting_for=Names(session, [known.on_behalf_of], ()).person(known.on_behalf_of),
            requests=requests(session, task),
        )


def _form(session: Session, triple: Triple) -> Form | None:
    """Give the form of a task, of the version its case runs on."""
    task, _case, definition = triple
    if not task.form_id:
        return None
    return load_definition(session, definition.bundle_sha256).forms.get(task.form_id)


def faults(database: Database, actor: Actor, task_id: str) -> tuple[str, ...]:
    """List the codes of errors that the diagram catches at this task, for one that cannot be done.

    Of the version its case runs on. Raises `TaskNotFound`.
    """
    with database.reading() as session:
        task, case, definition = find(session, task_id, workable_task(actor))
        process = load_definition(session, definition.bundle_sha256).processes[case.process_id]
    events = [
        each
        for each in process.nodes()
        if isinstance(each, BoundaryEvent) and each.attached_to == task.element_id
    ]
    triggers = [each.trigger for each in events]
    codes = [each.code for each in triggers if isinstance(each, ErrorTrigger) and each.code]
    return tuple(dict.fromkeys(codes))


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
        task, case, _definition = triple = find(session, task_id, workable_task(actor))
        again = once(session, command) is not command
        try:
            keep(session, actor, task_id, values, command.at)
        except Conflict:
            if not again:
                raise
        form = _form(session, triple)
    sender = Sender(actor.person_id, case.id, task.variables)
    with database.as_machine().reading() as session:
        variables = accepted(session, form, values, command.at, sender)
    wanted = CompleteTask(
        command_id=command_id,
        task_id=task.task_id,
        variables=variables,
        by=actor.person_id,
        on_behalf_of=task.on_behalf_of if task.actual_owner == actor.person_id else "",
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
    told = None if task is None else over(session, actor, task)
    return told or refusal(answer)
