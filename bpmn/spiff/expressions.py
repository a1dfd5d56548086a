"""FEEL where SpiffWorkflow would run Python: nothing of a file is ever evaluated by Python."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine

from bpmn.feel import parse_expression
from bpmn.json_types import Json, Variables
from bpmn.model import Evaluable, Static, Value

if TYPE_CHECKING:
    from bpmn.spiff.desk import Desk


NUMBER_OF_ITEMS = "number of items"
"""Stands in the tree for the cardinality of every multi-instance: its items are found beforehand."""


@lru_cache(maxsize=2_000)
def _parsed(text: str) -> Evaluable:
    return parse_expression(text)


class Expressions(PythonScriptEngine):  # type: ignore[misc]  # SpiffWorkflow has no types
    """The script engine of one case; ``desk`` is where its tasks report."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(environment=object())
        self.desk = desk

    def validate(self, expression: str) -> None:
        """Parse only."""
        _parsed(expression.strip().removeprefix("=").strip())

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Json:
        """Evaluate FEEL after an equals sign; anything else is a plain text."""
        del external_context
        if expression == NUMBER_OF_ITEMS:
            return len(task.internal_data["items"])
        return self.feel(expression, self.desk.context(task))

    def feel(self, expression: str, context: Variables) -> Json:
        """Evaluate over these variables."""
        text = expression.strip()
        if not text.startswith("="):
            return text
        parsed = _parsed(text[1:].strip())
        return cast("Json", parsed.evaluate_json(context, self.desk.clock.now))

    def value(self, value: Value | None, context: Variables) -> Json:
        """Evaluate an attribute of our model; null where there is none."""
        if value is None or isinstance(value, Static):
            return None if value is None else value.text
        return cast("Json", value.parsed.evaluate_json(context, self.desk.clock.now))

    def text(self, value: Value | None, context: Variables) -> str:
        """Evaluate an attribute that is a text; empty where there is none."""
        found = self.value(value, context)
        return "" if found is None else str(found)

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:
        """Run no script: script tasks are done by the desk, as FEEL."""
        raise NotImplementedError(script)

    def call_service(self, task: Any, **kwargs: Any) -> Any:
        """Call nothing: jobs are answered by the scenario."""
        raise NotImplementedError(str(kwargs))
