"""Gateways: a way in, a way out, and the direction that the file claims."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import Gateway

# direction -> whether it has several incoming, and several outgoing flows
_CLAIMS = {"Converging": (True, False), "Diverging": (False, True), "Mixed": (True, True)}


def check_gateways(notes: Notes, place: Place) -> None:
    """Check that no token ends in a gateway and that it is what it claims to be."""
    for node in place.body.nodes:
        if not isinstance(node, Gateway):
            continue
        if not place.outgoing[node.id]:
            message = "the gateway leads nowhere"
            notes.error("gateway_without_flow", node, message, "draw a sequence flow from it")
        _check_direction(notes, place, node)


def _check_direction(notes: Notes, place: Place, node: Gateway) -> None:
    claim = _CLAIMS.get(node.direction)
    flows = (len(place.incoming[node.id]) > 1, len(place.outgoing[node.id]) > 1)
    if claim is not None and claim != flows:
        message = f"its gatewayDirection is {node.direction}, its flows say otherwise"
        hint = "remove gatewayDirection, or correct the flows"
        notes.error("gateway_direction", node, message, hint)
