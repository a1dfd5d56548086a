"""The exclusive gateway: one way of several.

Parallel and inclusive gateways need no behaviour of their own: their joins are counted before they
start, and all ways, or all whose condition holds, is what every element does.
"""

from collections.abc import Sequence

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.nodes import Edge, Node
from bpmn.engine.splits import first_way
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn


class Choosing(Behaviour):
    """Takes the first flow whose condition holds."""

    def ways(self, turn: Turn, activation: Activation, node: Node) -> Sequence[Edge]:
        """Choose one flow."""
        if len(node.outgoing) <= 1 and node.plain:
            return node.outgoing
        return first_way(turn, activation, node)
