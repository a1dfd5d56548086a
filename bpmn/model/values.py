"""Values that a designer writes in an attribute: a static text, or FEEL after an equals sign."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bpmn.allowance import Allowance


class Evaluable(Protocol):
    """A parsed FEEL expression, as `bpmn.feel.parse_expression` gives it."""

    @property
    def variables(self) -> tuple[str, ...]:
        """The names that it reads from outside."""

    def evaluate_json(
        self,
        context: Mapping[str, object],
        now: datetime,
        warnings: list[str] | None = None,
        *,
        allowance: Allowance | None = None,
    ) -> object:
        """Evaluate over JSON variables; `now` answers FEEL's now() and today().

        `warnings` takes why the value is null: names and types, never values. `allowance` pays for it.
        """


@dataclass(frozen=True, slots=True)
class Static:
    """A value that needs no evaluation."""

    text: str


@dataclass(frozen=True, slots=True)
class Expression:
    """A FEEL expression: its source text and its parsed form."""

    text: str
    parsed: Evaluable


Value = Static | Expression
