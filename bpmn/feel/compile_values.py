"""Compiles values, names, paths, filters, contexts, intervals and calls."""

from collections.abc import Callable
from decimal import Decimal
from typing import cast

from bpmn.feel import nodes
from bpmn.feel.access import get_field, get_item, get_path
from bpmn.feel.compare import less
from bpmn.feel.compiler import Code, Compiler, handles
from bpmn.feel.functions import call
from bpmn.feel.nodes import Node
from bpmn.feel.registry import BUILTINS
from bpmn.feel.scope import Run, Scope, wrong
from bpmn.feel.values import Range


@handles(nodes.Literal)
def _literal(_compiler: Compiler, node: Node) -> Code:
    value = cast("nodes.Literal", node).value
    return lambda _scope: value


@handles(nodes.Name)
def _name(_compiler: Compiler, node: Node) -> Code:
    name = cast("nodes.Name", node).name
    if "." in name:
        return _dotted(name)

    def code(scope: Scope) -> object:
        names = scope.names
        if name in names:
            return names[name]
        outer = scope.outer
        return scope.load(name) if outer is None else outer.find(name)

    return code


def _dotted(name: str) -> Code:
    """Give a name with a dot in it where there is one, else a path."""
    first, *rest = name.split(".")
    path = tuple(part.strip() for part in rest)

    def code(scope: Scope) -> object:
        if scope.has(name):
            return scope.find(name)
        return get_path(scope.run, scope.find(first.strip()), path)

    return code


@handles(nodes.ListOf)
def _list(compiler: Compiler, node: Node) -> Code:
    parts = cast("nodes.ListOf", node).items
    items = [compiler.compile(item) for item in parts]
    if all(isinstance(part, nodes.Literal) for part in parts):
        constant = [cast("nodes.Literal", part).value for part in parts]
        return lambda _scope: constant.copy()
    return lambda scope: [item(scope) for item in items]


@handles(nodes.ContextOf)
def _context(compiler: Compiler, node: Node) -> Code:
    entries = [
        (key, compiler.compile(value)) for key, value in cast("nodes.ContextOf", node).entries
    ]

    def code(scope: Scope) -> object:
        names: dict[str, object] = {}
        inner = Scope(names, scope, scope.run)
        for key, value in entries:
            names[key] = value(inner)
        return dict(names)

    return code


@handles(nodes.RangeOf)
def _range(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.RangeOf", node)
    low = compiler.compile(node.low) if node.low else None
    high = compiler.compile(node.high) if node.high else None
    low_closed, high_closed, operator = node.low_closed, node.high_closed, node.operator

    def code(scope: Scope) -> object:
        start = low(scope) if low else None
        end = high(scope) if high else None
        if start is not None and end is not None and less(scope.run, start, end) is None:
            return None
        if start is not None and end is not None and less(scope.run, end, start):
            scope.run.warn("an interval ends before it begins")
            return None
        return Range(start, end, low_closed, high_closed, operator)

    return code


@handles(nodes.Path)
def _path(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.Path", node)
    root: Node = node
    names: list[str] = []
    while isinstance(root, nodes.Path):
        names.append(root.name)
        root = root.target
    if isinstance(root, nodes.Name):
        name, path = root.name, tuple(reversed(names))
        return lambda scope: scope.field(name, path)
    target, field = compiler.compile(node.target), node.name
    return lambda scope: get_field(scope.run, target(scope), field)


@handles(nodes.Filter)
def _filter(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.Filter", node)
    target = compiler.compile(node.target)
    if isinstance(node.condition, nodes.Literal) and isinstance(node.condition.value, Decimal):
        index = node.condition.value
        return lambda scope: get_item(scope.run, target(scope), index)
    body = compiler.body(node.condition)

    def code(scope: Scope) -> object:
        found = target(scope)
        items = found if isinstance(found, list) else [] if found is None else [found]
        run = scope.run
        if not items:
            return _of_nothing(run, body.code, scope)
        kept = []
        for item in items:
            run.charge(body.weight)
            inner = Scope({"item": item}, scope, run)
            if isinstance(item, dict):
                inner = Scope(item, inner, run)
            verdict = body.code(inner)
            if verdict is True:
                kept.append(item)
            elif isinstance(verdict, Decimal):
                return get_item(run, found, verdict)
            elif verdict is not False and verdict is not None:
                wrong(run, "cannot filter", verdict)
                return None
        return kept

    return code


def _of_nothing(run: Run, condition: Code, scope: Scope) -> object:
    """Filter an empty list: null if the filter is an index, else empty; without warnings about items."""
    known = len(run.warnings)
    verdict = condition(Scope({"item": None}, scope, run))
    del run.warnings[known:]
    return None if isinstance(verdict, Decimal) else []


@handles(nodes.Call)
def _call(compiler: Compiler, node: Node) -> Code:
    node = cast("nodes.Call", node)
    target = compiler.compile(node.target)
    arguments = [compiler.compile(argument) for argument in node.arguments]
    names = node.names
    name = node.target.name if isinstance(node.target, nodes.Name) else ""
    builtin = None if names else BUILTINS.get(name)

    def apply(scope: Scope, values: list[object]) -> object:
        if builtin is not None and not scope.has(name):
            return builtin.call(scope.run, values)
        return call(scope.run, target(scope), values, names, name)

    if name == "not" and builtin is not None and len(arguments) == 1:
        return _negation(arguments[0], apply)
    return lambda scope: apply(scope, [argument(scope) for argument in arguments])


def _negation(operand: Code, apply: Callable[[Scope, list[object]], object]) -> Code:
    """``not(x)``, with a short way for what conditions mostly ask."""

    def code(scope: Scope) -> object:
        value = operand(scope)
        if type(value) is bool and not scope.has("not"):
            return not value
        return apply(scope, [value])

    return code
