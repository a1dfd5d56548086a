"""Where tokens split and join in a way that SpiffWorkflow cannot do: one question a function."""

from bpmn.model import (
    Activity,
    BoundaryEvent,
    CatchEvent,
    EventBasedGateway,
    Gateway,
    InclusiveGateway,
    ParallelGateway,
    ReceiveTask,
    StartEvent,
    SubProcess,
    TimerTrigger,
)
from bpmn.spiff.places import Place


def two_timers_at_a_gateway(place: Place) -> bool:
    """Ask for event-based gateways with two timers behind them."""
    timers = [
        node
        for node in place.behind()
        if isinstance(node, CatchEvent) and isinstance(node.trigger, TimerTrigger)
    ]
    return isinstance(place.node, EventBasedGateway) and len(timers) > 1


def one_event_twice(place: Place) -> bool:
    """Ask for event-based gateways behind which two events are the same."""
    events = [getattr(node, "trigger", None) for node in place.behind()]
    alike = [event for event in events if event is not None and events.count(event) > 1]
    return isinstance(place.node, EventBasedGateway) and bool(alike)


def loop_behind_a_boundary(place: Place) -> bool:
    """Ask for activities with a loop to which a way leads from a boundary event."""
    node = place.node
    if not isinstance(node, Activity) or node.loop is None:
        return False
    events = [each.id for each in place.body.nodes if isinstance(each, BoundaryEvent)]
    return any(_leads(place, event) for event in events)


def interrupted_loop(place: Place) -> bool:
    """Ask for boundary events that take away a loop whose passes hold something open inside.

    SpiffWorkflow drops the passes without cancelling them: their tokens and waits stay, or it stops with an exception.
    """
    node = place.node
    if not isinstance(node, BoundaryEvent) or not node.interrupting:
        return False
    host = next(each for each in place.body.nodes if each.id == node.attached_to)
    return isinstance(host, SubProcess | ReceiveTask) and host.loop is not None


def implicit_split(place: Place) -> bool:
    """Ask for several ways out of what is no gateway."""
    ways = sum(flow.source == place.node.id for flow in place.body.flows)
    return ways > 1 and not isinstance(place.node, Gateway | StartEvent)


def instantiating(place: Place) -> bool:
    """Ask for gateways and receive tasks that begin a case."""
    node = place.node
    first = not any(flow.target == node.id for flow in place.body.flows)
    receives = isinstance(node, ReceiveTask) and node.instantiate
    return receives or (isinstance(node, EventBasedGateway) and first)


def join_in_a_loop(place: Place) -> bool:
    """Ask for parallel and inclusive joins that a token can come to again."""
    gateway = isinstance(place.node, ParallelGateway | InclusiveGateway)
    return gateway and _joins(place) and _loops(place)


def straight_join(place: Place) -> bool:
    """Ask for parallel joins that no token comes to twice, if each flow brings one."""
    return isinstance(place.node, ParallelGateway) and _joins(place) and not _loops(place)


def _joins(place: Place) -> bool:
    return sum(flow.target == place.node.id for flow in place.body.flows) > 1


def _loops(place: Place) -> bool:
    """Say whether a token that leaves the node can come back to it."""
    return _leads(place, place.node.id)


def _leads(place: Place, begin: str) -> bool:
    """Say whether a token that leaves ``begin`` can come to the node."""
    pending, seen = [begin], dict.fromkeys([""])
    while pending:
        at = pending.pop()
        for flow in place.body.flows:
            if flow.source == at and flow.target == place.node.id:
                return True
            if flow.source == at and flow.target not in seen:
                seen[flow.target] = None
                pending.append(flow.target)
    return False
