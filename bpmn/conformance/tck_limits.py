"""Known limits: why some cases of the DMN TCK fail here on purpose. They count as failed all the same."""

from collections.abc import Iterable

from bpmn.dmn.logic import EXTERNAL

LIMITS = {
    EXTERNAL: "a function in Java or PMML is never run: only FEEL is executed, and only by our own evaluator",
}
"""The reason by the warning that shows it."""


def limit_of(warnings: Iterable[str]) -> str:
    """Give the known reason for what these warnings tell, or nothing."""
    return next((LIMITS[warning] for warning in warnings if warning in LIMITS), "")
