"""Call activities: a case of another process, on whose end this one goes on (BPMN 2.0.2, 10.3.6).

Which variables go in and out is Zeebe's: all in scope, unless propagateAllParentVariables is false; back by the
output mappings, or without any all, unless propagateAllChildVariables is false.
"""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.calls import MAX_DEPTH, cancel_child
from bpmn.engine.effects import StartChild
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.throwing import caught_codes
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.variables import context_of, text_value
from bpmn.model import CallActivity, CalledElement


def _called(node: Node) -> CalledElement:
    assert isinstance(node.element, CallActivity)
    return node.element.called


class Calling(Behaviour):
    """Starts a child and waits for its end."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Ask for the child, under a new id each time."""
        called, state = _called(node), turn.state
        context = context_of(activation)
        process_id = text_value(turn, called.process_id, context, "the id of the called process")
        if state.depth >= MAX_DEPTH:
            raise Trouble("call", f"more than {MAX_DEPTH} cases have called each other")
        given = context if called.pass_all else activation.variables or {}
        child_id = state.next_id("k")
        activation.data = {"child": child_id}
        state.children[child_id] = activation.id
        turn.emit(
            StartChild(
                child_id,
                node.id,
                process_id,
                dict(given),
                called.binding,
                called.version_tag,
                caught_codes(turn, activation),
                state.depth + 1,
            )
        )

    def cancel(self, turn: Turn, activation: Activation) -> None:
        """Give the child up."""
        cancel_child(turn, str((activation.data or {}).get("child", "")))
