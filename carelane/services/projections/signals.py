"""What a case throws and listens for: `signals`, `signal_subscriptions`, and who has to hear a throw."""

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any, ClassVar

from sqlalchemy import select
from sqlmodel import col

from bpmn.engine.effects import BroadcastSignal, CaseMigrated, ForgetSignal, ListenSignal
from bpmn.engine.wire import dump_effect
from carelane.domain.signals import Signal, SignalDelivery, SignalSubscription
from carelane.domain.wire import JsonObject
from carelane.services.projections.part import Context, Part, Row, moved
from carelane.services.signal_receivers import receivers

_TURN = 100_000
THROWN = BroadcastSignal.__name__


def thrown_ids(instance_id: str, effects: Iterable[JsonObject]) -> list[str]:
    """Name the signals among the effects, as told to the journal, of a case."""
    return [signal_id(instance_id, effect) for effect in effects if effect["type"] == THROWN]


def signal_id(instance_id: str, effect: JsonObject) -> str:
    """Name a signal by its thrower and content: another content is another signal."""
    content = json.dumps(effect, sort_keys=True)
    return sha256(f"{instance_id}/{content}".encode()).hexdigest()[:32]


class Signals(Part):
    """Collects throws and what is listened for."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._thrown: list[Row] = []
        self._listening: dict[str, Row] = {}
        self._forgotten: list[Row] = []
        self._moved: dict[str, Row] = {}

    def _throw(self, effect: BroadcastSignal) -> None:
        case = self.context.instance_id
        self._thrown.append(
            {
                "id": signal_id(case, dump_effect(effect)),
                "name": effect.signal_name,
                "payload": effect.variables,
                "from_instance_id": case,
                "from_institution": self.context.institution,
                "position": self.context.turn.turn * _TURN + len(self._thrown),
                "created_at": self.context.at,
            }
        )

    def _listen(self, effect: ListenSignal) -> None:
        self._listening[effect.wait_id] = {
            "instance_id": self.context.instance_id,
            "wait_id": effect.wait_id,
            "signal_name": effect.signal_name,
            "element_id": effect.element_id,
            "created_at": self.context.at,
        }

    def _forget(self, effect: ForgetSignal) -> None:
        if self._listening.pop(effect.wait_id, None) is None:
            key = {"instance_id": self.context.instance_id, "wait_id": effect.wait_id}
            self._forgotten.append(key)

    def _migrated(self, effect: CaseMigrated) -> None:
        for wait_id, element_id in moved(effect, "g").items():
            if wait_id in self._listening:
                self._listening[wait_id]["element_id"] = element_id
            else:
                key = {"instance_id": self.context.instance_id, "wait_id": wait_id}
                self._moved[wait_id] = key | {"element_id": element_id}

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        BroadcastSignal: _throw,
        ListenSignal: _listen,
        ForgetSignal: _forget,
        CaseMigrated: _migrated,
    }

    def write(self) -> None:
        """Write the throws with those who hear them, and what the case itself listens for."""
        key = ("instance_id", "wait_id")
        self.context.delete(SignalSubscription, key, self._forgotten)
        self.context.update(SignalSubscription, key, list(self._moved.values()))
        self.context.insert(SignalSubscription, list(self._listening.values()))
        self.context.insert(Signal, self._unheard())
        if not self.context.again:  # those who listen now did not listen then
            for signal in self._thrown:
                self.context.insert(SignalDelivery, self._receivers(signal))

    def _receivers(self, signal: Row) -> list[Row]:
        """Leave out who heard it already: a throw that was taken back may happen after all."""
        connection = self.context.connection
        known = select(col(SignalDelivery.instance_id)).where(
            col(SignalDelivery.signal_id) == signal["id"]
        )
        return receivers(connection, signal, frozenset(connection.execute(known).scalars()))

    def _unheard(self) -> list[Row]:
        """Leave out what a rebuilt case has thrown before."""
        if not self._thrown:
            return []
        ids = [row["id"] for row in self._thrown]
        statement = select(col(Signal.id)).where(col(Signal.id).in_(ids))
        there = set(self.context.connection.execute(statement).scalars())
        return [row for row in self._thrown if row["id"] not in there]
