"""Intervals from text for ``range("[1..5]")``: literals only, no names and no other functions."""

from bpmn.feel import compile_operators, compile_values, nodes
from bpmn.feel.compiler import Compiler
from bpmn.feel.primaries import Parser
from bpmn.feel.scope import Run, Scope
from bpmn.feel.values import Range

_HANDLERS_LOADED = (compile_operators, compile_values)
_MAKERS = ("date", "time", "date and time", "duration")


def read_range(run: Run, text: str) -> Range | None:
    """Give the interval, or None if the text is another expression; raises FeelSyntaxError."""
    node = Parser(text, _MAKERS).whole()
    if not isinstance(node, nodes.RangeOf) or node.low is None or node.high is None:
        return None
    if not _literal(node.low) or not _literal(node.high):
        return None
    value = Compiler(text).compile(node)(Scope({}, None, run))
    if not isinstance(value, Range) or value.low is None or value.high is None:
        return None
    return value


def _literal(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Negation):
        return isinstance(node.operand, nodes.Literal)
    if isinstance(node, nodes.Call):
        return (
            isinstance(node.target, nodes.Name)
            and node.target.name in _MAKERS
            and all(isinstance(argument, nodes.Literal) for argument in node.arguments)
        )
    return isinstance(node, nodes.Literal)
