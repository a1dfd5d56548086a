"""Who may see a case: `carelane.services.visibility.visible_case` asked the other way round.

Asked for whoever wants to mention somebody. A test compares both ways for everybody of a group.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlmodel import Session, col, select

from carelane.domain.errors import CaseNotFound
from carelane.domain.human_tasks import (
    HumanTask,
    HumanTaskAdministrator,
    HumanTaskOwner,
    HumanTaskPerson,
)
from carelane.domain.institutions import Institution
from carelane.domain.people import Membership, Person
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.roles import ROLES, Supervises
from carelane.domain.substitutions import Substitution
from carelane.services.accounts import actor_in
from carelane.services.stand_ins import in_force
from carelane.services.visibility import Actor, visible_case


def seen_case(session: Session, actor: Actor, instance_id: str) -> ProcessInstance:
    """Give a case that the actor may see; raises `CaseNotFound`."""
    which = (col(ProcessInstance.id) == instance_id, visible_case(actor))
    found = session.exec(select(ProcessInstance).where(*which)).first()
    if found is None:
        raise CaseNotFound
    return found


def onlooker(session: Session, case: ProcessInstance, now: datetime) -> ColumnElement[bool]:
    """Make the condition on people of those who may see the case at this moment, as all their memberships together."""
    own = or_(
        col(Person.id) == case.started_by,
        _supervises(session, case),
        *(col(Person.id).in_(each) for each in _taking_part(case.id)),
    )
    return or_(own, col(Person.id).in_(_substitutes(session, case, own, now)))


def _taking_part(case_id: str) -> Iterator[Select[Any]]:
    """Yield the people who have, had or may take a task of the case, or decide about one."""
    here = col(HumanTask.instance_id) == case_id
    yield select(HumanTask.actual_owner).where(here, col(HumanTask.actual_owner).is_not(None))
    yield select(HumanTask.completed_by).where(here, col(HumanTask.completed_by).is_not(None))
    yield (
        select(HumanTaskPerson.person_id)
        .join(HumanTask, col(HumanTask.id) == col(HumanTaskPerson.human_task_id))
        .where(here)
    )
    for table in (HumanTaskOwner, HumanTaskAdministrator):
        role = and_(
            col(table.institution_code) == col(Membership.institution_code),
            col(table.role) == col(Membership.role),
        )
        yield (
            select(Membership.person_id)
            .join(table, role)
            .join(HumanTask, col(HumanTask.id) == col(table.human_task_id))
            .where(here)
        )


def _supervises(session: Session, case: ProcessInstance) -> ColumnElement[bool]:
    """Make the condition of those who supervise the case's institution: there, or at one above it."""
    above = list(_at_and_above(session, case.institution_code))
    at = col(Membership.institution_code)
    there = (at == case.institution_code, col(Membership.role).in_(_roles(Supervises.INSTITUTION)))
    higher = (at.in_(above), col(Membership.role).in_(_roles(Supervises.SUBTREE)))
    holders = select(Membership.person_id).where(or_(and_(*there), and_(*higher)))
    return col(Person.id).in_(holders)


def _roles(kind: Supervises) -> list[str]:
    return [role.code for role in ROLES if role.supervises is kind]


def _at_and_above(session: Session, code: str) -> Iterator[str]:
    parents = dict(session.exec(select(Institution.code, Institution.parent_code)).all())
    seen: set[str] = set()
    at: str | None = code
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = parents.get(at)


def _substitutes(
    session: Session, case: ProcessInstance, own: ColumnElement[bool], now: datetime
) -> list[str]:
    """List who sees the case only because they stand in for one of these people: each is asked."""
    absent = select(Person.id).where(own)
    standing_in = select(Substitution.substitute_id).where(
        in_force(now), col(Substitution.person_id).in_(absent)
    )
    candidates = session.exec(
        select(Person).where(col(Person.id).in_(standing_in)).order_by(col(Person.id))
    ).all()
    this = col(ProcessInstance.id) == case.id
    return [
        person.id
        for person in candidates
        if session.exec(
            select(ProcessInstance.id).where(this, visible_case(actor_in(session, person, now)))
        ).first()
    ]
