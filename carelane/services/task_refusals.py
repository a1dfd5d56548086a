"""Why somebody cannot do something with a human task now, and what to do about it."""

from sqlmodel import Session

from carelane.domain.errors import (
    CarelaneError,
    CaseSuspended,
    ExcludedOwner,
    NobodyToReleaseTo,
    NotPotentialOwner,
    OnlyAdministrators,
    TaskAlreadyCompleted,
    TaskClosed,
    TaskNotClaimed,
    TaskNotSkippable,
    TaskPutAside,
    TaskTaken,
    WrongTaskState,
)
from carelane.domain.human_task_verbs import Verb
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ProcessInstance
from carelane.services.names import person_name
from carelane.services.task_standing import Standing, excluded_by
from carelane.services.visibility import Actor


def why_not(  # noqa: PLR0913, PLR0917 - who, what to which task, and what is known of both
    session: Session,
    actor: Actor,
    task: HumanTask,
    case: ProcessInstance,
    verb: Verb,
    known: Standing,
) -> CarelaneError | None:
    """Say why the actor may not do it now; nothing if he may. What the verb needs is not looked at."""
    return (
        over(session, actor, task)
        or _stands_still(session, actor, task, case, verb)
        or _no_part(session, actor, task, verb, known)
        or _wrong_state(task, verb, known)
        or _excluded(session, actor, task, verb, known)
    )


def over(session: Session, actor: Actor, task: HumanTask) -> CarelaneError | None:
    """Say that the task is closed, by whom and when where somebody completed it."""
    if task.state == "completed":
        by = person_name(session, task.completed_by, actor.language)
        return TaskAlreadyCompleted(by, task.closed_at)
    return TaskClosed() if task.closed_at is not None else None


def _stands_still(
    session: Session, actor: Actor, task: HumanTask, case: ProcessInstance, verb: Verb
) -> CarelaneError | None:
    """Nothing is done in a case that stands still; with a task that is put aside only what says so."""
    if case.suspended:
        return CaseSuspended()
    if task.state == "suspended" and task.state not in verb.sources:
        by = person_name(session, task.suspended_by, actor.language)
        return TaskPutAside(by, task.suspended_until)
    return None


def _no_part(
    session: Session, actor: Actor, task: HumanTask, verb: Verb, known: Standing
) -> CarelaneError | None:
    if known.parts & {*verb.parts}:
        return None
    if verb.parts == ("administrator",):
        return OnlyAdministrators()
    if task.actual_owner is None:
        owner = "potential_owner" in known.parts
        return TaskNotClaimed() if owner else NotPotentialOwner()
    if task.actual_owner == actor.person_id:
        return WrongTaskState(task.state, verb.name)
    if verb.parts == ("colleague",) and "substitute" not in known.parts:
        return NotPotentialOwner()
    return TaskTaken(person_name(session, task.actual_owner, actor.language), task.claimed_at)


def _wrong_state(task: HumanTask, verb: Verb, known: Standing) -> CarelaneError | None:
    if verb.name == "skip" and not task.skippable:
        return TaskNotSkippable()
    if verb.name == "release" and not (known.people.owners or known.people.named):
        return NobodyToReleaseTo()
    if task.state in verb.sources:
        return None
    return TaskNotClaimed() if task.state == "ready" else WrongTaskState(task.state, verb.name)


def _excluded(
    session: Session, actor: Actor, task: HumanTask, verb: Verb, known: Standing
) -> CarelaneError | None:
    return (
        exclusion(session, actor, task, actor.person_id, known.on_behalf_of)
        if verb.excludes
        else None
    )


def exclusion(
    session: Session, actor: Actor, task: HumanTask, *people: str
) -> ExcludedOwner | None:
    """Say that one of these people completed an element that this task excludes."""
    earlier = excluded_by(session, task, *people)
    if earlier is None:
        return None
    by = person_name(session, earlier.completed_by, actor.language)
    return ExcludedOwner(by, earlier.name)
