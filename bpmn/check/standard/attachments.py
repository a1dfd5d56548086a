"""Boundary events: on an activity beside them (BPMN 2.0.2, 10.5.4, attachedToRef)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import ACTIVITIES, Drawing, Node, reference


def check_attachments(notes: Notes, drawing: Drawing) -> None:
    """Check what every boundary event is attached to."""
    for scope in drawing.scopes:
        beside = {node.id: node for node in scope.nodes}
        for node in scope.of("boundaryEvent"):
            host = reference(node.xml, "attachedToRef")
            _check(notes, node, host, beside.get(host))


def _check(notes: Notes, node: Node, name: str, host: Node | None) -> None:
    if host is None or host.tag not in ACTIVITIES:
        message = f"it is attached to {name!r}, which is no activity beside it"
        hint = "attach it to a task or sub-process of the same process or sub-process"
        notes.error("boundary_not_attached", node, message, hint)
    elif host.by_event:
        message = "an event sub-process has no boundary events"
        notes.error(
            "boundary_not_attached", node, message, "attach it to the sub-process around it"
        )
