"""Script tasks: one FEEL expression."""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn
from bpmn.engine.variables import context_of, evaluate_feel
from bpmn.model import Script, ScriptTask


class Scripting(Behaviour):
    """Evaluates the script."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Evaluate, and complete with the result variable."""
        assert isinstance(node.element, ScriptTask)
        script = node.element.script
        assert isinstance(script, Script)
        value = evaluate_feel(turn, script.expression, context_of(activation))
        turn.complete(activation, {script.result_variable: value})
