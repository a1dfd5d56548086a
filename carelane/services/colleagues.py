"""Whom one may give tasks to, or name as substitute: active staff of the right role, found by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, func, or_
from sqlmodel import Session, col, select

from carelane.domain.people import Membership as MembershipRow
from carelane.domain.people import Person
from carelane.domain.substitutions import Substitution
from carelane.services.names import Name
from carelane.services.stand_ins import in_force
from carelane.services.task_changes import find
from carelane.services.task_standing import standing
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, Membership, workable_task

MOST = 500
"""How many people one search gives at most; who is not among them is found by more letters."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person with the roles that make the choice a good one; ``away``: somebody stands in for this person now."""

    person: Name
    roles: tuple[Membership, ...]
    away: bool = False


def for_tasks(
    database: Database, actor: Actor, task_ids: Iterable[str], text: str = ""
) -> tuple[Colleague, ...]:
    """Find the people who may be given at least one of these tasks, which the actor must be able to work with.

    Raises `TaskNotFound`.
    """
    with database.reading() as session:
        clauses = [_fitting(session, actor, task_id) for task_id in task_ids]
        return _found(session, database, or_(false(), *clauses), text)


def roles_for(database: Database, actor: Actor, task_ids: Iterable[str]) -> tuple[Membership, ...]:
    """List the roles to which all of these tasks may be forwarded: somebody has them where each task is done.

    Raises `TaskNotFound`.
    """
    with database.reading() as session:
        places = [_places(session, actor, task_id) for task_id in task_ids]
        common = set.intersection(*places) if places else set()
        rows = session.exec(
            select(MembershipRow.institution_code, MembershipRow.role)
            .join(Person, col(Person.id) == col(MembershipRow.person_id))
            .where(col(Person.active).is_(True), col(MembershipRow.institution_code).in_(common))
            .distinct()
            .order_by(col(MembershipRow.institution_code), col(MembershipRow.role))
        )
        return tuple(Membership(institution, role) for institution, role in rows)


def _places(session: Session, actor: Actor, task_id: str) -> set[str]:
    task, case, _definition = find(session, task_id, workable_task(actor))
    return {*standing(session, actor, task, case).people.places, case.institution_code}


def at(
    database: Database, actor: Actor, institution_code: str, text: str = ""
) -> tuple[Colleague, ...]:
    """Find the staff of an institution at which the actor works or which the actor supervises; else nobody."""
    if institution_code not in {*actor.institutions, *actor.supervised_institutions}:
        return ()
    here = col(MembershipRow.institution_code) == institution_code
    with database.reading() as session:
        return _found(session, database, here, text)


def _fitting(session: Session, actor: Actor, task_id: str) -> ColumnElement[bool]:
    """Make the condition on memberships of those who may have the task."""
    task, case, _definition = find(session, task_id, workable_task(actor))
    known = standing(session, actor, task, case)
    if "administrator" in known.parts:
        return col(MembershipRow.institution_code).in_(known.people.places)
    roles = (
        and_(
            col(MembershipRow.institution_code) == each.institution_code,
            col(MembershipRow.role) == each.role,
        )
        for each in known.people.owners
    )
    return or_(col(MembershipRow.person_id).in_(known.people.named), *roles)


def _found(
    session: Session, database: Database, fitting: ColumnElement[bool], text: str
) -> tuple[Colleague, ...]:
    statement = (
        select(Person, MembershipRow)
        .join(MembershipRow, col(MembershipRow.person_id) == col(Person.id))
        .where(col(Person.active).is_(True), fitting, *_matching(text))
        .order_by(col(Person.name), col(Person.id), col(MembershipRow.role))
    )
    people: dict[str, Colleague] = {}
    for person, row in session.exec(statement):
        known = people.get(person.id)
        roles = (*(known.roles if known else ()), Membership(row.institution_code, row.role))
        name = Name(person.id, person.name, person.name_en)
        people[person.id] = Colleague(name, roles)
    shown = list(people.values())[:MOST]
    away = _away(session, database, [each.person.id for each in shown])
    return tuple(Colleague(each.person, each.roles, away=each.person.id in away) for each in shown)


def _matching(text: str) -> list[ColumnElement[bool]]:
    """Every word stands in the Chinese name, the English name or the account."""
    columns = (col(Person.name), col(Person.name_en), col(Person.login))
    return [
        or_(*(func.upper(each).contains(word.upper(), autoescape=True) for each in columns))
        for word in text.split()[:3]
    ]


def _away(session: Session, database: Database, people: Sequence[str]) -> set[str]:
    statement = select(Substitution.person_id).where(
        col(Substitution.person_id).in_(people), in_force(database.now())
    )
    return set(session.exec(statement))
