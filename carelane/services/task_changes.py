"""Changes of a human task's row by a person: one conditional update and one line of history each (ADR 0003).

An update holds only if the row is still as it was read (its ``version``), so of fifty people one wins; the others
read the row again and are told why not.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, update
from sqlalchemy.exc import InvalidRequestError
from sqlmodel import Session, col

from carelane.domain.errors import Conflict, TaskClosed, TaskNotFound
from carelane.domain.human_task_verbs import VERB
from carelane.domain.human_tasks import HumanTask, HumanTaskOwner, HumanTaskPerson
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.services.task_deeds import EFFECTS, Doing, Values
from carelane.services.task_refusals import why_not
from carelane.services.task_requests import asked_by
from carelane.services.task_rows import Triple, joined
from carelane.services.task_standing import standing
from carelane.services.task_targets import check_needs
from carelane.services.task_tellings import tell
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Actor
from carelane.services.worklist_entries import follow

_TRIES = 5
"""How often a row that others have changed meanwhile is read again."""


def find(session: Session, task_id: str, visible: ColumnElement[bool]) -> Triple:
    """Read a task with its case and definition if the clause of visibility allows.

    Raises `TaskNotFound`: a foreign one looks like none.
    """
    statement = joined(HumanTask, ProcessInstance, ProcessDefinition).where(
        col(HumanTask.id) == task_id, visible
    )
    found = session.exec(statement).first()  # type: ignore[call-overload]
    if found is None:
        raise TaskNotFound
    return (found[0], found[1], found[2])


def change(session: Session, actor: Actor, triple: Triple, wish: Wish, now: datetime) -> HumanTask:
    """Do what is wished with the row of a task that was found through visibility; what is so already is no error.

    Raises what `why_not` says, what the wish lacks (`check_needs`), `TaskClosed`, and `Conflict` where others were faster
    again and again.
    """
    task, case, _definition = triple
    for _ in range(_TRIES):
        doing = Doing(actor, task, wish, standing(session, actor, task, case), now)
        if _is_so(doing) or _asked_before(session, doing):
            return task
        if refused := why_not(session, actor, task, case, VERB[wish.verb], doing.standing):
            raise refused
        check_needs(session, actor, task, case, doing.standing, wish, now)
        done, kind = EFFECTS[wish.verb](doing), _kind(doing)
        askers = asked_by(session, task) if wish.verb == "release" else ()
        line = _line(doing, case, kind, done.told)
        if _write(session, task, done.values):
            _forward(session, doing)
            tell(session, doing, askers)
            follow(session.connection(), case.id, task.id)
            if kind:
                session.add(line)
            return task
    raise Conflict


def _is_so(doing: Doing) -> bool:
    """Say whether nothing has to be done: pressed twice, or asked for what is the case."""
    task, verb = doing.task, doing.wish.verb
    mine = task.actual_owner == doing.actor.person_id
    held = task.state in {"reserved", "in_progress"}
    return (
        (verb == "claim" and mine and held)
        or (verb == "start" and mine and task.state == "in_progress")
        or (verb == "stop" and mine and task.state == "reserved")
        or (verb == "release" and task.state == "ready" and bool(doing.standing.parts))
        or (verb == "resume" and held and mine)
    )


def _asked_before(session: Session, doing: Doing) -> bool:
    """Say whether the actor has asked for the task since its owner has it: asking again says nothing new."""
    if doing.wish.verb != "ask_for":
        return False
    return doing.actor.person_id in asked_by(session, doing.task)


def _write(session: Session, task: HumanTask, values: Values) -> bool:
    """Change the row if it is as it was read, then read it again."""
    wanted = (
        update(HumanTask)
        .where(
            col(HumanTask.id) == task.id,
            col(HumanTask.version) == task.version,
            col(HumanTask.state) == task.state,
            col(HumanTask.closed_at).is_(None),
        )
        .values(values | {"version": HumanTask.version + 1})
    )
    written: bool = session.connection().execute(wanted).rowcount == 1
    refresh(session, task)
    return written


def refresh(session: Session, task: HumanTask) -> None:
    """Read the task again; raises `TaskClosed` when a rebuild has taken it away."""
    try:
        session.refresh(task)
    except InvalidRequestError:
        raise TaskClosed from None


def _forward(session: Session, doing: Doing) -> None:
    """Let others be the potential owners from now on."""
    if doing.wish.verb != "forward":
        return
    task_id = doing.task.id
    for table in (HumanTaskOwner, HumanTaskPerson):
        session.connection().execute(delete(table).where(col(table.human_task_id) == task_id))
    roles = [
        {"human_task_id": task_id, "institution_code": each.institution_code, "role": each.role}
        for each in doing.wish.owners
    ]
    people = [{"human_task_id": task_id, "person_id": each} for each in doing.wish.people]
    _insert(session, HumanTaskOwner, roles)
    _insert(session, HumanTaskPerson, people)


def _insert(session: Session, table: type[Any], rows: Sequence[Values]) -> None:
    if rows:
        session.connection().execute(insert(table), list(rows))


def _kind(doing: Doing) -> str:
    """Name the line of history: a draft has one only if the task was taken or begun by it."""
    if doing.wish.verb != "save_draft":
        return doing.wish.verb
    if doing.task.actual_owner != doing.actor.person_id:
        return "claim"
    return "start" if doing.task.state != "in_progress" else ""


def _line(doing: Doing, case: ProcessInstance, kind: str, told: Values) -> HistoryEntry:
    """Write what a person did with a task into the case's history, and on whose behalf."""
    wish, task = doing.wish, doing.task
    words = {"reason": wish.reason} if wish.reason else {}
    return HistoryEntry(
        instance_id=case.id,
        at=doing.now,
        kind=kind,
        element_id=task.element_id,
        task_id=task.task_id,
        person_id=doing.actor.person_id,
        on_behalf_of=doing.standing.on_behalf_of,
        acting_as=doing.actor.acting_as,
        institution_code=case.institution_code,
        data=told | words,
    )
