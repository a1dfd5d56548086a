"""The event-based gateway: waits for several events and goes the way of the first."""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.lifecycle import leave_towards
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn
from bpmn.engine.waiting import open_waits
from bpmn.json_types import Variables


class EventBased(Behaviour):
    """Holds the waits of all events behind it."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Wait for all of them."""
        open_waits(turn, activation, [edge.target for edge in node.outgoing])

    def triggered(
        self, turn: Turn, activation: Activation, target: Node, variables: Variables
    ) -> None:
        """Leave towards the event that happened, which is over as soon as it is reached."""
        node = turn.node(activation)
        edge = next(edge for edge in node.outgoing if edge.target is target)
        leave_towards(turn, activation, node, edge, variables)
