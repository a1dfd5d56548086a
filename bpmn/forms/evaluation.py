"""What a form's expressions see, and what they may cost: it is drawn often, and by everybody who has the task."""

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


def context_of(
    case: Mapping[str, object],
    top: Mapping[str, object],
    values: Mapping[str, object],
    *,
    nested: bool,
) -> dict[str, object]:
    """Give what an expression sees: the case's variables, over them the form's values, over them those beside it.

    Inside a group with a path, or a row, ``this`` is the object beside it and ``parent`` the whole form.
    """
    context = {**case, **top, **values}
    return context | {"this": dict(values), "parent": dict(top)} if nested else context
