"""Opening what an activation waits for: timers, messages, signals, conditions.

What is waited for is opened as a whole or not at all, so that a step can be done again.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from bpmn.engine.effects import ListenSignal, SetTimer, Subscribe
from bpmn.engine.nodes import Node
from bpmn.engine.splits import is_true
from bpmn.engine.state import Activation
from bpmn.engine.timers import Schedule, schedule_of
from bpmn.engine.turn import Trouble, Turn, step
from bpmn.engine.variables import context_of, text_value
from bpmn.engine.waits import ConditionWait, Gathering, SignalWait, Subscription, Timer
from bpmn.json_types import Json, Variables
from bpmn.model import (
    BoundaryEvent,
    ConditionTrigger,
    MessageTrigger,
    Multiple,
    SignalTrigger,
    StartEvent,
    TimerTrigger,
)

Opening = Callable[[], None]


def open_waits(
    turn: Turn, host: Activation, targets: Iterable[Node], brought: Variables | None = None
) -> None:
    """Wait in the host for every target; raises Trouble before anything is open.

    `brought` are variables that are seen beside the host's own: what has started the case.
    """
    context = {**context_of(host), **brought} if brought else context_of(host)
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


@step("wait_for")
def _wait_for(turn: Turn, host: Activation, keys: Json) -> None:
    """Wait for events that another version of the process has added, or defines anew."""
    assert isinstance(keys, list)
    open_waits(turn, host, [turn.nodes[str(key)] for key in keys])


def _prepare(turn: Turn, host: Activation, target: Node, context: Variables) -> Opening:
    trigger = target.trigger
    if isinstance(trigger, TimerTrigger):
        schedule = schedule_of(turn, trigger, context)
        if schedule.due is None and not isinstance(target.element, BoundaryEvent | StartEvent):
            # the token would wait for what cannot come, and nobody would see it
            message = f"the times of the cycle are over: {trigger.value.text}"
            raise Trouble("expression", message)
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
    if isinstance(trigger, ConditionTrigger):
        held = is_true(turn, trigger.condition, context, "the condition")
        return lambda: _watch(turn, host, target, held=held)
    if isinstance(trigger, Multiple):
        parts = [_prepare(turn, host, part, context) for part in target.parts]
        return lambda: _open_parts(turn, host, target, parts)
    return lambda: None


def _open_parts(turn: Turn, host: Activation, target: Node, parts: Iterable[Opening]) -> None:
    if isinstance(target.trigger, Multiple) and target.trigger.parallel:
        open_gathering(turn, host, target)
    for opening in parts:
        opening()


def open_gathering(turn: Turn, host: Activation, target: Node) -> Gathering:
    """Begin to note which triggers of a parallel multiple event have come."""
    gathering = Gathering(turn.state.next_id("y"), host.id, target.key, [], {})
    turn.state.gatherings[gathering.id] = gathering
    _hold(host, gathering.id)
    return gathering


def open_parts_again(turn: Turn, host: Activation, target: Node) -> None:
    """Wait once more for what a parallel multiple event has taken; its conditions were never given up."""
    open_waits(turn, host, [each for each in target.parts if not _watched(each)])


def _watched(part: Node) -> bool:
    return isinstance(part.trigger, ConditionTrigger)


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
    turn.emit(ListenSignal(signal_id, target.id, name))


def _watch(turn: Turn, host: Activation, target: Node, *, held: bool) -> None:
    """Watch a condition; one that is true already is met at once (as in Zeebe)."""
    wait_id = turn.state.next_id("v")
    turn.state.conditions[wait_id] = ConditionWait(wait_id, host.id, target.key, held)
    _hold(host, wait_id)
    if held:
        turn.later("condition_met", host, wait_id)
