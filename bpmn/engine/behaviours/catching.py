"""Intermediate catch events and receive tasks wait for one event; so do some start events."""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn
from bpmn.engine.waiting import open_waits
from bpmn.json_types import Variables


class Catching(Behaviour):
    """Waits in the element itself."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Open the timer, subscription or signal."""
        open_waits(turn, activation, (turn.nodes[node.id],))


class Beginning(Behaviour):
    """A start event; only a parallel multiple one waits, for what has not come yet."""

    def triggered(
        self, turn: Turn, activation: Activation, target: Node, variables: Variables
    ) -> None:
        """Complete now that all has come, and wait for the events of the whole case."""
        del target
        turn.complete(activation, variables)
        if activation.parent is not None:
            turn.later("open_scope", activation.parent)
