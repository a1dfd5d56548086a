"""The cases around a case: who called it, and whom it has called; only those that the actor may see."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services.visibility import Actor, visible_case


@dataclass(frozen=True, slots=True)
class CaseLink:
    """Another case, joined to this one by a call. ``element_id`` is the call activity, in the caller's diagram."""

    id: str
    definition_id: str
    process_id: str
    process_name: str
    state: str
    element_id: str
    started_at: datetime


def caller_of(session: Session, actor: Actor, case: ProcessInstance) -> CaseLink | None:
    """Give the case that called this one."""
    if case.parent_instance_id is None:
        return None
    found = _links(session, actor, col(ProcessInstance.id) == case.parent_instance_id)
    return _at(found[0], case.parent_element_id) if found else None


def called_by(session: Session, actor: Actor, case: ProcessInstance) -> tuple[CaseLink, ...]:
    """List the cases that this one has called, oldest first."""
    found = _links(session, actor, col(ProcessInstance.parent_instance_id) == case.id)
    return tuple(_at(each, each[0].parent_element_id) for each in found)


def _links(
    session: Session, actor: Actor, which: ColumnElement[bool]
) -> list[tuple[ProcessInstance, str]]:
    statement = (
        select(ProcessInstance, ProcessDefinition.name)
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
        .where(which, visible_case(actor))
        .order_by(col(ProcessInstance.started_at), col(ProcessInstance.id))
    )
    return list(session.exec(statement))


def _at(found: tuple[ProcessInstance, str], element_id: str) -> CaseLink:
    case, name = found
    return CaseLink(
        id=case.id,
        definition_id=case.definition_id,
        process_id=case.process_id,
        process_name=name,
        state=case.state,
        element_id=element_id,
        started_at=case.started_at,
    )
