"""What a case sends, as rows of `messages`: each once, whatever a rebuild or a second run of a turn makes of it."""

from datetime import timedelta
from functools import lru_cache

from sqlalchemy import Select, bindparam, select
from sqlmodel import col

from bpmn.engine.effects import PublishMessage
from carelane.domain.messages import Message
from carelane.services.message_events import note
from carelane.services.message_rows import content_of, message_id
from carelane.services.projections.part import Context, Row

OWN_ID = "id:"
"""Begins the message key where the designer gives the id (`carelane:message messageId`)."""
_TURN = 100_000


class Outbox:
    """Collects what a turn sends and writes what was not sent before."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._published: list[Row] = []

    def add(self, effect: PublishMessage) -> None:
        """Take a message that the turn sends."""
        context = self._context
        self._published.append(
            {
                "id": message_id(context.instance_id, effect),
                "name": effect.message_name,
                "correlation_key": effect.correlation_key,
                "to_institution": effect.to,
                "payload": effect.variables,
                "state": "buffered",
                "sender": context.instance_id,
                "from_instance_id": context.instance_id,
                "from_institution": context.institution,
                "message_key": effect.message_key,
                "position": context.turn.turn * _TURN + len(self._published),
                "to_instance_id": None,
                "start_definition_id": None,
                "bound_key": None,
                "content_sha": content_of(
                    effect.message_name, effect.correlation_key, effect.to, effect.variables
                ),
                "created_at": context.at,
                "expires_at": context.at + timedelta(seconds=effect.time_to_live),
                "correlated_at": None,
                "delivered_at": None,
                "attempts": 0,
                "number": 0,
            }
        )

    def write(self) -> None:
        """Write what is new."""
        self._context.insert(Message, self._unsent())

    def _unsent(self) -> list[Row]:
        """Leave out what the case has sent before, and let go of the keys of what it never sent.

        A designer's own message id says that it is the same message, whatever it says now: it is noted and not sent.
        Where a rebuilt case has sent something else under a key of the engine's, that was never part of its history.
        """
        there = self._sent_under([row["message_key"] for row in self._published])
        new: list[Row] = []
        for row in self._published:
            key = row["message_key"]
            known, position = there.get(key, ("", 0))
            if known and key.startswith(OWN_ID):
                if position != row["position"]:
                    note_at(self._context, known, "duplicate", row["position"])
            elif known != row["id"]:
                if known:
                    other = [{"id": known, "message_key": f"{key}/{known}"}]
                    self._context.update(Message, ("id",), other)
                there[key] = row["id"], row["position"]
                new.append(row | self._restored())
        return new

    def _restored(self) -> Row:
        """Say that nobody knows yet whether the message was taken: its row may have been there and lost."""
        lost = self._context.again or self._context.restored
        return {"state": "restored"} if lost else {}

    def _sent_under(self, keys: list[str]) -> dict[str, tuple[str, int]]:
        """Give the messages that the case has sent under these keys of its own, with their positions."""
        if not keys:
            return {}
        which = {"case": self._context.instance_id, "keys": keys}
        found = self._context.connection.execute(_sent_under(), which)
        return {row.message_key: (row.id, row.position) for row in found}


def note_at(context: Context, message: str, kind: str, number: int) -> None:
    """Note what happened to a message at the case whose turn is written; ``number`` tells one such event from others."""
    case = context.instance_id
    note(context.connection, message, kind, context.at, ref=f"{case}:{number}", instance_id=case)


@lru_cache(maxsize=1)
def _sent_under() -> Select[str, str, int]:
    """Select what the case has sent under some keys of its own."""
    return select(col(Message.message_key), col(Message.id), col(Message.position)).where(
        col(Message.from_instance_id) == bindparam("case"),
        col(Message.message_key).in_(bindparam("keys", expanding=True)),
    )
