"""Intermediate catch events and receive tasks: wait for one event."""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn
from bpmn.engine.waiting import open_waits


class Catching(Behaviour):
    """Waits in the element itself."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Open the timer, subscription or signal."""
        open_waits(turn, activation, (turn.nodes[node.id],))
