"""Messages that begin one case together: a parallel multiple start event, a parallel event-based gateway.

The first of them begins the case, and the case then waits for the others. Between the two, while the first is on
its way, another of the set must not begin a second case: it stays in the inbox until the first has arrived.
"""

from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from bpmn.definition import Bundle, compile_released
from bpmn.model.starts import begins_with
from carelane.domain.messages import Message
from carelane.domain.process_definitions import ProcessDefinition, StoredBundle
from carelane.services.rows import one_at_a_time


def joins_a_beginning(connection: Connection, message: Any, definition_id: str) -> bool:
    """Tell whether a case that the message would begin is being begun by another message of its set."""
    others = _others(connection, message.name, definition_id)
    if not others:
        return False
    place = (message.correlation_key, message.to_institution)
    one_at_a_time(connection, definition_id, *place)
    on_its_way = select(col(Message.id)).where(
        col(Message.name).in_(others),
        col(Message.correlation_key) == place[0],
        col(Message.to_institution) == place[1],
        col(Message.start_definition_id) == definition_id,
        col(Message.state) == "correlated",
    )
    return connection.execute(on_its_way.limit(1)).first() is not None


def _others(connection: Connection, message_name: str, definition_id: str) -> tuple[str, ...]:
    """Name the other messages of the set."""
    definition = connection.execute(
        select(
            col(ProcessDefinition.process_id),
            col(ProcessDefinition.message_starts),
            col(StoredBundle.packed),
        )
        .join(StoredBundle, col(StoredBundle.sha256) == col(ProcessDefinition.bundle_sha256))
        .where(col(ProcessDefinition.id) == definition_id)
    ).one()
    if len(definition.message_starts) == 1:
        return ()
    compiled = compile_released(Bundle.unpack(definition.packed))
    return begins_with(compiled.processes[definition.process_id].beginnings, message_name)
