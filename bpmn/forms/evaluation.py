"""What a form's expressions may cost: it is drawn often, and by everybody who has the task."""

from collections.abc import Mapping
from datetime import datetime

from bpmn.feel import Expression, FeelBudgetExceeded

BUDGET = 5_000
"""Steps that one expression of a form may take; with the most fields a form still takes seconds at worst."""


def evaluated(expression: Expression, context: Mapping[str, object], now: datetime) -> object:
    """Give the value as JSON; null for an expression that wants too much, so that the page stands."""
    try:
        return expression.evaluate_json(context, now, budget=BUDGET)
    except FeelBudgetExceeded:
        return None
