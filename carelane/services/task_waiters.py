"""Who waits for a task: the case that called its case, and cases of the same number that wait for a message.

Of a case that the reader may not see, only its institution is told, and since when it waits: PostgreSQL's policies
would hide that too, so it is looked up past them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bpmn.model import BoundaryEvent, StartEvent
from carelane.domain.messages import MessageSubscription
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services.bundles import load_definition
from carelane.services.names import Name, Names
from carelane.services.task_changes import find
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_case, visible_task

_BESIDE = (BoundaryEvent, StartEvent)
"""Events that are listened for while something else goes on: nobody waits for them."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """An institution whose case waits, since when; ``instance_id`` only where the reader may see the case."""

    institution: Name
    since: datetime
    definition_id: str
    process_id: str
    process_name: str
    instance_id: str = ""


def waiters(database: Database, actor: Actor, task_id: str) -> tuple[Waiter, ...]:
    """List the cases that wait for what comes of a task, the longest waiting first. Raises `TaskNotFound`."""
    with database.reading() as session:
        _task, case, _definition = find(session, task_id, visible_task(actor))
        names = Names(session)
    if case.state != "active":
        return ()
    with database.as_machine().reading() as session:
        found = list(_waiting(session, case))
    ids = sorted({other.id for other, _definition, _since in found})
    mine = select(ProcessInstance.id).where(col(ProcessInstance.id).in_(ids), visible_case(actor))
    with database.reading() as session:
        seen = set(session.exec(mine))
    first: dict[str, Waiter] = {}
    for other, definition, since in sorted(found, key=lambda one: (one[2], one[0].id)):
        waiter = Waiter(
            institution=names.institution(other.institution_code),
            since=since,
            definition_id=definition.id,
            process_id=other.process_id,
            process_name=definition.name,
            instance_id=other.id if other.id in seen else "",
        )
        first.setdefault(other.id, waiter)
    return tuple(first.values())


def _waiting(
    session: Session, case: ProcessInstance
) -> Iterator[tuple[ProcessInstance, ProcessDefinition, datetime]]:
    """Find the caller, and who waits at an element of its own for a message of this number."""
    told = select(ProcessInstance, ProcessDefinition).join(
        ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id
    )
    if case.parent_instance_id:
        caller = told.where(col(ProcessInstance.id) == case.parent_instance_id)
        for other, definition in session.exec(caller):
            yield other, definition, case.started_at
    wait = (
        select(MessageSubscription, ProcessInstance, ProcessDefinition)
        .join(ProcessInstance, col(ProcessInstance.id) == MessageSubscription.instance_id)
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
        .where(
            col(MessageSubscription.correlation_key) == case.business_key,
            col(MessageSubscription.instance_id) != case.id,
            case.business_key != "",
            col(ProcessInstance.state) == "active",
        )
        .order_by(col(MessageSubscription.created_at))
    )
    for subscription, other, definition in session.exec(wait):
        process = load_definition(session, definition.bundle_sha256).processes[other.process_id]
        nodes = {each.id: each for each in process.nodes()}
        if not isinstance(nodes.get(subscription.element_id), _BESIDE):
            yield other, definition, subscription.created_at
