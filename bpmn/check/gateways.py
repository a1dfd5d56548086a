"""Gateways: a way in, a way out, and a reason to stand there."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import Gateway


def check_gateways(notes: Notes, place: Place) -> None:
    """Check that no token ends in a gateway."""
    for node in place.body.nodes:
        if isinstance(node, Gateway) and not place.outgoing[node.id]:
            message = "the gateway leads nowhere"
            notes.error("gateway_without_flow", node, message, "draw a sequence flow from it")
