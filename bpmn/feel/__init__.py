"""FEEL, the expression language of DMN 1.5: parse once, evaluate often.

Pure and closed: an expression sees the values it is given and the time it is told, and nothing else; no
Python attribute, file or clock is reachable. Failures inside an expression are null with a warning, and
an expression that wants too much raises ``FeelBudgetExceeded``.
"""

from bpmn.feel.calls import misused
from bpmn.feel.convert import to_datetime
from bpmn.feel.errors import FeelBudgetExceeded, FeelError, FeelSyntaxError
from bpmn.feel.expression import Expression, UnaryTests, parse_expression, parse_unary_tests
from bpmn.feel.json_form import from_json, to_json

__all__ = [
    "Expression",
    "FeelBudgetExceeded",
    "FeelError",
    "FeelSyntaxError",
    "UnaryTests",
    "from_json",
    "misused",
    "parse_expression",
    "parse_unary_tests",
    "to_datetime",
    "to_json",
]
