"""Who may be given a task: colleagues of the right role, roles at the institutions where it is done; never excluded owners."""

from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.errors import (
    MomentPast,
    OwnersMissing,
    PersonMissing,
    PersonUnfit,
    ReasonTooLong,
    RoleUnfit,
)
from carelane.domain.human_task_verbs import VERB
from carelane.domain.human_tasks import HumanTask
from carelane.domain.people import Membership as MembershipRow
from carelane.domain.people import Person
from carelane.domain.process_instances import ProcessInstance
from carelane.services.incidents import LONGEST_REASON, checked_reason
from carelane.services.task_refusals import exclusion
from carelane.services.task_standing import People, Standing
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Actor, Membership


def check_needs(  # noqa: PLR0913, PLR0917 - who, what to which task of which case, and when
    session: Session,
    actor: Actor,
    task: HumanTask,
    case: ProcessInstance,
    known: Standing,
    wish: Wish,
    now: datetime,
) -> None:
    """Refuse a wish that lacks what its verb needs, or names somebody who cannot have the task.

    Raises `PersonMissing`, `PersonUnfit`, `ExcludedOwner`, `OwnersMissing`, `RoleUnfit`, `MomentPast`,
    `ReasonMissing`, `ReasonTooLong`.
    """
    needs = VERB[wish.verb].needs
    if "person" in needs:
        _check_person(session, actor, task, known, wish.person)
    if "owners" in needs:
        _check_owners(session, case, known.people, wish)
        for person_id in wish.people:
            if refused := exclusion(session, actor, task, person_id):
                raise refused
    if wish.until is not None and wish.until <= now:
        raise MomentPast
    if "reason" in needs:
        checked_reason(wish.reason)
    elif len(wish.reason) > LONGEST_REASON:
        raise ReasonTooLong


def _check_person(
    session: Session, actor: Actor, task: HumanTask, known: Standing, person_id: str
) -> None:
    if not person_id:
        raise PersonMissing
    if not fits(session, known, person_id):
        raise PersonUnfit
    if refused := exclusion(session, actor, task, person_id):
        raise refused


def fits(session: Session, known: Standing, person_id: str) -> bool:
    """Say whether the person may be given the task: a potential owner; by an administrator, any colleague there."""
    memberships = memberships_of(session, person_id)
    if known.people.own(person_id, memberships):
        return bool(memberships)
    there = any(each.institution_code in known.people.places for each in memberships)
    return there and "administrator" in known.parts


def memberships_of(session: Session, person_id: str) -> tuple[Membership, ...]:
    """Give the roles of a person; nobody's, or a deactivated person's, are none."""
    rows = session.exec(
        select(MembershipRow.institution_code, MembershipRow.role)
        .join(Person, col(Person.id) == col(MembershipRow.person_id))
        .where(col(Person.id) == person_id, col(Person.active).is_(True))
    )
    return tuple(Membership(institution, role) for institution, role in rows)


def _check_owners(session: Session, case: ProcessInstance, people: People, wish: Wish) -> None:
    """Let new owners be of the institutions where the task is done, or of its case's: no data leaves them."""
    if not wish.owners and not wish.people:
        raise OwnersMissing
    places = {*people.places, case.institution_code}
    for owner in wish.owners:
        if owner.institution_code not in places or not _has_holder(session, owner):
            raise RoleUnfit
    for person_id in wish.people:
        memberships = memberships_of(session, person_id)
        if not any(each.institution_code in places for each in memberships):
            raise PersonUnfit


def _has_holder(session: Session, owner: Membership) -> bool:
    statement = (
        select(Person.id)
        .join(MembershipRow, col(MembershipRow.person_id) == col(Person.id))
        .where(
            col(MembershipRow.institution_code) == owner.institution_code,
            col(MembershipRow.role) == owner.role,
            col(Person.active).is_(True),
        )
        .limit(1)
    )
    return session.exec(statement).first() is not None
