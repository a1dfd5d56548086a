"""Cases that a message starts: which definition, at which institution, with which bindings.

The version that is pinned at the institution, else the sender's own bundle (both pools of one collaboration belong
together), else the newest version of a process, if that starts with the message. As in Zeebe, under one correlation key a process has one case
that a message began (here: at one institution), whichever version and start event; the next message waits for
its end. Messages without a key each begin a case.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from carelane.domain.messages import Message
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Delivery, StartProcess
from carelane.services.current_versions import pins
from carelane.services.institutions import kind_of
from carelane.services.pool_bindings import bind_pools
from carelane.services.rows import one_at_a_time
from carelane.services.start_payloads import start_payload

_COLUMNS = (
    ProcessDefinition.id,
    ProcessDefinition.process_id,
    ProcessDefinition.bundle_sha256,
    ProcessDefinition.pool_kind,
    ProcessDefinition.message_starts,
)


def any_definition(connection: Connection, message_name: str) -> bool:
    """Tell whether any deployed process starts with messages of this name."""
    return bool(_candidates(connection, message_name))


def starting_names(connection: Connection) -> frozenset[str]:
    """Name the messages that some version of a process starts with."""
    rows = connection.execute(select(col(ProcessDefinition.message_starts)))
    return frozenset(name for row in rows for name in row.message_starts)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a message name begins at an institution: ``named`` anywhere at all, ``process_id`` there."""

    named: bool = False
    process_id: str = ""


def definition_at(connection: Connection, name: str, institution: str) -> Beginning:
    """Say what a message of this name could begin there, for people who ask why it does not."""
    named = any(row.newest for row in _candidates(connection, name))
    chosen = _chosen(_pinnable(connection, name, institution), "")
    return Beginning(named or chosen is not None, chosen.process_id if chosen is not None else "")


def definition_for(connection: Connection, message: Any) -> str | None:
    """Find the definition that the message starts at its institution, unless its case runs already.

    Others that look for the same process, key and institution wait until this transaction ends.
    """
    sender = _sender(connection, message)
    bundle = sender.bundle_sha256 if sender else ""
    definition = _chosen(_pinnable(connection, message.name, message.to_institution), bundle)
    if definition is None:
        return None
    place = (message.correlation_key, message.to_institution)
    one_at_a_time(connection, "start", definition.process_id, *place)
    return None if runs_at(connection, definition.process_id, *place) else str(definition.id)


def _pinnable(connection: Connection, name: str, institution: str) -> list[tuple[Any, str]]:
    """List the versions that the message starts at the institution, each with the id of what is pinned of its process."""
    kind = kind_of(connection, institution)
    if kind is None:
        return []
    pinned = pins(connection)
    return [
        (row, pinned.at(row.process_id, institution))
        for row in _candidates(connection, name)
        if row.pool_kind in {"", kind}
    ]


def _chosen(candidates: list[tuple[Any, str]], bundle: str) -> Any:
    """Choose among versions, newest first, each with the id of what is pinned of its process.

    The sender's own diagram, else the newest version of a process; of a pinned process the pinned one only.
    """
    own = [row.process_id for row, _ in candidates if row.bundle_sha256 == bundle]
    together = [
        row
        for row, pin in candidates
        if row.process_id in own and (row.id == pin if pin else row.bundle_sha256 == bundle)
    ]
    newest = [row for row, pin in candidates if (row.id == pin if pin else row.newest)]
    return next(iter([*together, *newest]), None)


def instance_id(message_id: str, definition_id: str) -> str:
    """Derive the id of the case that the message starts: the same on every attempt."""
    return sha256(f"{message_id}/{definition_id}".encode()).hexdigest()[:32]


def start_process(session: Session, message: Any, delivery: Delivery) -> StartProcess:
    """Make the start payload of the case that the message starts."""
    connection = session.connection()
    definition = session.get_one(ProcessDefinition, message.start_definition_id)
    sender = _sender(connection, message)
    if sender is not None and sender.bundle_sha256 == definition.bundle_sha256:
        pools = dict(sender.pools)
    else:
        pools = bind_pools(session, definition, message.to_institution, {})
    payload = start_payload(
        connection,
        instance_id=message.to_instance_id,
        process_id=definition.process_id,
        bundle_sha256=definition.bundle_sha256,
        institution=message.to_institution,
        pools=pools,
        business_key=message.correlation_key,
        started_at=message.correlated_at,
    )
    return replace(payload, from_institution=message.from_institution, message=delivery)


def _candidates(connection: Connection, message_name: str) -> list[Any]:
    """List the versions that start with the message, newest first; ``newest`` of its process, or an older one."""
    rows = connection.execute(_versions())
    return [row for row in rows if message_name in row.message_starts]


@lru_cache(maxsize=1)
def _versions() -> Select[Any]:
    """Select all versions of all processes; making the statement costs more than running it."""
    other = aliased(ProcessDefinition)
    newer = exists().where(
        col(other.process_id) == col(ProcessDefinition.process_id),
        col(other.version) > col(ProcessDefinition.version),
    )
    return select(*(col(column) for column in _COLUMNS), (~newer).label("newest")).order_by(
        col(ProcessDefinition.deployed_at).desc(), col(ProcessDefinition.version).desc()
    )


def _sender(connection: Connection, message: Any) -> Any:
    """Find the sending case's bindings and bundle."""
    if message.from_instance_id is None:
        return None
    return connection.execute(
        select(
            col(ProcessInstance.pools),
            col(ProcessDefinition.bundle_sha256),
        )
        .join(ProcessDefinition, col(ProcessDefinition.id) == col(ProcessInstance.definition_id))
        .where(col(ProcessInstance.id) == message.from_instance_id)
    ).first()


def runs_at(connection: Connection, process_id: str, key: str, institution: str) -> bool:
    """Tell whether a message of the key began a case of the process there that is open, or is on its way to."""
    if not key:
        return False
    statement = (
        select(col(Message.id))
        .join(ProcessDefinition, col(ProcessDefinition.id) == col(Message.start_definition_id))
        .outerjoin(ProcessInstance, col(ProcessInstance.id) == col(Message.to_instance_id))
        .where(
            col(ProcessDefinition.process_id) == process_id,
            col(Message.correlation_key) == key,
            col(Message.to_institution) == institution,
            or_(
                col(Message.state) == "correlated",
                col(ProcessInstance.state) == "active",
            ),
        )
    )
    return connection.execute(statement.limit(1)).first() is not None
