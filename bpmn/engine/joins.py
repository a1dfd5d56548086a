"""Counting tokens before an element starts: joins of gateways, and startQuantity.

Counts are kept per flow, so several tokens on one flow wait their turn and a join inside a loop starts
once for each full set, pass after pass.
"""

from collections.abc import Iterable, Sequence

from bpmn.engine.effects import ElementActivated
from bpmn.engine.nodes import UNDO, Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn
from bpmn.model import ComplexGateway, InclusiveGateway


def arrive(scope: Activation, node: Node, flow_id: str) -> bool:
    """Count a token that has come by the flow; say whether the element may start now."""
    if scope.arrived is None:
        scope.arrived = {}
    flows = scope.arrived.setdefault(node.key, {})
    flows[flow_id] = flows.get(flow_id, 0) + 1
    if isinstance(node.element, InclusiveGateway | ComplexGateway):
        return False
    if node.needed > 1:
        return _take_any(scope, node, flows)
    if len(flows) < len(node.incoming):
        return False
    take_tokens(scope, node, [*flows])
    return True


def take_tokens(scope: Activation, node: Node, flow_ids: Iterable[str]) -> None:
    """Take one waiting token from each of the flows."""
    flows = (scope.arrived or {}).get(node.key, {})
    for flow_id in flow_ids:
        flows[flow_id] -= 1
        if not flows[flow_id]:
            del flows[flow_id]
    if scope.arrived is not None and node.key in scope.arrived:
        _forget_if_empty(scope, node, flows)


def _take_any(scope: Activation, node: Node, flows: dict[str, int]) -> bool:
    if sum(flows.values()) < node.needed:
        return False
    missing = node.needed
    for flow_id in list(flows):
        taken = min(missing, flows[flow_id])
        missing -= taken
        flows[flow_id] -= taken
        if not flows[flow_id]:
            del flows[flow_id]
    _forget_if_empty(scope, node, flows)
    return True


def _forget_if_empty(scope: Activation, node: Node, flows: dict[str, int]) -> None:
    assert scope.arrived is not None
    if not flows:
        del scope.arrived[node.key]
        if not scope.arrived:
            scope.arrived = None


def fire_inclusive_join(turn: Turn) -> bool:
    """Start the first inclusive join that no token can reach any more; say whether there was one."""
    for scope in turn.state.activations.values():
        for key in scope.arrived or ():
            node = turn.nodes[key]
            if isinstance(node.element, InclusiveGateway) and may_fire(turn, scope, node):
                _fire(turn, scope, node)
                return True
    return False


def _fire(turn: Turn, scope: Activation, node: Node) -> None:
    assert scope.arrived is not None
    assert scope.children is not None
    take_tokens(scope, node, [*scope.arrived[node.key]])
    activation = Activation(turn.state.next_id("a"), node.key, scope)
    scope.children[activation.id] = activation
    turn.state.activations[activation.id] = activation
    turn.budget -= 1
    turn.emit(ElementActivated(activation.id, node.id))
    turn.later("activate", activation)


def may_fire(turn: Turn, scope: Activation, join: Node) -> bool:
    """Apply the reachability rule of BPMN 2.0, 13.4.3, to an inclusive join that holds tokens."""
    assert scope.arrived is not None
    held = scope.arrived[join.key]
    missing = [flow for flow in join.incoming if flow not in held]
    return not can_still_come(turn, scope, join, missing, [*held])


def can_still_come(
    turn: Turn, scope: Activation, join: Node, missing: Sequence[str], here: Sequence[str]
) -> bool:
    """Say whether a token can reach a missing flow and none of those that have theirs."""
    missing_mask, here_mask = _mask(join, missing), _mask(join, here)
    for place in _places(turn, scope, join):
        wide, strict = join.reach.get(place, (0, 0))
        if wide & missing_mask and not strict & here_mask:
            return True
    return False


def _mask(join: Node, flows: Sequence[str]) -> int:
    return sum(1 << place for place, flow in enumerate(join.incoming) if flow in flows)


def _places(turn: Turn, scope: Activation, join: Node) -> list[str]:
    """Give where the scope's tokens are.

    A complex gateway's wait on its flows, not inside it; what is being undone is no token.
    """
    inside = [turn.nodes[child.key] for child in (scope.children or {}).values()]
    active = [
        node.id
        for node in inside
        if not (
            (node.joins and isinstance(node.element, ComplexGateway)) or node.key.endswith(UNDO)
        )
    ]
    return [key for key in scope.arrived or () if key != join.key] + active
