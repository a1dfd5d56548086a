"""Which human tasks an actor may claim, work on, decide about and look at."""

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col

from carelane.domain.human_tasks import HumanTask, HumanTaskAdministrator, HumanTaskOwner
from carelane.services.visibility.actors import Actor
from carelane.services.visibility.owners import at_desks, at_institution, at_roles, by_name
from carelane.services.visibility.supervision import supervised_case


def potential_owner(actor: Actor, *, few: bool = False) -> ColumnElement[bool]:
    """Tasks that the actor may claim: owned by one of the actor's roles, by name, or by an absent person's.

    ``few``: the statement knows the tasks by their ids.
    """
    return or_(
        at_desks(actor.owning) if few else at_roles(HumanTaskOwner, actor.owning),
        by_name(actor.person_id),
        *(
            and_(by_name(each.person_id), at_institution(each.institution_code))
            for each in actor.stands_for
        ),
    )


def own_task(actor: Actor, *, few: bool = False) -> ColumnElement[bool]:
    """Tasks that the actor may work on: potential owner, or reserved for the actor or an absent person.

    ``few``: the statement knows the tasks by their ids.
    """
    absent = (
        and_(col(HumanTask.actual_owner) == each.person_id, at_institution(each.institution_code))
        for each in actor.stands_for
    )
    own = potential_owner(actor, few=few)
    return or_(own, col(HumanTask.actual_owner) == actor.person_id, *absent)


def administered_task(actor: Actor) -> ColumnElement[bool]:
    """Tasks whose owners the actor may decide about. The statement must join `ProcessInstance`."""
    return or_(supervised_case(actor), at_roles(HumanTaskAdministrator, actor.memberships))


def workable_task(actor: Actor) -> ColumnElement[bool]:
    """Tasks with which the actor may do something. The statement must join `ProcessInstance`."""
    return or_(own_task(actor), administered_task(actor))


def visible_task(actor: Actor) -> ColumnElement[bool]:
    """Tasks that the actor may look at. The statement must join `ProcessInstance`."""
    return or_(
        workable_task(actor),
        col(HumanTask.completed_by) == actor.person_id,
    )
