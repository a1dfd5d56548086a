"""Who has still to hear a signal: each case after what it has to hear before, or the case that the signal begins."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from carelane.domain.messages import Message
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.signals import Signal, SignalDelivery
from carelane.domain.wire import SignalHeard, StartProcess
from carelane.services.pool_bindings import bind_pools
from carelane.services.signal_receivers import thrower_pools
from carelane.services.start_payloads import start_payload
from carelane.services.transaction import Database

WAITING = col(SignalDelivery.state) == "waiting"
_AT_ONCE = 500
_OF_SIGNAL = tuple(
    col(column)
    for column in (
        Signal.name,
        Signal.payload,
        Signal.from_instance_id,
        Signal.from_institution,
        Signal.created_at,
    )
)


@dataclass(frozen=True, slots=True)
class Telling:
    """A signal on its way to a case, or the case to start with it; ``start`` is None where it runs."""

    instance_id: str
    heard: SignalHeard
    start: StartProcess | None


def tellings(database: Database, signal_id: str) -> list[Telling]:
    """List some of those who have to hear the signal now; those that are being begun come later."""
    with database.reading() as session:
        rows = session.connection().execute(_waiting(signal_id)).all()
        return [_telling(session, row) for row in rows]


def _waiting(signal_id: str) -> Select[Any]:
    """Select who has to hear the signal, each after what it has to hear before; cases being begun come later."""
    later, begins = aliased(SignalDelivery), aliased(SignalDelivery)
    this_or_later = exists().where(
        later.signal_id == signal_id,  # type: ignore[arg-type]
        later.state == "waiting",  # type: ignore[arg-type]
        later.instance_id == col(SignalDelivery.instance_id),  # type: ignore[arg-type]
        later.number >= col(SignalDelivery.number),
    )
    begun_by_message = exists().where(
        col(Message.to_instance_id) == col(SignalDelivery.instance_id),
        col(Message.start_definition_id).is_not(None),
        col(Message.state) == "correlated",
    )
    begun_by_signal = exists().where(
        begins.instance_id == col(SignalDelivery.instance_id),  # type: ignore[arg-type]
        begins.start_definition_id.is_not(None),  # type: ignore[union-attr]
        begins.state == "waiting",  # type: ignore[arg-type]
    )
    return (
        select(*SignalDelivery.__table__.c, *_OF_SIGNAL)  # type: ignore[attr-defined]
        .join(Signal, col(Signal.id) == col(SignalDelivery.signal_id))
        .where(
            WAITING,
            this_or_later,
            or_(
                col(SignalDelivery.start_definition_id).is_not(None),
                ~or_(begun_by_message, begun_by_signal),
            ),
        )
        .order_by(col(SignalDelivery.instance_id), col(SignalDelivery.number))
        .limit(_AT_ONCE)
    )


def _telling(session: Session, row: Any) -> Telling:
    """Leave out what the signal carries where it leaves its institution."""
    carried = row.payload if row.to_institution == row.from_institution else {}
    heard = SignalHeard(row.signal_id, row.name, carried, row.number)
    start = _start(session, row, heard) if row.start_definition_id is not None else None
    return Telling(row.instance_id, heard, start)


def _start(session: Session, row: Any, heard: SignalHeard) -> StartProcess:
    """Make the start payload of the case that the signal starts, under the thrower's key."""
    definition = session.get_one(ProcessDefinition, row.start_definition_id)
    thrower = session.get(ProcessInstance, row.from_instance_id) if row.from_instance_id else None
    bound = thrower_pools(session.connection(), row.from_instance_id, definition.process_id)
    known = {pool: code for pool, code in bound.items() if pool in definition.pools}
    payload = start_payload(
        session.connection(),
        instance_id=row.instance_id,
        process_id=definition.process_id,
        bundle_sha256=definition.bundle_sha256,
        institution=row.to_institution,
        pools=bind_pools(session, definition, row.to_institution, known),
        business_key=thrower.business_key if thrower is not None else "",
        started_at=row.created_at,
    )
    return replace(payload, from_institution=row.from_institution, signal=heard)
