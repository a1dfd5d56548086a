"""Business-rule tasks: a DMN decision of the same bundle, evaluated in place."""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.variables import context_of, text_value
from bpmn.model import BusinessRuleTask, CalledDecision, DecisionFailed


class Deciding(Behaviour):
    """Evaluates the decision with all variables in scope."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Decide, and complete with the result variable."""
        assert isinstance(node.element, BusinessRuleTask)
        called = node.element.decision
        assert isinstance(called, CalledDecision)
        context = context_of(activation)
        decision_id = text_value(turn, called.decision_id, context, "the decision id")
        try:
            decisions = turn.program.process.decisions
            result = decisions.decide(decision_id, context, turn.now, turn.allowance)
        except DecisionFailed as error:
            raise Trouble("decision", str(error)) from error
        turn.complete(activation, {called.result_variable: result})
