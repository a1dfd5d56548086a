"""Complex gateways: what starts them, and what their reset sends on."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import ComplexGateway

_PHASE = "waitingForStart"


def check_complex_gateways(notes: Notes, place: Place) -> None:
    """Check that joins have a condition and that nothing goes out twice by mistake."""
    for node in place.body.nodes:
        if not isinstance(node, ComplexGateway):
            continue
        if node.activation is None:
            if len(place.incoming[node.id]) > 1:
                message = (
                    "a complex gateway with several incoming flows does not say when it starts"
                )
                hint = "give it an activationCondition, such as =activationCount >= 2"
                notes.error("complex_gateway_without_condition", node, message, hint)
        else:
            _check_reset(notes, place, node)


def _check_reset(notes: Notes, place: Place, node: ComplexGateway) -> None:
    """Warn of conditions that hold again at the reset (BPMN 2.0, 13.4.5)."""
    conditions = [flow.condition for flow in place.outgoing[node.id] if flow.condition is not None]
    if conditions and not any(_PHASE in condition.text for condition in conditions):
        message = "its outgoing flows are chosen once more when it resets, with the same conditions"
        hint = f"add {_PHASE} to the conditions"
        notes.warning("complex_gateway_fires_twice", node, message, hint)
