"""From which cases something can have come to a case: by messages, signals and calls, over several hops.

A case's variables may name a file of another case that was sent to it. What they name proves nothing, because anybody
can type an id into a form: the file is shown only where its own case is one of these.
"""

from sqlmodel import Session, col, select

from carelane.domain.messages import Message
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.signals import Signal, SignalDelivery

FARTHEST = 8
"""How many hops back are followed: a referral is redirected twice at most."""


def cases_behind(session: Session, instance_id: str) -> frozenset[str]:
    """Give the cases from which this one, or one before it, got a message or a signal, with which it called or was called."""
    known, last = {instance_id}, {instance_id}
    for _ in range(FARTHEST):
        last = _before(session, sorted(last)) - known
        if not last:
            break
        known |= last
    return frozenset(known - {instance_id})


def _before(session: Session, cases: list[str]) -> set[str]:
    parent = col(ProcessInstance.parent_instance_id)
    ways = (
        select(Message.from_instance_id).where(col(Message.to_instance_id).in_(cases)),
        select(Signal.from_instance_id)
        .join(SignalDelivery, col(SignalDelivery.signal_id) == col(Signal.id))
        .where(col(SignalDelivery.instance_id).in_(cases)),
        select(parent).where(col(ProcessInstance.id).in_(cases)),
        select(ProcessInstance.id).where(parent.in_(cases)),
    )
    return {case for way in ways for case in session.exec(way) if case}
