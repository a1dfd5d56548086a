"""One verb for many human tasks, and the handover of a whole list; every task answers for itself."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, or_

from carelane.domain.errors import CarelaneError, DatabaseUnavailable
from carelane.domain.human_task_verbs import VERB, TaskVerb
from carelane.domain.human_tasks import HumanTask
from carelane.services import claims
from carelane.services.task_changes import change, find
from carelane.services.task_rows import Search, TaskRow, task_rows
from carelane.services.task_tellings import HANDOVER
from carelane.services.task_wishes import Wish
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, administered_task, workable_task


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one task: ``error`` says why it was not done, nothing if it was."""

    task_id: str
    error: CarelaneError | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """Gives all that a person has to others in turn, or without any back to the roles. ``note`` stands at every task."""

    to: tuple[str, ...] = ()
    note: str = ""


def do_each(
    database: Database, actor: Actor, task_ids: Iterable[str], wish: Wish
) -> tuple[Outcome, ...]:
    """Do the same with every task, each in its own transaction; raises `DatabaseUnavailable` only.

    Sent again under the same ``command`` with the same words, what was done stays done once, and the rest is done.
    """
    several = list(dict.fromkeys(task_ids))
    batch = f"batch:{wish.command or uuid.uuid4().hex}"
    wanted = replace(wish, batch=batch) if len(several) > 1 else wish
    return tuple(
        _one(database, actor, task_id, dealt(wanted, number))
        for number, task_id in enumerate(several)
    )


def dealt(wish: Wish, number: int) -> Wish:
    """Give the wish for one of several tasks: where it is for one person and names several, they get the tasks in turn."""
    if not wish.people or "person" not in VERB[wish.verb].needs:
        return wish
    return replace(wish, person=wish.people[number % len(wish.people)], people=())


def _one(database: Database, actor: Actor, task_id: str, wish: Wish) -> Outcome:
    try:
        claims.do(database, actor, task_id, wish)
    except DatabaseUnavailable:
        raise
    except CarelaneError as error:
        return Outcome(task_id, error)
    return Outcome(task_id)


def held_by(database: Database, actor: Actor, person_id: str) -> tuple[TaskRow, ...]:
    """List the open tasks that a person has: the actor's own, or of others those that the actor administers."""
    own = col(HumanTask.actual_owner) == actor.person_id
    where = (
        col(HumanTask.closed_at).is_(None),
        col(HumanTask.actual_owner) == person_id,
        or_(own, administered_task(actor)),
    )
    order = (col(HumanTask.claimed_at), col(HumanTask.id))
    with database.reading() as session:
        return task_rows(session, actor, database.now(), Search(where, order))


def hand_over(
    database: Database, actor: Actor, person_id: str, wanted: Handover
) -> tuple[Outcome, ...]:
    """Hand over every task of a person; one that was put aside is taken up again first, so that somebody sees it."""
    verb: TaskVerb = "delegate" if wanted.to else "release"
    batch = f"{HANDOVER}{uuid.uuid4().hex}"
    wish = Wish(verb, people=wanted.to, reason=wanted.note, batch=batch)
    return tuple(
        _hand_over(database, actor, row.id, dealt(wish, number))
        for number, row in enumerate(held_by(database, actor, person_id))
    )


def _hand_over(database: Database, actor: Actor, task_id: str, wish: Wish) -> Outcome:
    try:
        with database.transaction() as session:
            _give(session, database, actor, task_id, wish)
    except DatabaseUnavailable:
        raise
    except CarelaneError as error:
        return Outcome(task_id, error)
    return Outcome(task_id)


def _give(session: Session, database: Database, actor: Actor, task_id: str, wish: Wish) -> None:
    triple = find(session, task_id, workable_task(actor))
    if triple[0].suspended_by:
        change(session, actor, triple, Wish("resume"), database.now())
    change(session, actor, triple, wish, database.now())


def failed(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Give those that were not done."""
    return tuple(each for each in outcomes if each.error is not None)
