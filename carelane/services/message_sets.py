"""Messages and signals that begin one case together: a parallel multiple start event, a parallel event-based gateway.

The first of them begins the case, and the case then waits for the others. Between the two, while the first is on
its way, another of the set must not begin a second case: a message stays in the inbox until the first has arrived,
a signal is told to the case that is being begun.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select
from sqlmodel import col

from bpmn.definition import Bundle, compile_released
from bpmn.model import MessageTrigger, SignalTrigger
from bpmn.model.starts import companions, names_in
from carelane.domain.messages import Message
from carelane.domain.process_definitions import ProcessDefinition, StoredBundle
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.signals import Signal, SignalDelivery, SignalSubscription
from carelane.services.rows import one_at_a_time


@dataclass(frozen=True, slots=True)
class _Others:
    """What else begins a case of the process, together with one message or signal."""

    process_id: str
    messages: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.messages or self.signals)


def joins_a_beginning(connection: Connection, message: Any, definition_id: str) -> bool:
    """Tell whether a case that the message would begin is being begun by another of its set."""
    others = _others(connection, definition_id, MessageTrigger, message.name)
    if not others:
        return False
    one_at_a_time(connection, "set", others.process_id, message.to_institution)
    of_messages = _begun_by_messages(others, message.to_institution).where(
        col(Message.correlation_key) == message.correlation_key
    )
    return any(
        connection.execute(begun.limit(1)).first() is not None
        for begun in (of_messages, _begun_by_signals(others, message.to_institution))
    )


def begun_at(connection: Connection, signal_name: str, definition_id: str, place: str) -> list[str]:
    """List the cases at the place that others of the signal's set are beginning: they have to hear it.

    Others that look for the same set wait until this transaction ends: ask before asking who listens.
    """
    others = _others(connection, definition_id, SignalTrigger, signal_name)
    if not others:
        return []
    one_at_a_time(connection, "set", others.process_id, place)
    begun = (_begun_by_messages(others, place), _begun_by_signals(others, place))
    found = [str(row[0]) for each in begun for row in connection.execute(each)]
    return sorted(set(found))


def awaited_at(connection: Connection, signal_name: str, definition_id: str, place: str) -> bool:
    """Tell whether a case at the place was begun by another of the signal's set and waits for the signal."""
    definition = _definition(connection, definition_id)
    starts = {
        each.element.id
        for each in definition.beginnings
        if isinstance(each.trigger, SignalTrigger)
        and each.trigger.name.text == signal_name
        and companions(definition.beginnings, SignalTrigger, signal_name)
    }
    if not starts:
        return False
    listens = (
        select(col(SignalSubscription.instance_id))
        .join(ProcessInstance, col(ProcessInstance.id) == col(SignalSubscription.instance_id))
        .where(
            col(SignalSubscription.signal_name) == signal_name,
            col(SignalSubscription.element_id).in_(sorted(starts)),
            col(ProcessInstance.process_id) == definition.process_id,
            col(ProcessInstance.institution_code) == place,
            col(ProcessInstance.state) == "active",
        )
    )
    return connection.execute(listens.limit(1)).first() is not None


def _begun_by_messages(others: _Others, place: str) -> Any:
    """Select the cases that messages of the set are on their way to begin."""
    return (
        select(col(Message.to_instance_id).label("instance_id"))
        .join(ProcessDefinition, col(ProcessDefinition.id) == col(Message.start_definition_id))
        .where(
            col(ProcessDefinition.process_id) == others.process_id,
            col(Message.name).in_(others.messages),
            col(Message.to_institution) == place,
            col(Message.state) == "correlated",
        )
    )


def _begun_by_signals(others: _Others, place: str) -> Any:
    """Select the cases that signals of the set begin, until the read model knows them."""
    return (
        select(col(SignalDelivery.instance_id))
        .join(Signal, col(Signal.id) == col(SignalDelivery.signal_id))
        .join(
            ProcessDefinition,
            col(ProcessDefinition.id) == col(SignalDelivery.start_definition_id),
        )
        .outerjoin(ProcessInstance, col(ProcessInstance.id) == col(SignalDelivery.instance_id))
        .where(
            col(ProcessDefinition.process_id) == others.process_id,
            col(Signal.name).in_(others.signals),
            col(SignalDelivery.to_institution) == place,
            or_(col(SignalDelivery.state) == "waiting", col(ProcessInstance.id).is_(None)),
            col(SignalDelivery.state) != "gone",
        )
    )


@dataclass(frozen=True, slots=True)
class _Started:
    """A definition with what begins it."""

    process_id: str
    beginnings: tuple[Any, ...] = ()


def _others(
    connection: Connection,
    definition_id: str,
    kind: type[MessageTrigger | SignalTrigger],
    name: str,
) -> _Others:
    """Name the others of the set of a message or signal."""
    definition = _definition(connection, definition_id)
    beside = companions(definition.beginnings, kind, name)
    return _Others(
        definition.process_id, names_in(beside, MessageTrigger), names_in(beside, SignalTrigger)
    )


def _definition(connection: Connection, definition_id: str) -> _Started:
    """Read a definition; one that begins in one way only has no sets to look for."""
    columns = (
        ProcessDefinition.process_id,
        ProcessDefinition.message_starts,
        ProcessDefinition.signal_starts,
        ProcessDefinition.bundle_sha256,
    )
    row = connection.execute(
        select(*(col(column) for column in columns)).where(
            col(ProcessDefinition.id) == definition_id
        )
    ).one()
    if len(row.message_starts) + len(row.signal_starts) == 1:
        return _Started(row.process_id)
    packed = select(col(StoredBundle.packed)).where(col(StoredBundle.sha256) == row.bundle_sha256)
    compiled = compile_released(Bundle.unpack(connection.execute(packed).scalar_one()))
    return _Started(row.process_id, compiled.processes[row.process_id].beginnings)
