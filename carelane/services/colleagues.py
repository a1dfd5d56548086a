"""Whom one may give tasks to, or name as substitute: active staff of the right role, found by name, initials or account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from carelane.domain.errors import TaskNotFound
from carelane.domain.human_tasks import HumanTask
from carelane.domain.people import Membership as MembershipRow
from carelane.domain.people import Person
from carelane.domain.pinyin import initials, spelt
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.substitutions import Substitution
from carelane.services.many_values import among
from carelane.services.names import Name
from carelane.services.onlookers import onlooker, seen_case
from carelane.services.stand_ins import in_force
from carelane.services.task_rows import joined
from carelane.services.task_standing import People, people_of, standing_among
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, Membership, workable_task

MOST = 500
"""How many people one search gives at most; who is not among them is found by more letters."""
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person with the roles that make the choice a good one; ``stand_in`` does this person's tasks there now."""

    person: Name
    roles: tuple[Membership, ...]
    login: str = ""
    stand_in: Name | None = None


def for_tasks(
    database: Database, actor: Actor, task_ids: Iterable[str], text: str = ""
) -> tuple[Colleague, ...]:
    """Find the people who may be given at least one of these tasks, which the actor must be able to work with.

    Raises `TaskNotFound`.
    """
    with database.reading() as session:
        found = _tasks(session, actor, task_ids)
    with database.as_machine().reading() as session:
        return _found(session, database, _fitting(actor, found), text)


def roles_for(database: Database, actor: Actor, task_ids: Iterable[str]) -> tuple[Membership, ...]:
    """List the roles to which all of these tasks may be forwarded: somebody has them where each task is done.

    Raises `TaskNotFound`.
    """
    with database.reading() as session:
        places = [
            {*people.places, case.institution_code}
            for _task, case, people in _tasks(session, actor, task_ids)
        ]
        common = set.intersection(*places) if places else set()
        rows = session.exec(
            select(MembershipRow.institution_code, MembershipRow.role)
            .join(Person, col(Person.id) == col(MembershipRow.person_id))
            .where(col(Person.active).is_(True), col(MembershipRow.institution_code).in_(common))
            .distinct()
            .order_by(col(MembershipRow.institution_code), col(MembershipRow.role))
        )
        return tuple(Membership(institution, role) for institution, role in rows)


def _tasks(
    session: Session, actor: Actor, task_ids: Iterable[str]
) -> list[tuple[HumanTask, ProcessInstance, People]]:
    """Find tasks with which the actor may do something, and their people; a list of hundreds costs no more questions."""
    wanted = list(dict.fromkeys(task_ids))
    heavy = (HumanTask.variables, HumanTask.draft, ProcessInstance.variables)
    statement = (
        joined(HumanTask, ProcessInstance)
        .where(among(col(HumanTask.id), wanted), workable_task(actor))
        .options(*(defer(each, raiseload=True) for each in heavy))  # type: ignore[arg-type]
    )
    found = [(row[0], row[1]) for row in session.exec(statement)]  # type: ignore[call-overload]
    if len(found) < len(wanted):
        raise TaskNotFound
    people = people_of(session, found)
    return [(task, case, people[task.id]) for task, case in found]


def at(
    database: Database, actor: Actor, institution_code: str, text: str = ""
) -> tuple[Colleague, ...]:
    """Find the staff of an institution at which the actor works or which the actor supervises; else nobody."""
    if institution_code not in {*actor.institutions, *actor.supervised_institutions}:
        return ()
    here = col(MembershipRow.institution_code) == institution_code
    with database.as_machine().reading() as session:
        return _found(session, database, here, text)


def of_case(
    database: Database, actor: Actor, instance_id: str, text: str = ""
) -> tuple[Colleague, ...]:
    """Find the people who may see a case, which the actor must see too: whom a comment may mention.

    Raises `CaseNotFound`.
    """
    with database.reading() as session:
        case = seen_case(session, actor, instance_id)
    with database.as_machine().reading() as session:
        return _found(session, database, onlooker(session, case, database.now()), text)


def _fitting(
    actor: Actor, tasks: Iterable[tuple[HumanTask, ProcessInstance, People]]
) -> ColumnElement[bool]:
    """Make the condition on memberships of those who may have at least one of the tasks."""
    places: set[str] = set()
    owners: set[Membership] = set()
    named: set[str] = set()
    for task, case, people in tasks:
        known = standing_among(actor, task, case, people)
        places |= {*people.places} if "administrator" in known.parts else set()
        owners |= {*people.owners}
        named |= {*people.named}
    roles = (
        and_(
            col(MembershipRow.institution_code) == each.institution_code,
            col(MembershipRow.role) == each.role,
        )
        for each in sorted(owners)
    )
    return or_(
        col(MembershipRow.institution_code).in_(sorted(places)),
        col(MembershipRow.person_id).in_(sorted(named)),
        *roles,
    )


def _found(
    session: Session, database: Database, fitting: ColumnElement[bool], text: str
) -> tuple[Colleague, ...]:
    """Find them as machine: who stands in for whom is told to colleagues, and else behind row-level security."""
    statement = (
        select(Person, MembershipRow)
        .join(MembershipRow, col(MembershipRow.person_id) == col(Person.id))
        .where(col(Person.active).is_(True), fitting)
        .order_by(col(Person.name), col(Person.id), col(MembershipRow.role))
    )
    people: dict[str, Colleague] = {}
    words = text.casefold().split()[:_MOST_WORDS]
    for person, row in session.exec(statement):
        if words and person.id not in people and not _is_meant(person, words):
            continue
        known = people.get(person.id)
        roles = (*(known.roles if known else ()), Membership(row.institution_code, row.role))
        name = Name(person.id, person.name, person.name_en)
        people[person.id] = Colleague(name, roles, person.login)
    shown = list(people.values())[:MOST]
    away = _stand_ins(session, database, shown)
    return tuple(replace(each, stand_in=away.get(each.person.id)) for each in shown)


def _is_meant(person: Person, words: Sequence[str]) -> bool:
    """Say whether every word stands in the Chinese name, its initials or reading, the English name or the account.

    Readings are not stored: those of a hospital's staff are found in milliseconds.
    """
    read = (initials(person.name), spelt(person.name)) if person.name else ()
    known = [each.casefold() for each in (person.name, person.name_en, person.login, *read)]
    return all(any(word in each for each in known) for word in words)


def _stand_ins(
    session: Session, database: Database, people: Sequence[Colleague]
) -> dict[str, Name]:
    """Find who stands in for those of these people who are away from an institution that the choice is about."""
    statement = (
        select(Substitution, Person)
        .join(Person, col(Person.id) == col(Substitution.substitute_id))
        .where(
            col(Substitution.person_id).in_([each.person.id for each in people]),
            in_force(database.now()),
        )
    )
    places = {each.person.id: {role.institution_code for role in each.roles} for each in people}
    return {
        leave.person_id: Name(person.id, person.name, person.name_en)
        for leave, person in session.exec(statement)
        if leave.institution_code in places[leave.person_id]
    }
