"""Cases that a message starts: which definition, at which institution, with which bindings.

The sender's own bundle is preferred (both pools of one collaboration belong together), else the newest
version of a process that starts with the message. Under one correlation key only one case of a message
start runs at an institution at a time; a second message waits.
"""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, or_, select
from sqlmodel import col

from carelane.domain.institutions import Institution
from carelane.domain.messages import Message
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Delivery, StartProcess
from carelane.services.start_payloads import start_payload

_COLUMNS = (
    ProcessDefinition.id,
    ProcessDefinition.bundle_sha256,
    ProcessDefinition.pool_kind,
    ProcessDefinition.message_starts,
)


def any_definition(connection: Connection, message_name: str) -> bool:
    """Tell whether any deployed process starts with messages of this name."""
    return bool(_candidates(connection, message_name))


def definition_for(connection: Connection, message: Any) -> str | None:
    """Find the definition that the message starts at its institution, unless its case runs already."""
    if not message.to_institution or _runs_already(connection, message):
        return None
    code = col(Institution.code) == message.to_institution
    kind = connection.execute(select(col(Institution.kind)).where(code)).scalar()
    if kind is None:
        return None
    fitting = [row for row in _candidates(connection, message.name) if row.pool_kind in {"", kind}]
    sender = _sender(connection, message)
    together = [row for row in fitting if sender and row.bundle_sha256 == sender.bundle_sha256]
    return next((str(row.id) for row in [*together, *fitting]), None)


def instance_id(message_id: str, definition_id: str) -> str:
    """Derive the id of the case that the message starts: the same on every attempt."""
    return sha256(f"{message_id}/{definition_id}".encode()).hexdigest()[:32]


def start_process(connection: Connection, message: Any, delivery: Delivery) -> StartProcess:
    """Make the start payload of the case that the message starts."""
    definition = connection.execute(
        select(col(ProcessDefinition.process_id), col(ProcessDefinition.bundle_sha256)).where(
            col(ProcessDefinition.id) == message.start_definition_id
        )
    ).one()
    sender = _sender(connection, message)
    together = sender is not None and sender.bundle_sha256 == definition.bundle_sha256
    payload = start_payload(
        connection,
        instance_id=message.to_instance_id,
        process_id=definition.process_id,
        bundle_sha256=definition.bundle_sha256,
        institution=message.to_institution,
        pools=dict(sender.pools) if sender is not None and together else {},
        business_key=message.correlation_key,
        started_at=message.correlated_at,
    )
    origin = sender.institution_code if sender is not None else ""
    return replace(payload, from_institution=origin, message=delivery)


def _candidates(connection: Connection, message_name: str) -> list[Any]:
    """List the definitions that start with the message, newest first."""
    statement = select(*(col(column) for column in _COLUMNS)).order_by(
        col(ProcessDefinition.deployed_at).desc(), col(ProcessDefinition.version).desc()
    )
    return [row for row in connection.execute(statement) if message_name in row.message_starts]


def _sender(connection: Connection, message: Any) -> Any:
    """Find the sending case's institution, bindings and bundle."""
    if message.from_instance_id is None:
        return None
    return connection.execute(
        select(
            col(ProcessInstance.institution_code),
            col(ProcessInstance.pools),
            col(ProcessDefinition.bundle_sha256),
        )
        .join(ProcessDefinition, col(ProcessDefinition.id) == col(ProcessInstance.definition_id))
        .where(col(ProcessInstance.id) == message.from_instance_id)
    ).first()


def _runs_already(connection: Connection, message: Any) -> bool:
    """Tell whether an earlier message of the same name and key started a case that is still open."""
    if not message.correlation_key:
        return False
    statement = (
        select(col(Message.id))
        .outerjoin(ProcessInstance, col(ProcessInstance.id) == col(Message.to_instance_id))
        .where(
            col(Message.name) == message.name,
            col(Message.correlation_key) == message.correlation_key,
            col(Message.to_institution) == message.to_institution,
            col(Message.start_definition_id).is_not(None),
            or_(
                col(Message.state) == "correlated",
                col(ProcessInstance.state) == "active",
            ),
        )
    )
    return connection.execute(statement.limit(1)).first() is not None
