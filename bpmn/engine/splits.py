"""Choosing among conditional flows: activities and the exclusive and inclusive gateways."""

from collections.abc import Sequence

from bpmn.engine.nodes import Edge, Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.variables import context_of, evaluate_feel, explain
from bpmn.json_types import Variables
from bpmn.model import Expression


def is_true(turn: Turn, condition: Expression, context: Variables, what: str) -> bool:
    """Say whether a condition is true; null is not true, other values are a mistake."""
    value = evaluate_feel(turn, condition, context)
    if value is None or isinstance(value, bool):
        return value is True
    raise Trouble("expression", f"{what} is neither true nor false: {condition.text}")


def holds(turn: Turn, edge: Edge, context: Variables) -> bool:
    """Say whether the flow's condition is true."""
    assert edge.flow.condition is not None
    return is_true(turn, edge.flow.condition, context, f"the condition of {edge.id}")


def conditional_ways(turn: Turn, activation: Activation, node: Node) -> Sequence[Edge]:
    """Take every flow without a condition and every one whose condition holds.

    The default flow is taken when no condition holds (BPMN 2.0, 13.2.1); it is no way out of a
    condition that holds for none where unconditional flows lead on anyway.
    """
    context = context_of(activation)
    free = [edge for edge in node.outgoing if edge.flow.condition is None and not edge.is_default]
    chosen = [
        edge
        for edge in node.outgoing
        if edge.flow.condition is not None and not edge.is_default and holds(turn, edge, context)
    ]
    if chosen:
        return [edge for edge in node.outgoing if edge in chosen or edge in free]
    ways = [edge for edge in node.outgoing if edge.is_default or edge in free]
    return ways or _nowhere(turn, node, context)


def first_way(turn: Turn, activation: Activation, node: Node) -> Sequence[Edge]:
    """Take the first flow whose condition holds, else the default flow."""
    context = context_of(activation)
    default: Edge | None = None
    for edge in node.outgoing:
        if edge.is_default:
            default = edge
        elif edge.flow.condition is None or holds(turn, edge, context):
            return (edge,)
    return (default,) if default is not None else _nowhere(turn, node, context)


def _nowhere(turn: Turn, node: Node, context: Variables) -> Sequence[Edge]:
    conditions = [edge.flow.condition for edge in node.outgoing if edge.flow.condition is not None]
    tried = ", ".join(explain(turn, condition, context) for condition in conditions)
    raise Trouble("no_flow", f"none of these holds and there is no default flow: {tried}")
