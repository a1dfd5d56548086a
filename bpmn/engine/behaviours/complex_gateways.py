"""The complex gateway: starts on a condition over what has come, then waits for the rest.

BPMN 2.0, 13.4.5. Its activation opens with the first token and ends with the reset. The condition sees
`activationCount`, the number of tokens that wait, and `activationCounts`, the same for each incoming
flow by its id; the conditions of the outgoing flows see `waitingForStart` too. At the reset only flows
whose condition is true get a token, or else the default flow; nothing is missing if there is none.
"""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.joins import can_still_come, take_tokens
from bpmn.engine.lifecycle import create, leave, take
from bpmn.engine.nodes import Edge, Node
from bpmn.engine.splits import conditional_ways, holds, is_true
from bpmn.engine.state import Activation
from bpmn.engine.turn import Trouble, Turn, step
from bpmn.engine.variables import context_of
from bpmn.json_types import Json, Variables
from bpmn.model import ComplexGateway


class Gathering(Behaviour):
    """Keeps `taken`, the flows it took a token from, between its start and its reset."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Start if the condition holds already."""
        del node
        _gather(turn, activation)

    def held(self, turn: Turn, scope: Activation, node: Node) -> None:
        """Look at the condition again, in the activation that waits or in a new one."""
        assert scope.children is not None
        for child in scope.children.values():
            if child.key == node.key:
                turn.later("gather", child)
                return
        turn.later("activate", create(turn, scope, node))


@step("gather")
def _gather_again(turn: Turn, activation: Activation, _argument: Json) -> None:
    _gather(turn, activation)


def _gather(turn: Turn, activation: Activation) -> None:
    if activation.data or activation.troubled:
        return
    node, scope = turn.node(activation), activation.parent
    assert isinstance(node.element, ComplexGateway)
    assert node.element.activation is not None
    assert scope is not None
    held = (scope.arrived or {}).get(node.key)
    if not held:
        return
    activation.variables = _counts(held, waiting_for_start=True)
    context = context_of(activation)
    if not is_true(turn, node.element.activation, context, "the activation condition"):
        return
    ways = conditional_ways(turn, activation, node)
    activation.data = {"taken": [*held]}
    take_tokens(scope, node, [*held])
    for edge in ways:
        take(turn, scope, edge)


def _counts(held: dict[str, int], *, waiting_for_start: bool) -> Variables:
    return {
        "activationCount": sum(held.values()),
        "activationCounts": dict(held),
        "waitingForStart": waiting_for_start,
    }


def settle_complex_gateway(turn: Turn) -> bool:
    """Reset the first gateway that nothing can reach any more; say whether there was one.

    One that still waits for its start then waits in vain, which is trouble.
    """
    for activation in turn.state.activations.values():
        node, scope = turn.node(activation), activation.parent
        if scope is None or not isinstance(node.behaviour, Gathering):
            continue
        if not activation.troubled and not _expects(turn, scope, activation, node):
            turn.later("reset" if activation.data else "starve", activation)
            return True
    return False


def _expects(turn: Turn, scope: Activation, activation: Activation, node: Node) -> bool:
    taken = (activation.data or {}).get("taken")
    if not isinstance(taken, list):
        return can_still_come(turn, scope, node, node.incoming, ())
    here = [*taken, *(scope.arrived or {}).get(node.key, ())]
    missing = [flow for flow in node.incoming if flow not in here]
    return can_still_come(turn, scope, node, missing, here)


@step("starve")
def _starve(turn: Turn, activation: Activation, _argument: Json) -> None:
    _gather(turn, activation)
    if not activation.data:
        message = "its activation condition does not hold and no other token can come any more"
        raise Trouble("stuck", message)


@step("reset")
def _reset(turn: Turn, activation: Activation, _argument: Json) -> None:
    node, scope = turn.node(activation), activation.parent
    assert scope is not None
    taken = (activation.data or {}).get("taken")
    assert isinstance(taken, list)
    held = (scope.arrived or {}).get(node.key, {})
    late = [flow for flow in held if flow not in taken]
    activation.variables = _counts(held, waiting_for_start=False)
    ways = _ways_of_reset(turn, activation, node)
    take_tokens(scope, node, late)
    if node.key in (scope.arrived or {}):
        turn.later("activate", create(turn, scope, node))
    leave(turn, activation, node, ways)


def _ways_of_reset(turn: Turn, activation: Activation, node: Node) -> list[Edge]:
    context = context_of(activation)
    conditional = [edge for edge in node.outgoing if edge.flow.condition is not None]
    ways = [edge for edge in conditional if holds(turn, edge, context)]
    return ways or [edge for edge in node.outgoing if edge.is_default]
