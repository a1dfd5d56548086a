"""Which files of cases an actor may look at, and take away."""

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import col

from carelane.domain.attachments import Attachment
from carelane.domain.process_instances import ProcessInstance
from carelane.services.visibility.actors import Actor
from carelane.services.visibility.process_instances import visible_case


def visible_attachment(actor: Actor) -> ColumnElement[bool]:
    """Files of cases that the actor may look at, and those the actor has uploaded for a case about to be started."""
    its_case = exists().where(
        col(ProcessInstance.id) == col(Attachment.instance_id), visible_case(actor)
    )
    waiting = and_(col(Attachment.instance_id) == "", col(Attachment.added_by) == actor.person_id)
    return or_(waiting, its_case)


def may_remove_attachment(
    actor: Actor, attachment: Attachment, case: ProcessInstance | None
) -> bool:
    """Let whoever added a file take it away while its case runs, and supervisors of the case."""
    if case is None:
        return attachment.added_by == actor.person_id
    mine = attachment.added_by == actor.person_id and case.state == "active"
    return mine or case.institution_code in actor.supervised_institutions
