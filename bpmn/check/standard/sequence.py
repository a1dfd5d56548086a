"""Which elements have incoming and outgoing sequence flows (BPMN 2.0.2, 10.5.2 to 10.5.4, 10.3.5)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, Node

_EVENTS = ("startEvent", "intermediateCatchEvent", "intermediateThrowEvent")


def check_sequence(notes: Notes, drawing: Drawing) -> None:
    """Check the flows at every node."""
    for scope in drawing.scopes:
        for node in scope.nodes:
            _check_incoming(notes, node)
            _check_outgoing(notes, node)
            if node.by_event:
                _check_event_subprocess(notes, node)


def _check_incoming(notes: Notes, node: Node) -> None:
    if not node.incoming:
        return
    if node.tag in ("startEvent", "boundaryEvent"):
        hint = f"lead {_flow(node)} to the element after it, or draw an intermediate event"
        message = f"a {node.tag} has no incoming sequence flow"
        notes.error("incoming_not_allowed", node, message, hint)
    elif node.instantiates:
        hint = f'remove {_flow(node)}, or instantiate="true"'
        message = f"an instantiating {node.tag} has no incoming sequence flow"
        notes.error("incoming_not_allowed", node, message, hint)


def _check_outgoing(notes: Notes, node: Node) -> None:
    if node.tag == "endEvent" and node.outgoing:
        message = "an end event has no outgoing sequence flow"
        hint = f"remove {node.outgoing[0].id or 'the flow'}, or draw an intermediate event"
        notes.error("outgoing_not_allowed", node, message, hint)
    if node.leads_on:
        return
    if node.tag in _EVENTS and "link" not in node.events:
        message = f"this {node.tag} leads nowhere"
        notes.error("event_without_flow", node, message, "draw a sequence flow from it")
    if node.tag == "boundaryEvent" and "compensate" not in node.events:
        hint = "draw a sequence flow to what is done then"
        notes.error("boundary_without_flow", node, "the boundary event leads nowhere", hint)


def _check_event_subprocess(notes: Notes, node: Node) -> None:
    if node.incoming or node.outgoing:
        message = "an event sub-process has no sequence flows: its start event starts it"
        hint = f'remove {_flow(node)}, or triggeredByEvent="true"'
        notes.error("flow_not_allowed", node, message, hint)


def _flow(node: Node) -> str:
    flows = [*node.incoming, *node.outgoing]
    return flows[0].id or f"the flow from {flows[0].source.id} to {flows[0].target.id}"
