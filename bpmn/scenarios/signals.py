"""Signals in a scenario: heard by every other open case, and starting what they start.

A process with a signal start event begins at the institution that its pool is bound to in the thrower's case
(or in the scenario), and without such a binding at the thrower's own, where its kind fits. Patient data crosses
the border of a pool in messages only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bpmn.engine.effects import BroadcastSignal
from bpmn.engine.events import SignalArrived
from bpmn.json_types import Variables
from bpmn.model import Process
from bpmn.scenarios.case import Case
from bpmn.scenarios.model import Given
from bpmn.scenarios.released import Released

Thrown = tuple[Case | None, SignalArrived]
"""A signal with the case that threw it, or None for the outside."""


@dataclass(slots=True)
class Broadcasts:
    """Signals on their way; the number makes their ids."""

    waiting: list[Thrown] = field(default_factory=list)
    count: int = 0

    def throw(self, case: Case, effect: BroadcastSignal) -> None:
        """Take what a case throws."""
        signal_id = f"{case.name}/{effect.signal_key}"
        self.waiting.append((case, SignalArrived(effect.signal_name, effect.variables, signal_id)))

    def receive(self, name: str, variables: Variables) -> None:
        """Take a signal from outside."""
        self.count += 1
        self.waiting.append((None, SignalArrived(name, variables, f"outside/{self.count}")))


def heard_at(institution: str, signal: SignalArrived, thrower: Case | None) -> SignalArrived:
    """Give the signal as it is heard there: what it carries stays at its thrower's institution."""
    if thrower is None or thrower.institution == institution:
        return signal
    return replace(signal, variables={})


def started_by(
    signal: SignalArrived, thrower: Case | None, released: Released, given: Given
) -> Iterator[tuple[Process, str, dict[str, str]]]:
    """Yield the processes that the signal starts, each with its institution and the pools it knows."""
    pools = dict(thrower.pools if thrower is not None else given.pools)
    for process in released.processes.values():
        if signal.signal_name not in process.signal_starts:
            continue
        at = pools.get(process.participant_id, thrower.institution if thrower is not None else "")
        institution = given.institutions.get(at)
        if institution is not None and process.pool_kind in ("", institution.kind):
            yield process, at, pools
