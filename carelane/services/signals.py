"""Tells signals to those who have to hear them, as the journal has settled it; each case hears one once.

Input: rows of `signal_deliveries`. A case keeps the ids of what it has heard, and the id of a case that is
started follows from the signal, so that telling again after a crash changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from carelane.domain.errors import CaseEnded, CaseNotFound
from carelane.domain.messages import Message
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.signals import Signal, SignalDelivery
from carelane.domain.wire import SignalHeard, StartProcess, Turn
from carelane.services.pool_bindings import bind_pools
from carelane.services.ports import CasePort
from carelane.services.projections.signals import THROWN, thrown_ids
from carelane.services.signal_receivers import thrower_pools
from carelane.services.start_payloads import start_payload
from carelane.services.transaction import Database

_WAITING = col(SignalDelivery.state) == "waiting"
_AT_ONCE = 500
KEPT = timedelta(days=30)
"""How long a signal is kept after it was thrown."""
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
class _Telling:
    """A signal on its way to a case, or the case to start with it."""

    instance_id: str
    heard: SignalHeard
    start: StartProcess | None


def untold(database: Database, turn: Turn) -> list[str]:
    """List the signals of the turn's case that somebody has still to hear, if the turn throws any.

    A case that a message or signal has begun may have to hear others that came while it was being begun.
    """
    told = untold_of(database, turn.instance_id) if _throws(turn) else []
    if turn.first is not None and turn.causes and turn.causes[0].kind in {"message", "signal"}:
        told += _untold(database, col(Signal.id).in_(_waiting_for(turn.instance_id)))
    return list(dict.fromkeys(told))


def _throws(turn: Turn) -> bool:
    return any(effect["type"] == THROWN for effect in turn.effects)


def _waiting_for(instance_id: str) -> Select[str]:
    """Select the signals that the case has still to hear."""
    mine = col(SignalDelivery.instance_id) == instance_id
    return select(col(SignalDelivery.signal_id)).where(mine, _WAITING)


def untold_of(database: Database, instance_id: str) -> list[str]:
    """List the signals of a case that somebody has still to hear."""
    return _untold(database, col(Signal.from_instance_id) == instance_id)


def all_untold(database: Database) -> list[str]:
    """List every signal that somebody has still to hear, for the scheduler's sweep."""
    return _untold(database)


def _untold(database: Database, *which: Any) -> list[str]:
    statement = (
        select(col(Signal.id))
        .where(*which, col(Signal.id).in_(select(col(SignalDelivery.signal_id)).where(_WAITING)))
        .order_by(col(Signal.created_at), col(Signal.position))
    )
    with database.reading() as session:
        return list(session.connection().execute(statement).scalars())


def tell(database: Database, cases: CasePort, signal_ids: Sequence[str]) -> int:
    """Tell these signals to those who have still to hear them; returns how many heard one.

    A case hears what it has to hear in the order of its numbers, so earlier signals go along. Safe to repeat and
    to run twice at once. Raises `CaseUnavailable`; what is untold then stays so.
    """
    told = 0
    for signal_id in signal_ids:
        while tellings := _tellings(database, signal_id):
            for telling in tellings:
                heard = _send(cases, telling)
                told += heard
                _note(database, telling, "delivered" if heard else "gone")
    return told


def _tellings(database: Database, signal_id: str) -> list[_Telling]:
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
            _WAITING,
            this_or_later,
            or_(
                col(SignalDelivery.start_definition_id).is_not(None),
                ~or_(begun_by_message, begun_by_signal),
            ),
        )
        .order_by(col(SignalDelivery.instance_id), col(SignalDelivery.number))
        .limit(_AT_ONCE)
    )


def _telling(session: Session, row: Any) -> _Telling:
    """Leave out what the signal carries where it leaves its institution."""
    carried = row.payload if row.to_institution == row.from_institution else {}
    heard = SignalHeard(row.signal_id, row.name, carried, row.number)
    start = _start(session, row, heard) if row.start_definition_id is not None else None
    return _Telling(row.instance_id, heard, start)


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


def _send(cases: CasePort, telling: _Telling) -> bool:
    """Tell one case; say whether it was still there."""
    if telling.start is not None:
        cases.start(telling.start, wait=False)
        return True
    try:
        cases.hear(telling.instance_id, telling.heard)
    except (CaseEnded, CaseNotFound):
        return False
    return True


def _note(database: Database, telling: _Telling, state: str) -> None:
    """Note what became of one telling."""
    with database.transaction() as session:
        session.connection().execute(
            update(SignalDelivery)
            .where(
                col(SignalDelivery.signal_id) == telling.heard.signal_id,
                col(SignalDelivery.instance_id) == telling.instance_id,
                _WAITING,
            )
            .values(state=state, delivered_at=database.now())
        )


def forget_unthrown(connection: Connection, turns: Sequence[Turn]) -> None:
    """Take back what has not gone out of signals that, by all turns of their case, were never thrown."""
    case = turns[0].instance_id
    thrown = [each for turn in turns for each in thrown_ids(case, turn.effects)]
    never = select(col(Signal.id)).where(
        col(Signal.from_instance_id) == case, col(Signal.id).not_in(thrown)
    )
    connection.execute(
        delete(SignalDelivery).where(_WAITING, col(SignalDelivery.signal_id).in_(never))
    )


def forget_told(database: Database) -> int:
    """Delete signals that everybody has heard, a while after they were thrown; returns how many.

    One that somebody has still to hear stays, however old. A rebuilt case does not throw again what it has thrown:
    its turn was written before (`carelane.services.rebuild`).
    """
    old = database.now() - KEPT
    untold = select(col(SignalDelivery.signal_id)).where(_WAITING)
    with database.transaction() as session:
        connection = session.connection()
        told = (
            select(col(Signal.id))
            .where(col(Signal.created_at) < old, col(Signal.id).not_in(untold))
            .order_by(col(Signal.created_at))
            .limit(_AT_ONCE)
        )
        ids = list(connection.execute(told).scalars())
        connection.execute(delete(SignalDelivery).where(col(SignalDelivery.signal_id).in_(ids)))
        connection.execute(delete(Signal).where(col(Signal.id).in_(ids)))
        return len(ids)
