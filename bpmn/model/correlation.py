"""Correlation keys of the standard: several values as one text (BPMN 2.0.2, 8.4.2)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bpmn.allowance import Allowance
from bpmn.model.values import Expression


@dataclass(frozen=True, slots=True)
class JoinedKey:
    """The values of a key's properties in their order; null while one of them is missing.

    A single value is the key itself, so that it is the same as one of `zeebe:subscription`.
    """

    parts: tuple[Expression, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        """All names that the parts read, each once."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.parsed.variables))

    def evaluate_json(
        self,
        context: Mapping[str, object],
        now: datetime,
        warnings: list[str] | None = None,
        *,
        allowance: Allowance | None = None,
    ) -> object:
        """Evaluate every part."""
        values = [
            part.parsed.evaluate_json(context, now, warnings, allowance=allowance)
            for part in self.parts
        ]
        if any(value is None for value in values):
            return None
        return values[0] if len(values) == 1 else json.dumps(values, ensure_ascii=False)


def joined(parts: tuple[Expression, ...]) -> Expression:
    """Give the expression of a key."""
    return Expression(", ".join(part.text for part in parts), JoinedKey(parts))
