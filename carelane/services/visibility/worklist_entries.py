"""Which rows of worklists stand for the tasks that `human_tasks` lets an actor work on and decide about."""

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from carelane.domain.human_tasks import HumanTask, HumanTaskAdministrator
from carelane.domain.worklist_entries import OwnerGroupDesk, WorklistEntry, desk, person_desk
from carelane.services.many_values import among
from carelane.services.visibility.actors import Actor, StandIn
from carelane.services.visibility.owners import at_institution, at_roles, names_roles


def own_entry(
    session: Session, actor: Actor, institution_code: str = "", role: str = ""
) -> ColumnElement[bool]:
    """Find the rows of worklists that stand for the actor's own tasks, as `own_task` says; see `WorklistEntry`.

    With an institution or a role only what that membership owns. The numbers of the owners are looked up first, so
    that the database knows how many rows to expect.
    """
    desks = [
        desk(each.institution_code, each.role)
        for each in actor.owning
        if institution_code in {"", each.institution_code} and role in {"", each.role}
    ]
    if not institution_code and not role:
        desks.append(person_desk(actor.person_id))
    numbers = select(col(OwnerGroupDesk.owner_group)).where(among(col(OwnerGroupDesk.desk), desks))
    groups = sorted(set(session.connection().execute(numbers).scalars()))
    owned = among(col(WorklistEntry.owner_group), groups)
    if institution_code or role:
        return owned
    mine = col(WorklistEntry.actual_owner) == actor.person_id
    return or_(owned, mine, *map(_entry_of_absent, actor.stands_for))


def administered_entry(
    actor: Actor, institution_code: str = "", role: str = ""
) -> ColumnElement[bool]:
    """Find the rows of worklists that stand for tasks whose owners the actor decides about, as `administered_task` says.

    With an institution or a role only what these own.
    """
    entry = WorklistEntry
    named = at_roles(HumanTaskAdministrator, actor.memberships, col(entry.task_id))
    ours = or_(col(entry.institution_code).in_(actor.supervised_institutions), named)
    if not institution_code and not role:
        return ours
    begin, end = desk(institution_code, role).split(",", 1)
    numbers = select(col(OwnerGroupDesk.owner_group)).where(
        col(OwnerGroupDesk.desk).startswith(
            f"{begin}," if institution_code else "", autoescape=True
        ),
        col(OwnerGroupDesk.desk).endswith(f",{end}" if role else "", autoescape=True),
    )
    return and_(ours, col(entry.owner_group).in_(numbers))


def named_administrator(actor: Actor) -> ColumnElement[bool]:
    """Find the rows of `HumanTaskAdministrator` that name one of the actor's roles, be their tasks open or not."""
    return names_roles(HumanTaskAdministrator, actor.memberships)


def _entry_of_absent(absent: StandIn) -> ColumnElement[bool]:
    """Find the rows of what an absent person has, or is named for, where somebody stands in."""
    numbers = select(col(OwnerGroupDesk.owner_group)).where(
        col(OwnerGroupDesk.desk) == person_desk(absent.person_id)
    )
    task = aliased(HumanTask)
    there = exists().where(
        col(task.id) == col(WorklistEntry.task_id), at_institution(absent.institution_code, task)
    )
    has = col(WorklistEntry.actual_owner) == absent.person_id
    return and_(or_(has, col(WorklistEntry.owner_group).in_(numbers)), there)
