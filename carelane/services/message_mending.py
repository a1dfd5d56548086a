"""What people decide about messages that nobody takes: give one to a case by hand, discard, open again, read.

Every decision has a reason, is taken once per command id, and stands in the history of the sending case and of
the one that gets the message. What it came to is said as it is (`carelane.services.message_outcomes`).
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from carelane.domain.errors import (
    CaseEnded,
    CaseNotFound,
    InvalidMessage,
    MessageNotWaiting,
    NotAllowed,
    NotAwaited,
)
from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.rights import Right
from carelane.services.correlation import mark, promise
from carelane.services.message_candidates import find_message
from carelane.services.message_decisions import Decision, decide, line_of, place_of
from carelane.services.message_outcomes import Outcome, hand_over, outcome_of
from carelane.services.outside_messages import DEFAULT_TIME_TO_LIVE, LONGEST_TIME_TO_LIVE
from carelane.services.ports import CasePort
from carelane.services.rows import one_at_a_time
from carelane.services.transaction import Database
from carelane.services.visibility import (
    Actor,
    may,
    may_receive,
    operated_case,
    visible_case,
)


def bind(database: Database, cases: CasePort, decision: Decision, instance_id: str) -> Outcome:
    """Give a message that waits to a case that waits for one of its name, under whatever key.

    The outcome says ``taken``, ``on_its_way``, or ``waits``: then the case did not take it and it came back. Raises
    `MessageNotFound`, `CaseNotFound`, `CaseEnded`, `NotAllowed`, `ReasonMissing`, `MessageNotWaiting`,
    `NotAwaited`.
    """

    def give(session: Session, message: Message) -> None:
        case = _case(session, decision.actor, instance_id)
        if not may_receive(decision.actor, message, case):
            raise NotAllowed
        wait = _free_wait(session, message.name, instance_id)
        connection = session.connection()
        for key in sorted({message.correlation_key, wait.correlation_key}):
            one_at_a_time(connection, message.name, key)
        bound = wait.correlation_key
        if not mark(connection, message, instance_id, database, bound_key=bound):
            raise MessageNotWaiting
        promise(connection, instance_id, wait.subscription_id, message.id)
        line = line_of("MessageBound", decision, message, database.now())
        session.add(HistoryEntry(**line | place_of(case.id, case.institution_code)))

    decide(database, decision, "bind", give, instance_id)
    return hand_over(database, cases, decision.message_id)


def discard(database: Database, decision: Decision) -> Outcome:
    """Let nobody have a message that waits or has expired; raises as `bind`."""

    def drop(session: Session, message: Message) -> None:
        _change(session, message, {"state": "discarded"})

    decide(database, decision, "discard", drop)
    return outcome_of(database, decision.message_id)


def reopen(
    database: Database,
    cases: CasePort,
    decision: Decision,
    time_to_live: timedelta = DEFAULT_TIME_TO_LIVE,
) -> Outcome:
    """Let an expired message wait once more, from now on for this long; raises as `bind`, and `InvalidMessage`."""
    if not timedelta(0) < time_to_live <= LONGEST_TIME_TO_LIVE:
        raise InvalidMessage("the time to live is more than nothing and at most 366 days")

    def wait_again(session: Session, message: Message) -> None:
        until = database.now() + time_to_live
        _change(session, message, {"state": "buffered", "expires_at": until})

    decide(database, decision, "reopen", wait_again)
    return hand_over(database, cases, decision.message_id)


def read_content(database: Database, decision: Decision) -> dict[str, Any]:
    """Give what a message says: to those who see a case that it belongs to, to operators with a reason.

    The reading of an operator stands in the histories like a decision. Raises `MessageNotFound`, `NotAllowed`,
    `ReasonMissing`.
    """
    actor = decision.actor
    with database.reading() as session:
        message = find_message(session, actor, decision.message_id)
        own = [one for one in (message.from_instance_id, message.to_instance_id) if one]
        case = col(ProcessInstance.id)
        seen = session.exec(select(case).where(case.in_(own), visible_case(actor))).first()
    if seen is None:
        if not may(actor, Right.READ_MESSAGES):
            raise NotAllowed
        decide(database, decision, "read", lambda _session, _message: None)
    return message.payload


def _change(session: Session, message: Message, values: dict[str, Any]) -> None:
    """Change the message if it is still in the state in which it was found."""
    this = (col(Message.id) == message.id, col(Message.state) == message.state)
    if session.connection().execute(update(Message).where(*this).values(**values)).rowcount != 1:
        raise MessageNotWaiting


def _case(session: Session, actor: Actor, instance_id: str) -> ProcessInstance:
    statement = select(ProcessInstance).where(
        col(ProcessInstance.id) == instance_id, operated_case(actor)
    )
    case = session.exec(statement).first()
    if case is None:
        raise CaseNotFound
    if case.state != "active":
        raise CaseEnded
    return case


def _free_wait(session: Session, name: str, instance_id: str) -> MessageSubscription:
    wait = MessageSubscription
    statement = (
        select(wait)
        .where(
            col(wait.instance_id) == instance_id,
            col(wait.message_name) == name,
            col(wait.message_id).is_(None),
        )
        .order_by(col(wait.created_at), col(wait.subscription_id))
        .limit(1)
        .with_for_update()
    )
    found = session.exec(statement).first()
    if found is None:
        raise NotAwaited
    return found
