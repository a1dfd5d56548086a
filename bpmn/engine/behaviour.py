"""The contract of a behaviour: what an element of one kind does with a token.

A behaviour holds no state of its own; what it keeps is in `Activation.data`. Each kind is one class in
`bpmn/engine/behaviours/`, entered in that package's table.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bpmn.json_types import Json, Variables

if TYPE_CHECKING:
    from bpmn.engine.nodes import Edge, Node
    from bpmn.engine.state import Activation
    from bpmn.engine.turn import Turn


class Behaviour:
    """Passes at once: the behaviour of undefined and manual tasks and of none events."""

    scoped = False
    """Whether the activation holds children."""

    def start(self, turn: "Turn", activation: "Activation", node: "Node") -> None:
        """Act on a token that has entered; may wait, or complete the activation."""
        del node
        turn.complete(activation)

    def held(self, turn: "Turn", scope: "Activation", node: "Node") -> None:
        """React to a token that has come to the node and is counted there before the node starts."""

    def triggered(
        self, turn: "Turn", activation: "Activation", target: "Node", variables: Variables
    ) -> None:
        """React to an event that the activation itself waited for."""
        del target
        turn.complete(activation, variables)

    def child_completed(self, turn: "Turn", activation: "Activation", child: "Activation") -> None:
        """React to the normal end of an activation directly inside this one."""

    def taken_over(self, turn: "Turn", activation: "Activation") -> None:
        """React to an interrupting event sub-process: it alone is what is left to do here."""

    def cancel(self, turn: "Turn", activation: "Activation") -> None:
        """Close what the behaviour has opened: the activation is taken away."""

    def ways(self, turn: "Turn", activation: "Activation", node: "Node") -> "Sequence[Edge]":
        """Choose the flows by which the token leaves."""
        if node.plain:
            return node.outgoing
        from bpmn.engine.splits import conditional_ways

        return conditional_ways(turn, activation, node)

    def finish(self, turn: "Turn", activation: "Activation", node: "Node") -> None:
        """Act after the activation has ended and before its token moves on."""

    def resume(self, turn: "Turn", activation: "Activation", argument: Json) -> None:
        """Take up again a step that the behaviour put on the list by its own name."""
