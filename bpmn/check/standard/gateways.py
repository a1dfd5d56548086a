"""Gateways: a way in, ways out, and the direction that the file claims (BPMN 2.0.2, 10.6.1)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import GATEWAYS, Drawing, Node


def check_gateways(notes: Notes, drawing: Drawing) -> None:
    """Check that no token ends in a gateway and that it is what it claims to be."""
    for scope in drawing.scopes:
        for node in scope.of(*GATEWAYS):
            if not node.leads_on:
                message = "the gateway leads nowhere"
                hint = "draw a sequence flow from it, or an end event instead"
                notes.error("gateway_without_flow", node, message, hint)
            _check_direction(notes, node)
            _check_choice(notes, node)


def _check_direction(notes: Notes, node: Node) -> None:
    claim = node.xml.get("gatewayDirection", "Unspecified")
    several_in, several_out = len(node.incoming) > 1, len(node.outgoing) > 1
    wrong = {
        "Converging": several_out,
        "Diverging": several_in,
        "Mixed": not (several_in and several_out),
    }.get(claim, False)
    if wrong:
        drawn = f"{len(node.incoming)} incoming and {len(node.outgoing)} outgoing flows"
        message = f"its gatewayDirection is {claim}, it has {drawn}"
        hint = "remove gatewayDirection, or split it into one that joins and one that splits"
        notes.error("gateway_direction", node, message, hint)


def _check_choice(notes: Notes, node: Node) -> None:
    """Refuse a gateway that neither joins nor splits: "A Gateway MUST have either ..."."""
    loose = node.loose_in or node.loose_out
    ways = len(node.incoming), len(node.outgoing)
    if ways == (1, 1) and not loose and node.tag != "eventBasedGateway":
        message = "the gateway has one way in and one way out: it neither joins nor splits"
        hint = "remove the gateway, or draw the flow that is missing"
        notes.error("gateway_without_choice", node, message, hint)
