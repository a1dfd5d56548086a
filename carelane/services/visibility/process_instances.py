"""Which cases an actor may look at, and who may end one."""

from sqlalchemy import ColumnElement, exists, or_
from sqlmodel import col

from carelane.domain.human_tasks import HumanTask, HumanTaskAdministrator
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import Right
from carelane.services.visibility.actors import Actor
from carelane.services.visibility.human_tasks import own_task
from carelane.services.visibility.owners import at_roles
from carelane.services.visibility.rights import may
from carelane.services.visibility.supervision import supervised_case


def visible_case(actor: Actor) -> ColumnElement[bool]:
    """Cases that the actor may look at."""
    taken_part = exists().where(
        col(HumanTask.instance_id) == col(ProcessInstance.id),
        or_(
            own_task(actor),
            at_roles(HumanTaskAdministrator, actor.memberships),
            col(HumanTask.completed_by) == actor.person_id,
        ),
    )
    return or_(
        col(ProcessInstance.started_by) == actor.person_id,
        supervised_case(actor),
        taken_part,
    )


def may_cancel_case(actor: Actor, case: ProcessInstance) -> bool:
    """Let whoever started a case and its supervisors cancel it while it runs."""
    return case.state == "active" and (
        case.started_by == actor.person_id or may(actor, Right.CANCEL_CASE, case.institution_code)
    )
