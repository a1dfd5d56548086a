"""Tells signals to those who have to hear them, as the journal has settled it; each case hears one once.

Input: rows of `signal_deliveries`. A case keeps the ids of what it has heard, and the id of a case that is
started follows from the signal, so that telling again after a crash changes nothing.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, select, update
from sqlmodel import col

from carelane.domain.signals import Signal, SignalDelivery
from carelane.domain.wire import Turn
from carelane.services.handover import hand_over
from carelane.services.ports import CasePort
from carelane.services.projections.signals import THROWN, thrown_ids
from carelane.services.signal_tellings import WAITING, Telling, tellings
from carelane.services.transaction import Database

_AT_ONCE = 500
KEPT = timedelta(days=30)
"""How long a signal is kept after it was thrown."""


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
    return select(col(SignalDelivery.signal_id)).where(mine, WAITING)


def untold_of(database: Database, instance_id: str) -> list[str]:
    """List the signals of a case that somebody has still to hear."""
    return _untold(database, col(Signal.from_instance_id) == instance_id)


def all_untold(database: Database) -> list[str]:
    """List every signal that somebody has still to hear, for the scheduler's sweep."""
    return _untold(database)


def _untold(database: Database, *which: Any) -> list[str]:
    statement = (
        select(col(Signal.id))
        .where(*which, col(Signal.id).in_(select(col(SignalDelivery.signal_id)).where(WAITING)))
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
        while found := tellings(database, signal_id):
            for telling in found:
                heard = _send(cases, telling)
                told += heard
                _note(database, telling, "delivered" if heard else "gone")
    return told


def sweep(database: Database, cases: CasePort) -> int:
    """Tell every signal that somebody has still to hear; gives how many heard one. Raises `CaseUnavailable`."""
    return tell(database, cases, all_untold(database))


def _send(cases: CasePort, telling: Telling) -> bool:
    """Tell one case; say whether it was still there."""
    case, heard = telling.instance_id, telling.heard
    return hand_over(cases, telling.start, lambda: cases.hear(case, heard))


def _note(database: Database, telling: Telling, state: str) -> None:
    """Note what became of one telling."""
    with database.transaction() as session:
        session.connection().execute(
            update(SignalDelivery)
            .where(
                col(SignalDelivery.signal_id) == telling.heard.signal_id,
                col(SignalDelivery.instance_id) == telling.instance_id,
                WAITING,
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
        delete(SignalDelivery).where(WAITING, col(SignalDelivery.signal_id).in_(never))
    )


def forget_told(database: Database) -> int:
    """Delete signals that everybody has heard, a while after they were thrown; returns how many.

    One that somebody has still to hear stays, however old. A rebuilt case does not throw again what it has thrown:
    its turn was written before (`carelane.services.rebuild`).
    """
    old = database.now() - KEPT
    untold = select(col(SignalDelivery.signal_id)).where(WAITING)
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
