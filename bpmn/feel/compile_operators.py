"""Compiles arithmetic, logic, comparisons and tests, with a short way for what conditions mostly are."""

import operator
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any, cast

from bpmn.feel import nodes
from bpmn.feel.arithmetic import NUMBERS, calculate, out_of_range
from bpmn.feel.compare import contains, equal, less, negate, ordered
from bpmn.feel.compiler import Code, Compiler, handles
from bpmn.feel.nodes import Node
from bpmn.feel.scope import Run, Scope, wrong
from bpmn.feel.types import conforms
from bpmn.feel.values import DECIMAL, Months, Range

Test = Callable[[Scope, object], bool | None]
"""A compiled unary test: takes the scope and the value that is tested."""

_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


@handles(nodes.Comparison)
def _comparison(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.Comparison", node)
    left, symbol = compiler.compile(node.left), node.operator
    quick = _ORDER[symbol]
    if isinstance(node.right, nodes.Literal) and type(node.right.value) in {str, Decimal}:
        constant = node.right.value
        kind = type(constant)

        def against_constant(scope: Scope) -> object:
            one = left(scope)
            if type(one) is kind:
                return quick(one, constant)
            return ordered(scope.run, symbol, one, constant)

        return against_constant
    right = compiler.compile(node.right)

    def code(scope: Scope) -> object:
        one, other = left(scope), right(scope)
        if type(one) is Decimal and type(other) is Decimal:
            return quick(one, other)
        return ordered(scope.run, symbol, one, other)

    return code


@handles(nodes.Arithmetic)
def _arithmetic(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.Arithmetic", node)
    first = compiler.compile(node.first)
    rest = [(symbol, NUMBERS[symbol], compiler.compile(part)) for symbol, part in node.rest]

    def code(scope: Scope) -> object:
        value = first(scope)
        for symbol, quick, operand in rest:
            other = operand(scope)
            if type(value) is Decimal and type(other) is Decimal:
                try:
                    value = quick(value, other)
                except ArithmeticError:
                    value = None
                    out_of_range(scope.run, symbol)
            else:
                value = calculate(scope.run, symbol, value, other)
        return value

    return code


@handles(nodes.Negation)
def _negation(compiler: Compiler, node: Node) -> Code:
    operand = compiler.compile(cast("nodes.Negation", node).operand)

    def code(scope: Scope) -> object:
        value = operand(scope)
        if isinstance(value, Decimal):
            return DECIMAL.minus(value)
        if isinstance(value, Months):
            return Months(-value.count)
        if isinstance(value, timedelta):
            return -value
        wrong(scope.run, "cannot negate", value)
        return None

    return code


@handles(nodes.Logic)
def _logic(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.Logic", node)
    items = [compiler.compile(item) for item in node.items]
    decisive = node.operator == "or"
    neutral = not decisive
    name = node.operator

    def code(scope: Scope) -> object:
        result: bool | None = neutral
        for item in items:
            value = item(scope)
            if value is decisive:
                return decisive
            if value is not neutral:
                result = None
                if value is not None:
                    wrong(scope.run, f"cannot apply {name!r}", value)
        return result

    return code


@handles(nodes.Between)
def _between(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.Between", node)
    value, low, high = (compiler.compile(part) for part in (node.value, node.low, node.high))

    def code(scope: Scope) -> object:
        one, least, most = value(scope), low(scope), high(scope)
        if type(one) is type(least) is type(most) is Decimal:
            return least <= one <= most
        return contains(scope.run, Range(least, most, low_closed=True, high_closed=True), one)

    return code


@handles(nodes.InstanceOf)
def _instance(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.InstanceOf", node)
    value, wanted = compiler.compile(node.value), node.type
    return lambda scope: conforms(value(scope), wanted, scope.run.types)


@handles(nodes.In)
def _in(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.In", node)
    value, test = compiler.compile(node.value), compile_tests(compiler, node.tests)

    def code(scope: Scope) -> object:
        return test(scope, value(scope))

    return code


def compile_tests(compiler: Compiler, node: nodes.Tests) -> Test:
    """Give the code of unary tests: true if one holds (none, if negated), null if that is unknown."""
    tests = [_test(compiler, test) for test in node.tests]
    negated = node.negated
    if not tests:
        return lambda _scope, _value: True
    if len(tests) == 1 and not negated:
        return tests[0]

    def code(scope: Scope, value: object) -> bool | None:
        result: bool | None = False
        for test in tests:
            verdict = test(scope, value)
            if verdict is True:
                return not negated
            if verdict is None:
                result = None
        return negate(result) if negated else result

    return code


def _test(compiler: Compiler, node: Node) -> Test:
    compiler.enter()
    if isinstance(node, nodes.OperatorTest):
        operand, symbol = compiler.compile(node.operand), node.operator
        compiler.depth -= 1
        return lambda scope, value: ordered(scope.run, symbol, value, operand(scope))
    node = cast("nodes.ValueTest", node)
    expression, asks = compiler.compile(node.operand), node.asks
    compiler.depth -= 1
    if isinstance(node.operand, nodes.Literal) and isinstance(node.operand.value, str):
        text = node.operand.value
        return lambda scope, value: (
            value == text if isinstance(value, str) else holds(scope.run, value, text)
        )

    constant = _constant_range(node.operand)
    if constant is not None:
        return _within(constant)
    if isinstance(node.operand, nodes.Literal) and isinstance(node.operand.value, bool):
        truth = node.operand.value  # a cell that says true must not fit what is unknown
        return lambda scope, value: equal(scope.run, value, truth)

    def code(scope: Scope, value: object) -> bool | None:
        if not asks:
            return holds(scope.run, value, expression(scope))
        verdict = expression(Scope({"?": value}, scope, scope.run))
        return verdict if isinstance(verdict, bool) else None

    return code


def _constant_range(node: Node) -> Range | None:
    """Give an interval of two numbers, which need not be made anew for every value."""
    match node:
        case nodes.RangeOf(
            low=nodes.Literal(value=Decimal() as low),
            high=nodes.Literal(value=Decimal() as high),
            operator="",
        ) if low <= high:
            return Range(low, high, node.low_closed, node.high_closed)
    return None


def _within(interval: Range) -> Test:
    low, high = cast("Decimal", interval.low), cast("Decimal", interval.high)
    above = _ORDER["<=" if interval.low_closed else "<"]
    below = _ORDER["<=" if interval.high_closed else "<"]

    def code(scope: Scope, value: object) -> bool | None:
        if type(value) is Decimal:
            return above(low, value) and below(value, high)
        return holds(scope.run, value, interval)

    return code


def holds(run: Run, value: object, candidate: object) -> bool | None:
    """Whether a value fits what a test evaluated to: an interval, a list of such, a truth or a value."""
    if isinstance(candidate, Range):
        return (
            equal(run, value, candidate)
            if isinstance(value, Range)
            else _inside(run, value, candidate)
        )
    if isinstance(candidate, list):
        run.charge(len(candidate))
        if isinstance(value, list) and equal(run, value, candidate):
            return True
        with run.deeper(2):
            return any(holds(run, value, item) is True for item in candidate)
    if isinstance(candidate, bool) and not isinstance(value, bool):
        return candidate
    return equal(run, value, candidate)


def _inside(run: Run, value: object, interval: Range) -> bool | None:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return contains(run, interval, value)


__all__ = ["Test", "compile_tests", "holds", "less"]
