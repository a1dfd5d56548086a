"""Closing what an activation waits for."""

from collections.abc import Callable, Collection

from bpmn.engine.effects import ClearTimer, CloseIncident, ForgetSignal, SlaStopped, Unsubscribe
from bpmn.engine.state import Activation, State
from bpmn.engine.turn import Turn


def close_waits(turn: Turn, activation: Activation) -> None:
    """Stop waiting for everything that the activation still waits for."""
    waits, activation.waits = activation.waits, None
    for wait_id in waits or ():
        _CLOSE[wait_id[0]](turn, wait_id)


def close_waits_for(turn: Turn, host: Activation, keys: Collection[str], kinds: str) -> None:
    """Stop waiting for the nodes of these keys, in as far as the wait's id begins with one of `kinds`."""
    for wait_id in list(host.waits or ()):
        if wait_id[0] in kinds and _target_of(turn.state, wait_id) in keys:
            close_wait(turn, host, wait_id)


def _target_of(state: State, wait_id: str) -> str:
    """Give the key of the node that is waited for; empty for clocks and incidents."""
    wait = (
        state.timers.get(wait_id)
        or state.subscriptions.get(wait_id)
        or state.signals.get(wait_id)
        or state.conditions.get(wait_id)
        or state.gatherings.get(wait_id)
    )
    return wait.target if wait is not None else ""


def close_wait(turn: Turn, activation: Activation, wait_id: str) -> None:
    """Stop waiting for one thing."""
    assert activation.waits is not None
    activation.waits.remove(wait_id)
    _CLOSE[wait_id[0]](turn, wait_id)


def _close_timer(turn: Turn, wait_id: str) -> None:
    del turn.state.timers[wait_id]
    turn.emit(ClearTimer(wait_id, fired=False))


def _close_subscription(turn: Turn, wait_id: str) -> None:
    del turn.state.subscriptions[wait_id]
    turn.emit(Unsubscribe(wait_id))


def _close_signal(turn: Turn, wait_id: str) -> None:
    del turn.state.signals[wait_id]
    turn.emit(ForgetSignal(wait_id))


def _close_condition(turn: Turn, wait_id: str) -> None:
    del turn.state.conditions[wait_id]


def _close_gathering(turn: Turn, wait_id: str) -> None:
    del turn.state.gatherings[wait_id]


def _close_clock(turn: Turn, wait_id: str) -> None:
    clock = turn.state.slas.pop(wait_id)
    element = turn.nodes[turn.state.activations[clock.host].key].id
    turn.emit(SlaStopped(wait_id, element))


def _close_incident(turn: Turn, wait_id: str) -> None:
    del turn.state.incidents[wait_id]
    turn.emit(CloseIncident(wait_id))


_CLOSE: dict[str, Callable[[Turn, str], None]] = {
    "t": _close_timer,
    "m": _close_subscription,
    "g": _close_signal,
    "v": _close_condition,
    "y": _close_gathering,
    "c": _close_clock,
    "i": _close_incident,
}
