"""Settles messages whose rows were lost and are written anew: taken by somebody, or still waiting.

The receivers' own turns tell, so all rows of all cases have to be there first; until then a restored message waits and
is given to nobody.
"""

from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlmodel import col

from bpmn.engine.effects import MessageTaken
from carelane.domain.messages import Message
from carelane.domain.process_instances import HistoryEntry, ProcessInstance

_RESTORED = col(Message.state) == "restored"
_AT_ONCE = 500


def settle(connection: Connection, now: datetime, case: str = "") -> int:
    """Settle the restored messages (of one sending case); returns how many were not taken and wait again."""
    mine = () if not case else (col(Message.from_instance_id) == case,)
    waiting = 0
    while True:
        statement = select(col(Message.id)).where(_RESTORED, *mine).limit(_AT_ONCE)
        restored = list(connection.execute(statement).scalars())
        if not restored:
            return waiting
        waiting += _settle(connection, restored, now)


def _settle(connection: Connection, restored: list[str], now: datetime) -> int:
    takers = _began(connection, restored) | _took(connection, restored)
    for message_id, instance_id in takers.items():
        connection.execute(
            update(Message)
            .where(col(Message.id) == message_id, _RESTORED)
            .values(state="delivered", to_instance_id=instance_id, delivered_at=now)
        )
    left = col(Message.id).in_(restored)
    waits = connection.execute(update(Message).where(left, _RESTORED).values(state="buffered"))
    return waits.rowcount


def _began(connection: Connection, restored: list[str]) -> dict[str, str]:
    """Find the cases that such a message began."""
    statement = select(col(ProcessInstance.message_id), col(ProcessInstance.id))
    found = connection.execute(statement.where(col(ProcessInstance.message_id).in_(restored)))
    return {row.message_id: row.id for row in found}


def _took(connection: Connection, restored: list[str]) -> dict[str, str]:
    """Find the cases whose history says that they took such a message."""
    taken = col(HistoryEntry.data)["message_id"].as_string()
    statement = select(taken.label("message_id"), col(HistoryEntry.instance_id)).where(
        col(HistoryEntry.kind) == MessageTaken.__name__, taken.in_(restored)
    )
    return {row.message_id: row.instance_id for row in connection.execute(statement)}
