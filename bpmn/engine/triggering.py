"""What an event does when it is triggered, whatever triggered it.

Boundary events leave their activity (or start beside it), start events of event sub-processes take over
their scope (or start beside its tokens), everything else goes on where it waited.
"""

from collections.abc import Iterable

from bpmn.engine.closing import close_wait, close_waits, close_waits_for
from bpmn.engine.effects import ClearTimer, MessageNotTaken, MessageTaken
from bpmn.engine.events import MessageArrived
from bpmn.engine.gathering import begin_anew, gather, gathers
from bpmn.engine.lifecycle import clear, create, leave, terminate
from bpmn.engine.nodes import Node
from bpmn.engine.records import remember
from bpmn.engine.state import Activation
from bpmn.engine.timers import next_of
from bpmn.engine.turn import Turn, step
from bpmn.engine.waiting import set_timer
from bpmn.engine.waits import Timer
from bpmn.json_types import Json, Variables
from bpmn.model import BoundaryEvent, Gateway, StartEvent


def trigger(turn: Turn, host: Activation, target: Node, variables: Variables) -> None:
    """Let the event `target`, which was waited for in `host`, happen.

    One of several triggers is the event, or in a parallel multiple event one step towards it.
    """
    if target.whole is None:
        _happen(turn, host, target, variables)
        return
    gathered = gather(turn, host, target, variables)
    if gathered is not None:
        _happen(turn, host, target.whole, gathered)
        if gathers(target):
            begin_anew(turn, host, target.whole)


def _happen(turn: Turn, host: Activation, target: Node, variables: Variables) -> None:
    element = target.element
    if host.key == target.key:
        target.behaviour.triggered(turn, host, target, variables)
    elif isinstance(element, BoundaryEvent):
        _boundary(turn, host, target, variables, interrupting=element.interrupting)
    elif isinstance(element, StartEvent):
        _event_subprocess(turn, host, target, variables, interrupting=element.interrupting)
    else:
        turn.node(host).behaviour.triggered(turn, host, target, variables)


def _boundary(
    turn: Turn, host: Activation, target: Node, variables: Variables, *, interrupting: bool
) -> None:
    scope = host.parent
    assert scope is not None
    if interrupting:
        terminate(turn, host)
    turn.complete(create(turn, scope, target), variables)


def _event_subprocess(
    turn: Turn, scope: Activation, start: Node, variables: Variables, *, interrupting: bool
) -> None:
    if interrupting:
        take_over(turn, scope)
    pairs = turn.node(scope).event_subprocesses
    handler = next(node for node, its_start in pairs if its_start is start)
    activation = create(turn, scope, handler)
    activation.data = {"start": start.key, "with": variables}
    turn.later("activate", activation)


def take_over(turn: Turn, scope: Activation) -> None:
    """Take away what the scope was doing, and the incidents about that."""
    clear(turn, scope)
    close_clocks(turn, scope)
    close_event_waits(turn, scope)
    for incident in [each for each in turn.state.incidents.values() if each.host == scope.id]:
        if incident.step != "watch":  # a condition on the scope's boundary is still watched
            close_wait(turn, scope, incident.id)
    turn.node(scope).behaviour.taken_over(turn, scope)


def close_clocks(turn: Turn, scope: Activation) -> None:
    """Stop the clocks over what the scope was doing: nobody is reminded of what is not to be done any more."""
    timers = [timer.id for timer in turn.state.timers.values() if timer.sla]
    for wait_id in list(scope.waits or ()):
        if wait_id in turn.state.slas or wait_id in timers:
            close_wait(turn, scope, wait_id)


def close_event_waits(turn: Turn, scope: Activation) -> None:
    """Stop waiting for the start events of the scope's event sub-processes."""
    starts = [start for _, start in turn.node(scope).event_subprocesses]
    _close_waits_for(turn, scope, starts)


def close_reactions(turn: Turn, scope: Activation) -> None:
    """Stop waiting for the events on the scope's boundary and for those of its event sub-processes."""
    close_event_waits(turn, scope)
    _close_waits_for(turn, scope, turn.node(scope).boundaries)


def _close_waits_for(turn: Turn, scope: Activation, events: Iterable[Node]) -> None:
    keys = [node.key for event in events for node in (event, *event.parts)]
    close_waits_for(turn, scope, keys, "tmgvy")


def fire_timer(turn: Turn, timer: Timer) -> None:
    """Let the timer's event happen; a cycle is set again first."""
    host = turn.state.activations[timer.host]
    assert host.waits is not None
    host.waits.remove(timer.id)
    del turn.state.timers[timer.id]
    turn.emit(ClearTimer(timer.id, fired=True))
    if timer.sla:
        turn.later("clock_step", host, timer.sla)
        return
    target = turn.nodes[timer.target]
    element = target.element
    repeats = isinstance(element, BoundaryEvent | StartEvent) and not element.interrupting
    if repeats and not gathers(target):
        set_timer(turn, host, target, next_of(timer))
    trigger(turn, host, target, {})


def take_message(turn: Turn, event: MessageArrived) -> None:
    """Give the message to the oldest subscription that it fits."""
    for wait in turn.state.subscriptions.values():
        if wait.name == event.message_name and wait.key == event.correlation_key:
            target = turn.nodes[wait.target]
            turn.emit(MessageTaken(event.message_id, target.id))
            trigger(turn, turn.state.activations[wait.host], target, event.variables)
            return
    turn.emit(MessageNotTaken(event.message_id))


def throw_signal(turn: Turn, name: str, variables: Variables) -> None:
    """Trigger everything in this case that waits for the signal, oldest first."""
    for wait_id in [wait.id for wait in turn.state.signals.values() if wait.name == name]:
        wait = turn.state.signals.get(wait_id)
        if wait is not None:
            trigger(turn, turn.state.activations[wait.host], turn.nodes[wait.target], variables)


_NOT_WAITED_FOR = (
    "clocks",
    "clock_step",
    "clock_mark",
    "clock_pauses",
    "clocks_again",
    "clocks_of_host_again",
    "open_scope",
    "watch",
    "gather_again",
    "wait_for",
)
"""Steps that are only about waiting: without them the element goes on as it is."""


@step("skip")
def _skip(turn: Turn, activation: Activation, failed_step: Json) -> None:
    """Go on without the element (an operator's decision).

    A clock, or the events of the whole case, are just not waited for.
    """
    if failed_step in _NOT_WAITED_FOR:
        return
    node = turn.node(activation)
    if failed_step == "gather_rest":  # the case begins without what it would have waited for
        node.behaviour.triggered(turn, activation, node, {})
        return
    ways = () if isinstance(node.element, Gateway) else node.behaviour.ways(turn, activation, node)
    if failed_step == "complete" and node.recorded:
        remember(activation, node)  # its work is done, and can be undone
    if activation.children:
        clear(turn, activation)
    node.behaviour.cancel(turn, activation)
    close_waits(turn, activation)
    leave(turn, activation, node, [*ways] * node.produced)
