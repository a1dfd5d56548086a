"""Where in a process something stands that SpiffWorkflow cannot do: one question a function."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bpmn.model import (
    Activity,
    Body,
    BoundaryEvent,
    CatchEvent,
    CompensationThrow,
    CompensationTrigger,
    ConditionTrigger,
    EndEvent,
    EscalationTrigger,
    EventBasedGateway,
    FlowNode,
    MessageTrigger,
    MultiInstance,
    StartEvent,
    Static,
    SubProcess,
    TimerTrigger,
)

_PLAIN_CYCLE = re.compile(r"R\d*(/[^/P][^/]*)?/P[^/]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A node where it stands: in which body, and in which sub-process, if any."""

    node: FlowNode
    body: Body
    inside: SubProcess | None = None

    @property
    def event(self) -> object:
        """What the node catches or throws; None where it is no event, or a none event."""
        return getattr(self.node, "trigger", None) or getattr(self.node, "throw", None)

    @property
    def start(self) -> StartEvent | None:
        """The start event of an event sub-process, None for any other node."""
        if not isinstance(self.node, SubProcess) or not self.node.by_event:
            return None
        return next(node for node in self.node.body.nodes if isinstance(node, StartEvent))

    def behind(self) -> list[FlowNode]:
        """Give the nodes that the node's flows lead to."""
        targets = [flow.target for flow in self.body.flows if flow.source == self.node.id]
        return [node for node in self.body.nodes if node.id in targets]


Question = Callable[[Place], bool]


def places_of(body: Body, inside: SubProcess | None = None) -> Iterator[Place]:
    """Yield every node with its place, containers before their content."""
    for node in body.nodes:
        yield Place(node, body, inside)
        if isinstance(node, SubProcess):
            yield from places_of(node.body, node)


def is_a(kind: type[FlowNode]) -> Question:
    """Ask for nodes of a kind."""
    return lambda place: isinstance(place.node, kind)


def end_throwing(kind: type) -> Question:
    """Ask for end events that throw this."""
    return lambda place: isinstance(place.node, EndEvent) and isinstance(place.event, kind)


def event_of(kind: type) -> Question:
    """Ask for events of a kind, wherever they stand, and event sub-processes that they start."""
    return lambda place: (
        isinstance(place.event, kind)
        or (place.start is not None and isinstance(place.start.trigger, kind))
    )


def event_subprocess(kind: type) -> Question:
    """Ask for event sub-processes that an event of this kind starts."""
    return lambda place: place.start is not None and isinstance(place.start.trigger, kind)


def nested_event_subprocess(place: Place) -> bool:
    """Ask for event sub-processes of a sub-process."""
    return place.start is not None and place.inside is not None


def interrupting_event_subprocess(place: Place) -> bool:
    """Ask for event sub-processes that take over."""
    return place.start is not None and place.start.interrupting


def interrupting_escalation(place: Place) -> bool:
    """Ask for boundary events that interrupt by an escalation."""
    node = place.node
    interrupts = isinstance(node, BoundaryEvent) and node.interrupting
    return interrupts and isinstance(place.event, EscalationTrigger)


def cycle_beside(place: Place) -> bool:
    """Ask for boundary events that begin something beside the activity again and again."""
    timer = place.event if isinstance(place.node, BoundaryEvent) else None
    return isinstance(timer, TimerTrigger) and timer.kind == "cycle"


def cycle_on_the_way(place: Place) -> bool:
    """Ask for cycles that a token waits for."""
    timer = place.event if isinstance(place.node, CatchEvent) else None
    return isinstance(timer, TimerTrigger) and timer.kind == "cycle"


def cycle_form(place: Place) -> bool:
    """Ask for cycles in another form than ``R3/PT1H`` and ``R3/2026-01-05T09:00:00Z/PT1H``."""
    timer = place.event
    if not isinstance(timer, TimerTrigger) or timer.kind != "cycle":
        return False
    plain = isinstance(timer.value, Static) and _PLAIN_CYCLE.fullmatch(timer.value.text)
    return not plain


def two_timers_on_one(place: Place) -> bool:
    """Ask for two timers that interrupt the same activity."""
    hosts = [_timed_host(node) for node in place.body.nodes]
    return hosts.count(_timed_host(place.node) or " ") > 1


def _timed_host(node: FlowNode) -> str:
    """Give the activity that the timer interrupts, empty for any other node."""
    timed = isinstance(node, BoundaryEvent) and isinstance(node.trigger, TimerTrigger)
    return (
        node.attached_to if isinstance(node, BoundaryEvent) and timed and node.interrupting else ""
    )


def compensates(place: Place) -> bool:
    """Ask for what undoes, and for what has it undone."""
    undoes = isinstance(place.node, Activity) and place.node.for_compensation
    handler = place.start is not None and isinstance(place.start.trigger, CompensationTrigger)
    return undoes or handler or isinstance(place.event, CompensationTrigger | CompensationThrow)


def message_beside(place: Place) -> bool:
    """Ask for those of them that wait for messages: what is waited for differs after the first already."""
    return event_beside(place) and isinstance(place.event, MessageTrigger)


def event_beside(place: Place) -> bool:
    """Ask for boundary events that may begin something beside the activity more than once."""
    node = place.node
    beside = isinstance(node, BoundaryEvent) and not node.interrupting
    return beside and not isinstance(place.event, TimerTrigger)


def condition_elsewhere(place: Place) -> bool:
    """Ask for conditions behind gateways, at starts, and for those that look at some changes only."""
    node = place.node
    if isinstance(node, EventBasedGateway):
        return any(
            isinstance(getattr(e, "trigger", None), ConditionTrigger) for e in place.behind()
        )
    handler = place.start is not None and isinstance(place.start.trigger, ConditionTrigger)
    ordinary = isinstance(node, CatchEvent | BoundaryEvent) and _plain_condition(place.event)
    return handler or (isinstance(place.event, ConditionTrigger) and not ordinary)


def condition_in_an_instance(place: Place) -> bool:
    """Ask for conditions inside a sub-process of which there are several instances."""
    loop = place.inside.loop if place.inside is not None else None
    return isinstance(loop, MultiInstance) and isinstance(place.event, ConditionTrigger)


def _plain_condition(event: object) -> bool:
    return isinstance(event, ConditionTrigger) and not event.variables and len(event.on) > 1


def quantities(place: Place) -> bool:
    """Ask for activities that take or give more than one token."""
    node = place.node
    return isinstance(node, Activity) and (node.start_quantity, node.completion_quantity) != (1, 1)


def telling_instances(place: Place) -> bool:
    """Ask for multi-instance activities whose instances throw events."""
    loop = place.node.loop if isinstance(place.node, Activity) else None
    return isinstance(loop, MultiInstance) and bool(loop.events)
