"""Expressions and unary tests ready to run: what the rest of Carelane holds in its hands."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from bpmn.allowance import Allowance
from bpmn.feel import compile_flow, compile_values
from bpmn.feel.access import PROPERTY_NAMES
from bpmn.feel.builtins import BUILTINS
from bpmn.feel.compile_operators import Test, compile_tests
from bpmn.feel.compiler import Code, Compiler
from bpmn.feel.errors import FeelBudgetExceeded
from bpmn.feel.json_form import to_json
from bpmn.feel.primaries import Parser
from bpmn.feel.scope import Run, Scope
from bpmn.feel.types import BUILT_IN_TYPES, NO_TYPES, Types

BUDGET = 100_000
"""Steps that an evaluation may take unless it is told otherwise."""

_OWN_NAMES = tuple(
    sorted(name for name in {*BUILTINS, *BUILT_IN_TYPES, *PROPERTY_NAMES} if " " in name)
)
_HANDLERS_LOADED = (compile_flow, compile_values)


class _Compiled:
    """A text with the names it reads from outside, sorted, what it calls by name, and what one run of it costs."""

    __slots__ = ("_weight", "calls", "text", "variables")

    def __init__(self, parser: Parser, weight: int) -> None:
        self.text = parser.text
        self.variables = _outside(parser)
        self.calls = parser.calls()
        self._weight = weight

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text!r})"


class Expression(_Compiled):
    """A compiled expression; ``variables`` are the names it reads from outside, sorted."""

    __slots__ = ("_code",)

    def __init__(self, parser: Parser, code: Code, weight: int) -> None:
        super().__init__(parser, weight)
        self._code = code

    def evaluate(
        self,
        context: Mapping[str, object],
        now: datetime,
        warnings: list[str] | None = None,
        budget: int = BUDGET,
    ) -> object:
        """Give the FEEL value for these variables (JSON or FEEL values) at this time.

        What FEEL turns into null is explained in ``warnings``. Raises FeelBudgetExceeded only.
        """
        if budget < self._weight:
            raise FeelBudgetExceeded("the expression needs too many steps")
        run = Run(context, now, [] if warnings is None else warnings, budget - self._weight)
        try:
            return self._code(run)
        except RecursionError:  # the depth limits come first; this is the last net
            raise FeelBudgetExceeded("nested too deeply") from None

    def evaluate_json(
        self,
        context: Mapping[str, object],
        now: datetime,
        warnings: list[str] | None = None,
        budget: int = BUDGET,
        *,
        allowance: Allowance | None = None,
    ) -> object:
        """Give the same as JSON: temporal values as ISO text, numbers as int where whole, else float.

        ``allowance`` is what the evaluation and others share beside its own budget.
        """
        if allowance is None:
            return to_json(self.evaluate(context, now, warnings, budget))
        given = min(budget, allowance.left)
        run = Run(context, now, [] if warnings is None else warnings, given)
        try:
            return to_json(self.run_in(run))
        except RecursionError:
            raise FeelBudgetExceeded("nested too deeply") from None
        finally:
            allowance.left -= given - run.left

    def run_in(self, scope: Scope) -> object:
        """Give the value in a scope that a decision model has built."""
        scope.run.charge(self._weight)
        return self._code(scope)


class UnaryTests(_Compiled):
    """Compiled unary tests, such as a cell of a decision table: ``< 5``, ``"E", "U"``, ``-``."""

    __slots__ = ("_test",)

    def __init__(self, parser: Parser, test: Test, weight: int) -> None:
        super().__init__(parser, weight)
        self._test = test

    def matches(
        self,
        value: object,
        context: Mapping[str, object],
        now: datetime,
        warnings: list[str] | None = None,
        budget: int = BUDGET,
    ) -> bool:
        """Whether the value (JSON or FEEL) passes; unknown counts as no."""
        run = Run({**context, "?": value}, now, [] if warnings is None else warnings, budget)
        return self.holds_in(run, run.find("?"))

    def holds_in(self, scope: Scope, value: object) -> bool:
        """Whether the value passes in a scope that a decision model has built."""
        scope.run.charge(self._weight)
        return self._test(scope, value) is True


def parser_for(text: str, names: Iterable[str]) -> Parser:
    """Give a parser that knows the built-in names and these."""
    return Parser(text, (*_OWN_NAMES, *names))


def _outside(parser: Parser) -> tuple[str, ...]:
    return tuple(sorted(name for name in parser.free - {"?"} if name not in BUILTINS))


@lru_cache(maxsize=4096)
def _expression(text: str, names: tuple[str, ...]) -> Expression:
    parser = parser_for(text, names)
    node = parser.whole()
    compiler = Compiler(text)
    code = compiler.compile(node)
    return Expression(parser, code, compiler.weight)


@lru_cache(maxsize=4096)
def _unary_tests(text: str, names: tuple[str, ...]) -> UnaryTests:
    parser = parser_for(text, names)
    node = parser.whole_tests()
    compiler = Compiler(text)
    test = compile_tests(compiler, node)
    return UnaryTests(parser, test, compiler.weight)


def parse_expression(text: str, names: Iterable[str] = ()) -> Expression:
    """Read an expression (without Camunda's leading ``=``); raises FeelSyntaxError.

    ``names`` are the variables whose names have spaces or operators in them.
    """
    return _expression(text, tuple(names))


def parse_unary_tests(text: str, names: Iterable[str] = ()) -> UnaryTests:
    """Read unary tests; raises FeelSyntaxError."""
    return _unary_tests(text, tuple(names))


__all__ = ["BUDGET", "NO_TYPES", "Expression", "Types", "UnaryTests"]
