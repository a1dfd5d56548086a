"""One verb for many human tasks, and the handover of a whole list; every task answers for itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_

from carelane.domain.errors import CarelaneError, DatabaseUnavailable
from carelane.domain.human_tasks import HumanTask
from carelane.services import claims
from carelane.services.task_changes import change, find
from carelane.services.task_rows import joined
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
    """Gives all that a person has to another person, or without one back to the roles. ``note`` stands at every task."""

    to: str = ""
    note: str = ""


def do_each(
    database: Database, actor: Actor, task_ids: Iterable[str], wish: Wish
) -> tuple[Outcome, ...]:
    """Do the same with every task, each in its own transaction; raises `DatabaseUnavailable` only."""
    return tuple(_one(database, actor, task_id, wish) for task_id in dict.fromkeys(task_ids))


def _one(database: Database, actor: Actor, task_id: str, wish: Wish) -> Outcome:
    try:
        claims.do(database, actor, task_id, wish)
    except DatabaseUnavailable:
        raise
    except CarelaneError as error:
        return Outcome(task_id, error)
    return Outcome(task_id)


def held_by(database: Database, actor: Actor, person_id: str) -> tuple[str, ...]:
    """List the open tasks that a person has: the actor's own, or of others those that the actor administers."""
    own = col(HumanTask.actual_owner) == actor.person_id
    statement = (
        joined(HumanTask.id)
        .where(
            col(HumanTask.closed_at).is_(None),
            col(HumanTask.actual_owner) == person_id,
            or_(own, administered_task(actor)),
        )
        .order_by(col(HumanTask.claimed_at), col(HumanTask.id))
    )
    with database.reading() as session:
        return tuple(session.connection().execute(statement).scalars())


def hand_over(
    database: Database, actor: Actor, person_id: str, wanted: Handover
) -> tuple[Outcome, ...]:
    """Hand over every task of a person; one that was put aside is taken up again first, so that somebody sees it."""
    verb = Wish("delegate", person=wanted.to) if wanted.to else Wish("release")
    wish = Wish(verb.verb, person=verb.person, reason=wanted.note)
    tasks = held_by(database, actor, person_id)
    return tuple(_hand_over(database, actor, task_id, wish) for task_id in tasks)


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
