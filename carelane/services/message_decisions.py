"""Decisions of people about messages: once per command id, with a reason, in the histories of the cases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from carelane.domain.commands import Command
from carelane.domain.errors import MessageNotWaiting, NotAllowed
from carelane.domain.messages import Message
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.state_machines import sources
from carelane.services.commands import once
from carelane.services.incidents import checked_reason
from carelane.services.message_candidates import find_message
from carelane.services.message_events import note
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_mend_message


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides about which message, why, and under which command id."""

    actor: Actor
    message_id: str
    reason: str
    command_id: str


_KINDS = {
    "bind": ("MessageBound", "bound"),
    "discard": ("MessageDiscarded", "discarded"),
    "reopen": ("MessageReopened", "reopened"),
    "read": ("MessageRead", "read"),
}


def decide(
    database: Database,
    decision: Decision,
    verb: str,
    change: Callable[[Session, Message], None],
    target: str = "",
) -> None:
    """Make the change once per command id, and write who decided it and why.

    Raises `ReasonMissing`, `ReasonTooLong`, `MessageNotFound`, `NotAllowed`, `MessageNotWaiting`.
    """
    reason, now, actor = checked_reason(decision.reason), database.now(), decision.actor
    command = Command(
        id=decision.command_id,
        kind=f"{verb}_message",
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        target_id=decision.message_id,
        at=now,
    )
    with database.transaction() as session:
        message = find_message(session, actor, decision.message_id)
        if not may_mend_message(actor, message):
            raise NotAllowed
        if once(session, command) is not command:
            return
        if verb != "read" and not _may(message, verb, now):
            raise MessageNotWaiting
        change(session, message)
        kind, event = _KINDS[verb]
        note(
            session.connection(),
            message.id,
            event,
            now,
            ref=decision.command_id,
            instance_id=target,
            person_id=actor.person_id,
            reason=reason,
        )
        if message.from_instance_id is not None:
            line = line_of(kind, decision, message, now)
            place = place_of(message.from_instance_id, message.from_institution)
            session.add(HistoryEntry(**line | place))


def _may(message: Message, verb: str, now: datetime) -> bool:
    """Say whether the message's state allows it; one whose time is over has expired, swept or not."""
    over = message.state == "buffered" and message.expires_at <= now
    return message.state in sources("message", verb) and not (over and verb == "bind")


def line_of(kind: str, decision: Decision, message: Message, now: datetime) -> dict[str, Any]:
    """Give a history line of the decision; `place_of` says in which case it stands."""
    reason = checked_reason(decision.reason)
    return {
        "at": now,
        "kind": kind,
        "person_id": decision.actor.person_id,
        "acting_as": decision.actor.acting_as,
        "data": {"message_name": message.name, "reason": reason},
    }


def place_of(instance_id: str, institution: str) -> dict[str, str]:
    """Give the columns of a history line that say whose it is."""
    return {"instance_id": instance_id, "institution_code": institution}
