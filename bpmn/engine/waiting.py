"""Opening and closing what an activation waits for: timers, messages, signals.

What is waited for is opened as a whole or not at all, so that a step can be done again.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from bpmn.engine.effects import (
    ClearTimer,
    CloseIncident,
    SetTimer,
    SlaStopped,
    Subscribe,
    Unsubscribe,
)
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.timers import Schedule, schedule_of
from bpmn.engine.turn import Turn
from bpmn.engine.variables import context_of, text_value
from bpmn.engine.waits import SignalWait, Subscription, Timer
from bpmn.json_types import Variables
from bpmn.model import (
    BoundaryEvent,
    Catch,
    CatchEvent,
    MessageTrigger,
    ReceiveTask,
    SignalTrigger,
    StartEvent,
    TimerTrigger,
)

Opening = Callable[[], None]


def trigger_of(node: Node) -> Catch | None:
    """Give what the node waits for."""
    element = node.element
    if isinstance(element, BoundaryEvent | CatchEvent | StartEvent | ReceiveTask):
        return element.trigger
    return None


def open_waits(turn: Turn, host: Activation, targets: Iterable[Node]) -> None:
    """Wait in the host for every target; raises Trouble before anything is open."""
    context = context_of(host)
    openings = [_prepare(turn, host, target, context) for target in targets]
    for opening in openings:
        opening()


def open_boundaries(turn: Turn, activation: Activation, node: Node) -> None:
    """Wait for the boundary events of the activity."""
    open_waits(turn, activation, node.boundaries)


def open_event_subprocesses(turn: Turn, scope: Activation, node: Node) -> None:
    """Wait for the start events of the scope's event sub-processes."""
    if node.event_subprocesses:
        open_waits(turn, scope, [start for _, start in node.event_subprocesses])


def _prepare(turn: Turn, host: Activation, target: Node, context: Variables) -> Opening:
    trigger = trigger_of(target)
    if isinstance(trigger, TimerTrigger):
        schedule = schedule_of(turn, trigger, context)
        return lambda: set_timer(turn, host, target, schedule)
    if isinstance(trigger, MessageTrigger):
        name = text_value(turn, trigger.name, context, "the message name")
        key = ""
        if trigger.correlation_key is not None:
            what = "the correlation key"
            key = text_value(turn, trigger.correlation_key, context, what, "message")
        return lambda: _subscribe(turn, host, target, name, key)
    if isinstance(trigger, SignalTrigger):
        signal = text_value(turn, trigger.name, context, "the signal name")
        return lambda: _listen(turn, host, target, signal)
    return lambda: None


def _hold(host: Activation, wait_id: str) -> None:
    if host.waits is None:
        host.waits = []
    host.waits.append(wait_id)


def set_timer(turn: Turn, host: Activation, target: Node, schedule: Schedule) -> None:
    """Open a timer; a schedule that is over opens none."""
    if schedule.due is None:
        return
    timer_id = turn.state.next_id("t")
    turn.state.timers[timer_id] = Timer(
        timer_id,
        host.id,
        target.key,
        schedule.due,
        schedule.anchor,
        schedule.every,
        schedule.fired,
        schedule.left,
        schedule.until,
    )
    _hold(host, timer_id)
    turn.emit(SetTimer(timer_id, target.id, schedule.due))


def set_sla_timer(turn: Turn, host: Activation, sla_id: str, due: datetime) -> None:
    """Open the timer of the next step of an SLA clock."""
    timer_id = turn.state.next_id("t")
    turn.state.timers[timer_id] = Timer(timer_id, host.id, host.key, due, sla=sla_id)
    _hold(host, timer_id)
    turn.emit(SetTimer(timer_id, turn.node(host).id, due))


def _subscribe(turn: Turn, host: Activation, target: Node, name: str, key: str) -> None:
    subscription_id = turn.state.next_id("m")
    wait = Subscription(subscription_id, host.id, target.key, name, key)
    turn.state.subscriptions[subscription_id] = wait
    _hold(host, subscription_id)
    turn.emit(Subscribe(subscription_id, target.id, name, key))


def _listen(turn: Turn, host: Activation, target: Node, name: str) -> None:
    signal_id = turn.state.next_id("g")
    turn.state.signals[signal_id] = SignalWait(signal_id, host.id, target.key, name)
    _hold(host, signal_id)


def close_waits(turn: Turn, activation: Activation) -> None:
    """Stop waiting for everything that the activation still waits for."""
    waits, activation.waits = activation.waits, None
    for wait_id in waits or ():
        _CLOSE[wait_id[0]](turn, wait_id)


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
    "c": _close_clock,
    "i": _close_incident,
}
