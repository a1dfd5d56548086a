"""Conditions and default flows: where they may and where they must stand."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import (
    Activity,
    ComplexGateway,
    ExclusiveGateway,
    FlowNode,
    Gateway,
    InclusiveGateway,
    SequenceFlow,
)


def check_conditions(notes: Notes, place: Place) -> None:
    """Check the outgoing flows of every node."""
    for node in place.body.nodes:
        flows = place.outgoing[node.id]
        default = node.default if isinstance(node, Activity | Gateway) else ""
        _check_default(notes, node, flows, default)
        if isinstance(node, ExclusiveGateway | InclusiveGateway):
            _check_split(notes, node, flows, default)
        elif isinstance(node, ComplexGateway):
            continue  # its flows may have conditions and need none
        elif not isinstance(node, Activity):
            _check_none(notes, node, flows)
        elif len(flows) == 1 and flows[0].condition is not None:
            message = "the only flow out of an activity has a condition"
            hint = "add another flow, or remove the condition"
            notes.error("condition_without_alternative", flows[0], message, hint)


def _check_default(notes: Notes, node: FlowNode, flows: list[SequenceFlow], default: str) -> None:
    if not default:
        return
    flow = next((each for each in flows if each.id == default), None)
    if flow is None:
        message = f"its default flow {default!r} does not leave it"
        notes.error("default_not_outgoing", node, message, "choose one of its outgoing flows")
    elif flow.condition is not None:
        message = "a default flow has no condition"
        notes.error("default_with_condition", flow, message, "remove the condition")
    if isinstance(node, Activity) and all(each.condition is None for each in flows):
        message = "a default flow without a conditional flow beside it is never taken or always"
        notes.error("default_not_needed", node, message, "add a condition to another flow")


def _check_split(notes: Notes, node: Gateway, flows: list[SequenceFlow], default: str) -> None:
    if len(flows) < 2:  # noqa: PLR2004 - one way is no split
        return
    for flow in flows:
        if flow.condition is None and flow.id != default:
            hint = "write a condition, or make it the default flow"
            message = f"the flow leaves {node.id} without a condition"
            notes.error("missing_condition", flow, message, hint)


def _check_none(notes: Notes, node: FlowNode, flows: list[SequenceFlow]) -> None:
    for flow in flows:
        if flow.condition is not None:
            message = f"a flow from a {node.tag} has no condition"
            notes.error("condition_not_allowed", flow, message, "use an exclusive gateway")
