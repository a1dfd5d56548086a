"""Conditions and default flows: where they may and where they must stand (BPMN 2.0.2, 8.4.13, 10.6)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import ACTIVITIES, Drawing, Flow, Node, is_false, reference

_CHOOSING = ("exclusiveGateway", "inclusiveGateway", "complexGateway")


def check_conditions(notes: Notes, drawing: Drawing) -> None:
    """Check the outgoing flows of every node."""
    for scope in drawing.scopes:
        for node in scope.nodes:
            _check_default(notes, node)
            _check_node(notes, node)
        for flow in scope.flows:
            if scope.executable and is_false(flow.xml, "isImmediate"):
                message = "nothing may happen between two elements that are executed"
                notes.error("not_immediate", flow, message, 'remove isImmediate="false"')


def _check_node(notes: Notes, node: Node) -> None:
    if node.tag in ("exclusiveGateway", "inclusiveGateway"):
        _check_split(notes, node)
    elif node.tag in ACTIVITIES:
        _check_activity(notes, node)
    elif node.tag not in _CHOOSING:
        for flow in node.outgoing:
            if flow.conditional:
                message = f"a flow from a {node.tag} has no condition"
                hint = "remove the condition, or put an exclusive gateway before it"
                notes.error("condition_not_allowed", flow, message, hint)


def _check_split(notes: Notes, node: Node) -> None:
    default = reference(node.xml, "default")
    if len(node.outgoing) < 2:  # noqa: PLR2004 - one way is no split
        return
    for flow in node.outgoing:
        if not flow.conditional and (not flow.id or flow.id != default):
            hint = f'write a condition, or default="{flow.id or "..."}" at {node.id}'
            message = f"the flow leaves {node.id} without a condition"
            notes.error("missing_condition", flow, message, hint)


def _check_activity(notes: Notes, node: Node) -> None:
    if len(node.outgoing) == 1 and node.outgoing[0].conditional:
        message = "the only flow out of an activity has a condition"
        hint = "remove the condition, or draw a second flow for when it does not hold"
        notes.error("condition_without_alternative", node.outgoing[0], message, hint)


def _check_default(notes: Notes, node: Node) -> None:
    default = reference(node.xml, "default")
    if not default:
        return
    flow = next((each for each in node.outgoing if each.id == default), None)
    if flow is None:
        message = f"its default flow {default!r} does not leave it"
        notes.error("default_not_outgoing", node, message, _ways(node))
        return
    if flow.conditional:
        message = "a default flow has no condition"
        hint = "remove the condition: it is taken when no other can be"
        notes.error("default_with_condition", flow, message, hint)
    if node.tag in ACTIVITIES and not any(each.conditional for each in node.outgoing):
        message = "a default flow without a conditional flow beside it is never taken or always"
        hint = "write a condition on another flow, or remove default"
        notes.error("default_not_needed", node, message, hint)


def _ways(node: Node) -> str:
    named: list[Flow] = [flow for flow in node.outgoing if flow.id]
    return f"choose one of: {', '.join(flow.id for flow in named)}" if named else "remove default"
