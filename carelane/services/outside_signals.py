"""Signals from outside: told to every case that listens, as if a case of the institution had thrown them."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from carelane.domain.errors import CaseUnavailable
from carelane.domain.signals import Signal, SignalDelivery
from carelane.services.outside_messages import check_content, origin_of, outside_id
from carelane.services.ports import CasePort
from carelane.services.rows import insert_once
from carelane.services.signal_receivers import receivers
from carelane.services.signals import tell
from carelane.services.transaction import Database
from carelane.services.visibility import Actor


@dataclass(frozen=True, slots=True)
class OutsideSignal:
    """What is to be told. ``institution`` is where it happened: only its cases get the variables."""

    name: str
    signal_id: str
    institution: str
    variables: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """How many cases have heard a signal, and how many have still to; ``duplicate``: it had been told before."""

    signal_id: str
    heard: int
    waiting: int
    duplicate: bool = False


def broadcast(database: Database, cases: CasePort, actor: Actor, signal: OutsideSignal) -> Told:
    """Tell the signal to all who listen now and begin the cases that it begins, once per ``signal_id``.

    Who may: as for messages. Raises `NotAllowed`, `InstitutionNotFound`, `InvalidMessage`.
    """
    check_content(signal.name, signal.signal_id, "", signal.variables)
    with database.transaction() as session:
        origin = origin_of(session, actor, signal.institution)
        row: dict[str, Any] = {
            "id": outside_id(origin, "signal", signal.signal_id),
            "name": signal.name,
            "payload": signal.variables,
            "from_instance_id": None,
            "from_institution": signal.institution or origin,
            "position": int(database.now().timestamp() * 1e6),
            "created_at": database.now(),
        }
        new = insert_once(session, Signal, **row)
        if new:
            found = receivers(session.connection(), row)
            session.add_all(SignalDelivery(**each) for each in found)
    with suppress(CaseUnavailable):  # the sweep goes on
        tell(database.as_machine(), cases, [row["id"]])
    return _told(database.as_machine(), row["id"], duplicate=not new)


def _told(database: Database, signal_id: str, *, duplicate: bool) -> Told:
    by_state = (
        select(col(SignalDelivery.state), func.count())
        .where(col(SignalDelivery.signal_id) == signal_id)
        .group_by(col(SignalDelivery.state))
    )
    with database.reading() as session:
        count = {row[0]: row[1] for row in session.connection().execute(by_state)}
    return Told(signal_id, count.get("delivered", 0), count.get("waiting", 0), duplicate)
