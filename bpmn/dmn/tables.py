"""Decision tables: which rules match, and what their hit policy makes of them (DMN 1.5, chapter 8)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from bpmn.dmn.errors import DecisionError
from bpmn.dmn.logic import fitted
from bpmn.dmn.temporal_input import typed
from bpmn.feel.builtins.ordering import maximum, minimum
from bpmn.feel.builtins.statistics import total
from bpmn.feel.compare import equal
from bpmn.feel.expression import Expression, UnaryTests
from bpmn.feel.scope import Run, Scope
from bpmn.feel.types import TypeRef


@dataclass(frozen=True, slots=True)
class Input:
    """A column of conditions."""

    expression: Expression
    type: TypeRef | None
    allowed: UnaryTests | None


@dataclass(frozen=True, slots=True)
class Output:
    """A column of conclusions; ``values`` lists what may stand in it, most important first."""

    name: str
    type: TypeRef | None
    values: Expression | None
    allowed: UnaryTests | None
    default: Expression | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row."""

    id: str
    tests: tuple[UnaryTests, ...]
    conclusions: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table; ``policy`` is one of U A P F R O C, ``aggregation`` goes with C."""

    id: str
    policy: str
    aggregation: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    type: TypeRef | None = None

    def run(self, scope: Scope) -> object:
        """Give the decision; see ``decide``."""
        return self.decide(scope)[0]

    def decide(self, scope: Scope) -> tuple[object, tuple[str, ...]]:
        """Give the decision and the ids of the rules it rests on; raises DecisionError."""
        values = [self._input(scope, column) for column in self.inputs]
        hits = [rule for rule in self.rules if _matches(scope, rule, values)]
        if self.policy == "F":
            hits = hits[:1]
        ids = tuple(rule.id for rule in hits)
        if self.policy == "U" and len(hits) > 1:
            raise DecisionError(
                self.id, f"unique table, but several rules match: {', '.join(ids)}", ids
            )
        if not hits:
            return self._default(scope), ids
        results = [self._conclude(scope, rule) for rule in hits]
        return self._combine(scope, results, ids)

    def _input(self, scope: Scope, column: Input) -> object:
        value = typed(scope.run, column.expression.run_in(scope), column.type)
        if column.allowed and value is not None and not column.allowed.holds_in(scope, value):
            scope.run.warn(f"{column.expression.text!r}: the value is not among the input values")
            return None
        return value

    def _conclude(self, scope: Scope, rule: Rule) -> object:
        values = []
        for column, conclusion in zip(self.outputs, rule.conclusions, strict=True):
            value = fitted(
                scope.run, conclusion.run_in(scope), column.type, f"output {column.name!r}"
            )
            if column.allowed and value is not None and not column.allowed.holds_in(scope, value):
                scope.run.warn(f"rule {rule.id!r}: the output is not among the output values")
            values.append(value)
        return self._shaped(values)

    def _shaped(self, values: list[object]) -> object:
        if len(self.outputs) == 1:
            return values[0]
        return {column.name: value for column, value in zip(self.outputs, values, strict=True)}

    def _default(self, scope: Scope) -> object:
        """Give what holds if no rule matches: the default outputs, else null (0 where rules are counted)."""
        if self.policy == "C" and self.aggregation == "COUNT":
            return Decimal(0)
        if not any(column.default for column in self.outputs):
            return None
        return self._shaped(
            [column.default.run_in(scope) if column.default else None for column in self.outputs]
        )

    def _combine(
        self, scope: Scope, results: list[object], ids: tuple[str, ...]
    ) -> tuple[object, tuple[str, ...]]:
        if self.policy in {"U", "F"}:
            return results[0], ids
        if self.policy == "A":
            if not all(equal(scope.run, results[0], other) is True for other in results[1:]):
                raise DecisionError(
                    self.id, f"any table, but rules conclude differently: {', '.join(ids)}", ids
                )
            return results[0], ids
        if self.policy in {"P", "O"}:
            order = self._by_priority(scope, results)
            if self.policy == "P":
                return results[order[0]], (ids[order[0]],)
            return [results[index] for index in order], tuple(ids[index] for index in order)
        if self.policy == "R" or not self.aggregation:
            return results, ids
        return _AGGREGATIONS[self.aggregation](scope.run, results), ids

    def _by_priority(self, scope: Scope, results: list[object]) -> list[int]:
        """Give the results' positions, most important first, by the order of each output's values."""
        ranks = [column.values.run_in(scope) if column.values else None for column in self.outputs]

        def key(index: int) -> list[int]:
            result = results[index]
            single = len(self.outputs) == 1
            return [
                _rank(scope.run, result if single else result[column.name], rank)  # type: ignore[index]
                for column, rank in zip(self.outputs, ranks, strict=True)
                if isinstance(rank, list)
            ]

        return sorted(range(len(results)), key=key)


def _matches(scope: Scope, rule: Rule, values: list[object]) -> bool:
    scope.run.charge(len(values))
    return all(test.holds_in(scope, value) for test, value in zip(rule.tests, values, strict=True))


def _rank(run: Run, value: object, order: list[object]) -> int:
    for position, known in enumerate(order):
        if equal(run, value, known) is True:
            return position
    return len(order)


def _sum(_run: Run, results: list[object]) -> object:
    numbers = [one for one in results if isinstance(one, Decimal)]
    return total(numbers) if len(numbers) == len(results) else None


_AGGREGATIONS: dict[str, Callable[[Run, list[object]], object]] = {
    "SUM": _sum,
    "MIN": minimum,
    "MAX": maximum,
    "COUNT": lambda _run, results: Decimal(len(results)),
}
AGGREGATIONS = frozenset(_AGGREGATIONS)
"""Names of what a collect table can do with its results."""
