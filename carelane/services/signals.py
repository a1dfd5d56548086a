"""Tells signals to those who have to hear them, as the journal has settled it; each case hears one once.

Input: rows of `signal_deliveries`. A case keeps the ids of what it has heard, and the id of a case that is
started follows from the signal, so that telling again after a crash changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, delete, select, update
from sqlmodel import Session, col

from carelane.domain.errors import CaseEnded, CaseNotFound
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


@dataclass(frozen=True, slots=True)
class _Telling:
    """A signal on its way to a case, or the case to start with it."""

    instance_id: str
    heard: SignalHeard
    start: StartProcess | None


def untold(database: Database, turn: Turn) -> list[str]:
    """List the signals of the turn's case that somebody has still to hear, if the turn throws any."""
    if not any(effect["type"] == THROWN for effect in turn.effects):
        return []
    return untold_of(database, turn.instance_id)


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
    """Tell these signals, in their order, to those who have still to hear them; returns how many heard one.

    Safe to repeat and to run twice at once. Raises `CaseUnavailable`; what is untold then stays so.
    """
    told = 0
    for signal_id in signal_ids:
        while tellings := _tellings(database, signal_id):
            for telling in tellings:
                heard = _send(cases, telling)
                told += heard
                _note(database, signal_id, telling.instance_id, "delivered" if heard else "gone")
    return told


def _tellings(database: Database, signal_id: str) -> list[_Telling]:
    with database.reading() as session:
        rows = session.connection().execute(_waiting(signal_id)).all()
        return [_telling(session, row) for row in rows]


def _waiting(signal_id: str) -> Select[Any]:
    return (
        select(
            *(column for column in SignalDelivery.__table__.c if column.name != "signal_id"),  # type: ignore[attr-defined]
            *Signal.__table__.c,  # type: ignore[attr-defined]
        )
        .join(Signal, col(Signal.id) == col(SignalDelivery.signal_id))
        .where(col(SignalDelivery.signal_id) == signal_id, _WAITING)
        .order_by(col(SignalDelivery.instance_id))
        .limit(_AT_ONCE)
    )


def _telling(session: Session, row: Any) -> _Telling:
    """Leave out what the signal carries where it leaves its institution."""
    carried = row.payload if row.to_institution == row.from_institution else {}
    heard = SignalHeard(row.id, row.name, carried)
    start = _start(session, row, heard) if row.start_definition_id is not None else None
    return _Telling(row.instance_id, heard, start)


def _start(session: Session, row: Any, heard: SignalHeard) -> StartProcess:
    """Make the start payload of the case that the signal starts, under the thrower's key."""
    definition = session.get_one(ProcessDefinition, row.start_definition_id)
    thrower = session.get_one(ProcessInstance, row.from_instance_id)
    bound = thrower_pools(session.connection(), thrower.id, definition.process_id)
    known = {pool: code for pool, code in bound.items() if pool in definition.pools}
    payload = start_payload(
        session.connection(),
        instance_id=row.instance_id,
        process_id=definition.process_id,
        bundle_sha256=definition.bundle_sha256,
        institution=row.to_institution,
        pools=bind_pools(session, definition, row.to_institution, known),
        business_key=thrower.business_key,
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


def _note(database: Database, signal_id: str, instance_id: str, state: str) -> None:
    """Note what became of one telling."""
    with database.transaction() as session:
        session.connection().execute(
            update(SignalDelivery)
            .where(
                col(SignalDelivery.signal_id) == signal_id,
                col(SignalDelivery.instance_id) == instance_id,
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
