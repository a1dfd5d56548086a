"""Boundary events: on an activity of the same body, with a way out."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import (
    Activity,
    BoundaryEvent,
    ErrorTrigger,
    EscalationTrigger,
    EventBasedGateway,
    ReceiveTask,
    SubProcess,
)


def check_boundaries(notes: Notes, place: Place) -> None:
    """Check where boundary events sit and lead to."""
    caught: dict[tuple[str, str], str] = {}
    for node in place.body.nodes:
        if not isinstance(node, BoundaryEvent):
            continue
        host = place.by_id.get(node.attached_to)
        if not isinstance(host, Activity):
            hint = "attach it to a task or sub-process beside it"
            message = f"it is attached to {node.attached_to!r}, which is no activity beside it"
            notes.error("boundary_not_attached", node, message, hint)
        elif isinstance(host, SubProcess) and host.by_event:
            message = "an event sub-process has no boundary events"
            notes.error("boundary_not_attached", node, message, "attach it elsewhere")
        if not place.outgoing[node.id]:
            message = "the boundary event leads nowhere"
            notes.error("boundary_without_flow", node, message, "draw a sequence flow from it")
        if isinstance(host, ReceiveTask) and _after_event_gateway(place, host):
            message = "a receive task behind an event-based gateway has no boundary events"
            notes.error("boundary_not_attached", node, message, "attach it elsewhere")
        _check_twice(notes, node, caught)


def _after_event_gateway(place: Place, host: ReceiveTask) -> bool:
    sources = [place.by_id[flow.source] for flow in place.incoming[host.id]]
    return any(isinstance(source, EventBasedGateway) for source in sources)


def _check_twice(notes: Notes, node: BoundaryEvent, caught: dict[tuple[str, str], str]) -> None:
    if not isinstance(node.trigger, ErrorTrigger | EscalationTrigger):
        return
    key = (node.attached_to, f"{type(node.trigger).__name__} {node.trigger.code}")
    if key in caught:
        message = f"{caught[key]} catches the same already"
        notes.error("caught_twice", node, message, "keep one of the two")
    caught.setdefault(key, node.id)
