"""The ways a case begins: plainly, or by a message, signal, timer or condition.

The event that begins it has happened already: its element completes at once. Of a parallel multiple start event
and of a parallel event-based gateway the case begins with the first event and waits for the others
(BPMN 2.0.2, 10.5.2 and 10.6.6); their keys may be in what the first has brought.
"""

from bpmn.engine.conditional_starts import condition_holds
from bpmn.engine.effects import InstanceStarted
from bpmn.engine.events import MessageArrived, SignalArrived
from bpmn.engine.gathering import begin_gathering, gathers
from bpmn.engine.lifecycle import create, enter
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn
from bpmn.json_types import Variables
from bpmn.model import Beginning, MessageTrigger, SignalTrigger


class NotStartable(ValueError):  # noqa: N818 - reads as what it is
    """The process has no start event that fits."""


def start_plainly(turn: Turn, root: Activation) -> None:
    """Begin at the none start event; without one, by the first timer or by a condition that holds."""
    starts, process = turn.program.root.starts, turn.program.process
    if starts:
        turn.emit(InstanceStarted(starts[0].id))
        turn.later("open_scope", root)
        for node in starts:
            enter(turn, root, node)
        return
    known = root.variables or {}
    conditions = process.conditional_starts
    holding = (key for key in conditions if condition_holds(process, key, known, turn.now))
    if process.timer_starts:
        start_by_timer(turn, root, next(iter(process.timer_starts)))
    elif condition := next(holding, ""):
        start_by_condition(turn, root, condition)
    else:
        raise NotStartable(f"{process.id} has no none start event")


def start_by_timer(turn: Turn, root: Activation, key: str) -> None:
    """Begin because it is time."""
    process = turn.program.process
    if key not in process.timer_starts:
        raise NotStartable(f"{process.id} has no timer start event {key!r}")
    _begin(turn, root, _keyed(turn, key), "timer", {})


def start_by_condition(turn: Turn, root: Activation, key: str) -> None:
    """Begin because a condition has become true."""
    process = turn.program.process
    if key not in process.conditional_starts:
        raise NotStartable(f"{process.id} has no conditional start event {key!r}")
    _begin(turn, root, _keyed(turn, key), "condition", {})


def start_by_message(turn: Turn, root: Activation, message: MessageArrived) -> None:
    """Begin by a message, with what it has brought."""
    beginning = _named(turn, MessageTrigger, message.message_name)
    _begin(turn, root, beginning, message.message_name, message.variables)


def start_by_signal(turn: Turn, root: Activation, signal: SignalArrived) -> None:
    """Begin by a signal, with what it has brought."""
    beginning = _named(turn, SignalTrigger, signal.signal_name)
    _begin(turn, root, beginning, signal.signal_name, signal.variables)


def _keyed(turn: Turn, key: str) -> Beginning:
    return next(each for each in turn.program.process.beginnings if each.key == key)


def _named(turn: Turn, kind: type[MessageTrigger] | type[SignalTrigger], name: str) -> Beginning:
    process = turn.program.process
    for each in process.beginnings:
        trigger = each.trigger
        if isinstance(trigger, kind) and trigger.name.text == name:
            return each
    raise NotStartable(f"{process.id} is not started by {name!r}")


def _begin(turn: Turn, root: Activation, beginning: Beginning, by: str, brought: Variables) -> None:
    """Let the event happen, then wait for the events of the whole case: their keys may be in it."""
    node = turn.nodes[beginning.element.id]
    turn.emit(InstanceStarted(node.id, by))
    if beginning.gateway is not None:
        _begin_behind(turn, root, turn.nodes[beginning.gateway.id], node, brought)
    elif node.parts and gathers(node.parts[beginning.place]):
        begin_gathering(turn, create(turn, root, node), beginning.place, brought)
        return
    else:
        turn.complete(create(turn, root, node), brought)
    turn.later("open_scope", root)


def _begin_behind(
    turn: Turn, root: Activation, gateway: Node, node: Node, brought: Variables
) -> None:
    """Begin at an instantiating event-based gateway."""
    activation = create(turn, root, gateway)
    gateway.behaviour.triggered(turn, activation, node, brought)
