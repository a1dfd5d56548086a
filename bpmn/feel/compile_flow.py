"""Compiles if, for, some, every and function definitions."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import cast

from bpmn.feel import nodes
from bpmn.feel.compiler import Body, Code, Compiler, handles
from bpmn.feel.nodes import Node
from bpmn.feel.scope import Run, Scope, wrong
from bpmn.feel.values import Function, Range

_Domain = tuple[str, Code, Code | None]


@handles(nodes.If)
def _if(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.If", node)
    branches = [(compiler.compile(test), compiler.compile(then)) for test, then in node.branches]
    otherwise = compiler.compile(node.otherwise)

    def code(scope: Scope) -> object:
        for test, then in branches:
            verdict = test(scope)
            if verdict is True:
                return then(scope)
            if verdict is not False:
                wrong(scope.run, "a condition is neither true nor false: taken as false", verdict)
        return otherwise(scope)

    return code


@handles(nodes.For)
def _for(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.For", node)
    domains, body, partial = (
        _domains(compiler, node.iterators),
        compiler.body(node.body),
        node.partial,
    )

    def code(scope: Scope) -> object:
        results: list[object] = []
        run = scope.run
        try:
            for inner in _bindings(scope, domains, 0):
                run.charge(body.weight)
                if partial:
                    run.charge(len(results))
                    inner.names["partial"] = list(results)
                results.append(body.code(inner))
        except NoDomainError:
            return None
        return results

    return code


@handles(nodes.Quantified)
def _quantified(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.Quantified", node)
    domains, body = _domains(compiler, node.iterators), compiler.body(node.body)

    def verdicts(scope: Scope) -> Iterator[object]:
        for inner in _bindings(scope, domains, 0):
            scope.run.charge(body.weight)
            yield body.code(inner)

    def code(scope: Scope) -> object:
        try:
            return quantified(scope.run, node.quantifier, verdicts(scope))
        except NoDomainError:
            return None

    return code


def quantified(run: Run, quantifier: str, verdicts: Iterable[object]) -> bool | None:
    """Tell whether ``some`` or ``every`` verdict is true; null counts as unknown."""
    decisive = quantifier == "some"
    result: bool | None = not decisive
    for verdict in verdicts:
        if verdict is decisive:
            return decisive
        if verdict is None:
            result = None
        elif not isinstance(verdict, bool):
            wrong(run, f"cannot tell {quantifier!r}", verdict)
            return None
    return result


@handles(nodes.FunctionOf)
def _function(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.FunctionOf", node)
    body: Body = compiler.body(node.body)
    names = tuple(name for name, _ in node.parameters)
    types = tuple(kind for _, kind in node.parameters)

    def code(scope: Scope) -> object:
        def invoke(run: Run, *values: object) -> object:
            run.charge(body.weight)
            with run.deeper(body.depth + 4):
                return body.code(Scope(dict(zip(names, values, strict=True)), scope, run))

        return Function(names, types, invoke)

    return code


class NoDomainError(Exception):
    """There is nothing to iterate over; the loop is null."""


def _domains(compiler: Compiler, iterators: tuple[nodes.Iterator, ...]) -> list[_Domain]:
    return [
        (
            iterator.name,
            compiler.compile(iterator.domain),
            compiler.compile(iterator.upper) if iterator.upper else None,
        )
        for iterator in iterators
    ]


def _bindings(scope: Scope, domains: list[_Domain], index: int) -> Iterator[Scope]:
    """Give a scope for every combination of the iterators' items, the last iterator moving fastest."""
    name, domain, upper = domains[index]
    value = domain(scope)
    if upper is not None:
        value = Range(value, upper(scope), low_closed=True, high_closed=True)
    for item in items_of(scope.run, value):
        scope.run.charge(1)
        inner = Scope({name: item}, scope, scope.run)
        if index + 1 < len(domains):
            yield from _bindings(inner, domains, index + 1)
        else:
            yield inner


def items_of(run: Run, value: object) -> Iterator[object]:
    """Give what a loop runs over: a list's items, the whole numbers or days of an interval, or one value."""
    if isinstance(value, list):
        return iter(value)
    if isinstance(value, Range):
        return _steps(run, value)
    if value is None:
        run.warn("cannot iterate over null")
        raise NoDomainError
    return iter([value])


def _steps(run: Run, interval: Range) -> Iterator[object]:
    low, high = interval.low, interval.high
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        first, last, one = int(low), int(high), 1
        back = first > last
        numbers = range(first, last + (-one if back else one), -one if back else one)
        return (
            Decimal(number)
            for number in numbers
            if _allowed(interval, first=number == first, last=number == last)
        )
    if type(low) is date and type(high) is date and not isinstance(low, datetime):
        size = (high - low).days
        sign = -1 if size < 0 else 1
        return (
            low + timedelta(days=sign * step)
            for step in range(abs(size) + 1)
            if _allowed(interval, first=step == 0, last=step == abs(size))
        )
    wrong(run, "cannot iterate over an interval", low, high)
    raise NoDomainError


def _allowed(interval: Range, *, first: bool, last: bool) -> bool:
    return (interval.low_closed or not first) and (interval.high_closed or not last)
