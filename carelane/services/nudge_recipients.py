"""Who is told of a late case: those who have to act, those who supervise there, those of the group above."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from carelane.domain.human_tasks import HumanTask, HumanTaskOwner, HumanTaskPerson
from carelane.domain.institutions import Institution
from carelane.domain.people import Membership, Person
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.roles import ROLES, Supervises


def concerned(session: Session, task: HumanTask | None) -> set[str]:
    """Name who has the task, or where nobody has, everybody who may take it."""
    if task is None:
        return set()
    if task.actual_owner:
        return {task.actual_owner}
    named = select(HumanTaskPerson.person_id).where(HumanTaskPerson.human_task_id == task.id)
    holders = (
        select(Membership.person_id)
        .join(
            HumanTaskOwner,
            (col(HumanTaskOwner.institution_code) == col(Membership.institution_code))
            & (col(HumanTaskOwner.role) == col(Membership.role)),
        )
        .where(col(HumanTaskOwner.human_task_id) == task.id)
    )
    return {*session.exec(named), *session.exec(holders)}


def above(session: Session, case: ProcessInstance, level: str) -> set[str]:
    """Name those who supervise at the case's institution, or at one above it for whole groups."""
    reach = Supervises.INSTITUTION if level == "institution" else Supervises.SUBTREE
    roles = [role.code for role in ROLES if role.supervises is reach]
    places = [case.institution_code]
    if level == "group":
        places = list(_up(session, case.institution_code))
    statement = select(Membership.person_id).where(
        col(Membership.role).in_(roles), col(Membership.institution_code).in_(places)
    )
    return set(session.exec(statement))


def _up(session: Session, code: str) -> Iterable[str]:
    """Yield an institution and those above it."""
    parents = dict(session.exec(select(Institution.code, Institution.parent_code)).all())
    seen: dict[str, None] = {}
    at: str | None = code
    while at is not None and at not in seen:
        seen[at] = None
        at = parents.get(at)
    return seen


def active(session: Session, people: set[str]) -> Sequence[Person]:
    """Find those of these people who still have an account, in a fixed order."""
    active = (col(Person.id).in_(people), col(Person.active).is_(True))
    return session.exec(select(Person).where(*active).order_by(col(Person.id))).all()
