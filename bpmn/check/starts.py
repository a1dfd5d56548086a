"""Where a body begins and ends: start events, end events and event sub-processes."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import (
    BoundaryEvent,
    CatchEvent,
    EndEvent,
    FlowNode,
    ReceiveTask,
    StartEvent,
    SubProcess,
    ThrowEvent,
)


def check_starts(notes: Notes, place: Place) -> None:
    """Check what begins and what ends in the body."""
    starts = [node for node in place.body.nodes if isinstance(node, StartEvent)]
    for node in place.body.nodes:
        _check_ends(notes, place, node)
    if isinstance(place.owner, SubProcess) and place.owner.by_event:
        _check_event_subprocess(notes, place, starts)
        return
    _check_end(notes, place, starts)
    plain = [start for start in starts if start.trigger is None]
    if len(plain) > 1:
        hint = "keep one none start event"
        message = "there are several none start events; which one begins is not said"
        notes.error("several_starts", plain[1], message, hint)
    if starts and not place.is_process and not plain:
        message = "the sub-process has no none start event"
        notes.error("no_start", place.owner, message, "add a none start event")
    if not starts and place.body.nodes and not any(_begins(place, n) for n in place.body.nodes):
        message = "nothing begins: there is no start event and every element has an incoming flow"
        notes.error("no_start", place.owner, message, "add a start event")
    _check_implicit(notes, place, starts)
    if not place.body.nodes and place.is_process and place.process.executable:
        notes.error("no_start", place.owner, "the process is empty", "add a start event")


def _check_end(notes: Notes, place: Place, starts: list[StartEvent]) -> None:
    """Start and end events go together (BPMN 2.0, 10.5.2 and 10.5.3); instantiating tasks are starts."""
    ends = any(isinstance(node, EndEvent) for node in place.body.nodes)
    instantiates = any(isinstance(n, ReceiveTask) and n.instantiate for n in place.body.nodes)
    if starts and not ends:
        notes.error("no_end", place.owner, "there is a start and no end event", "add an end event")
    if ends and not starts and not instantiates:
        message = "there is an end and no start event"
        notes.error("no_start", place.owner, message, "add a start event")


def _check_event_subprocess(notes: Notes, place: Place, starts: list[StartEvent]) -> None:
    owner = place.owner
    if len(starts) != 1:
        message = f"an event sub-process has exactly one start event, this one has {len(starts)}"
        notes.error("event_subprocess_start", owner, message, "keep one start event")


def _begins(place: Place, node: FlowNode) -> bool:
    """Say whether the node begins the body when there is no start event (BPMN 2.0, 13.3.1)."""
    if place.incoming[node.id] or isinstance(node, BoundaryEvent):
        return False
    return not (isinstance(node, SubProcess) and node.by_event)


def _check_implicit(notes: Notes, place: Place, starts: list[StartEvent]) -> None:
    """Refuse what would never be reached: no incoming flow, beside a start event."""
    if not starts:
        return
    for node in place.body.nodes:
        if isinstance(node, StartEvent) or not _begins(place, node):
            continue
        if isinstance(node, ReceiveTask) and node.instantiate:
            continue
        hint = "connect it, or remove it"
        notes.error("not_reachable", node, f"no flow leads to this {node.tag}", hint)


def _check_ends(notes: Notes, place: Place, node: FlowNode) -> None:
    if isinstance(node, StartEvent | BoundaryEvent) and place.incoming[node.id]:
        hint = "remove the flow"
        message = f"a {node.tag} has no incoming sequence flow"
        notes.error("incoming_not_allowed", node, message, hint)
    if isinstance(node, CatchEvent | ThrowEvent) and not place.outgoing[node.id]:
        message = f"this {node.tag} leads nowhere"
        notes.error(
            "event_without_flow", node, message, "draw a sequence flow, or use an end event"
        )
    if isinstance(node, EndEvent) and place.outgoing[node.id]:
        message = "an end event has no outgoing sequence flow"
        notes.error("outgoing_not_allowed", node, message, "remove the flow")
    if isinstance(node, SubProcess) and node.by_event:
        if place.incoming[node.id] or place.outgoing[node.id]:
            message = "an event sub-process has no sequence flows"
            notes.error("flow_not_allowed", node, message, "remove the flow")
        if node.loop is not None:
            message = "an event sub-process has no loop marker"
            notes.error("loop_not_allowed", node, message, "put the loop inside")
