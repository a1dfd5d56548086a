"""What an activation waits for, on its way to another version.

An event that is mapped goes on being waited for as it was: a timer keeps its time, whatever the new version says
(Camunda 8 too); a message, signal or condition that is defined in other words is waited for by the new words,
because a wait for them has no progress to lose (Camunda keeps the old words). One that is mapped to nothing is
given up, one that is new is waited for from now on.
"""

from dataclasses import dataclass, field

from bpmn.engine.closing import close_wait
from bpmn.engine.migration.definitions import same_definition
from bpmn.engine.migration.reactions import (
    additions,
    may_start_clocks,
    reactions_of,
    with_parts,
)
from bpmn.engine.migration.translation import Translation
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation, State
from bpmn.engine.turn import Turn
from bpmn.engine.waits import ConditionWait, Gathering, SignalWait, Subscription, Timer
from bpmn.model import TimerTrigger

Wait = Timer | Subscription | SignalWait | ConditionWait | Gathering


@dataclass(slots=True)
class Carried:
    """What is to be done with the waits of one activation, decided while its key is still the old one."""

    keys: dict[str, str] = field(default_factory=dict)
    """Waits that go on: id -> key of the new version's node."""
    closed: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    looked_at: list[str] = field(default_factory=list)
    """Conditions that are defined in other words."""

    def settle(self, turn: Turn, host: Activation) -> None:
        """Do it, now that every activation has its new key."""
        for wait_id, key in self.keys.items():
            wait_of(turn.state, wait_id).target = key
        for wait_id in self.closed:
            close_wait(turn, host, wait_id)
        for wait_id in self.looked_at:
            turn.state.conditions[wait_id].held = False
            turn.later("watch", host, wait_id)
        for key in self.opened:
            turn.later("wait_for", host, [key])


def wait_of(state: State, wait_id: str) -> Wait:
    """Give the record of a wait for an event."""
    found = (
        state.timers.get(wait_id)
        or state.subscriptions.get(wait_id)
        or state.signals.get(wait_id)
        or state.conditions.get(wait_id)
        or state.gatherings.get(wait_id)
    )
    assert found is not None
    return found


def carry_waits(
    state: State, translation: Translation, host: Activation, before: Node, after: Node
) -> Carried:
    """Decide what becomes of each wait of the host."""
    carried = Carried()
    known: list[str] = []
    for event in reactions_of(before, translation.old):
        held, there = _held(state, host, event), translation.node(event.key)
        if there is not None:
            known.append(there.key)
        if there is not None and event.id not in translation.mapping.anew:
            _carry(state, translation, carried, held)
        else:
            carried.closed += held
            carried.opened += [there.key] if there is not None and held else []
    added = additions(translation.old, state, host, after, known)
    carried.opened += [event.key for event in added if event.trigger is not None]
    timers = [state.timers[wait_id] for wait_id in host.waits or () if wait_id in state.timers]
    carried.keys |= {timer.id: after.key for timer in timers if timer.sla}
    return carried


def _held(state: State, host: Activation, event: Node) -> list[str]:
    keys = [part.key for part in with_parts(event)]
    waits = [wait_id for wait_id in host.waits or () if wait_id[0] in "tmgvy"]
    return [
        wait_id
        for wait_id in waits
        if wait_of(state, wait_id).target in keys
        and not getattr(wait_of(state, wait_id), "sla", "")
    ]


def _carry(state: State, translation: Translation, carried: Carried, held: list[str]) -> None:
    for wait_id in held:
        wait = wait_of(state, wait_id)
        before = translation.old.nodes[wait.target]
        after = translation.new.nodes[translation.key(wait.target)]
        kept = isinstance(wait, Timer | Gathering) or isinstance(before.trigger, TimerTrigger)
        if kept or same_definition(before.trigger, after.trigger):
            carried.keys[wait_id] = after.key
        elif isinstance(wait, ConditionWait):
            carried.keys[wait_id] = after.key
            carried.looked_at.append(wait_id)
        else:
            carried.closed.append(wait_id)
            carried.opened.append(after.key)


def carry_clocks(
    turn: Turn, translation: Translation, host: Activation, before: Node, after: Node
) -> None:
    """Let clocks run on, stop them where the new version has none, and start what it adds."""
    running = [wait_id for wait_id in host.waits or () if wait_id in turn.state.slas]
    anew = before.id in translation.mapping.anew
    if anew or not after.slas:
        for clock in running:
            _stop(turn, host, clock)
    if not may_start_clocks(turn.state, host):
        return
    if after.slas and anew:
        turn.later("clocks", host)
    elif len(after.slas) > len(before.slas):
        turn.later("clocks", host, len(before.slas))


def _stop(turn: Turn, host: Activation, clock: str) -> None:
    timers = [timer.id for timer in turn.state.timers.values() if timer.sla == clock]
    for timer_id in timers:
        close_wait(turn, host, timer_id)
    close_wait(turn, host, clock)
