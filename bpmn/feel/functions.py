"""Calling: built-in functions by their signatures, and functions made by expressions or models."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from bpmn.feel.far_dates import FarDate, combine
from bpmn.feel.registry import BUILTINS, Builtin
from bpmn.feel.scope import Run
from bpmn.feel.types import TypeRef, assignable, checked
from bpmn.feel.values import Function, kind_of


def call(
    run: Run,
    target: object,
    values: Sequence[object],
    names: tuple[str, ...] | None = None,
    called: str = "",
) -> object:
    """Give the result of a call; null and a warning where target or arguments do not fit.

    ``called`` is the name in the text: if a variable of that name hides a built-in function and is no
    function itself, the built-in function is meant.
    """
    if not isinstance(target, (Builtin, Function)) and called in BUILTINS:
        target = BUILTINS[called]
    if isinstance(target, Builtin):
        return target.call(run, values, names)
    if isinstance(target, Function):
        return _call_function(run, target, values, names)
    run.warn(
        f"{'a ' + kind_of(target) if target is not None else repr(called or None)} is no function"
    )
    return None


def _call_function(
    run: Run, function: Function, values: Sequence[object], names: tuple[str, ...] | None
) -> object:
    if names is not None:
        given = dict(zip(names, values, strict=True))
        if sorted(given) != sorted(function.parameters):
            run.warn(f"the function takes {', '.join(function.parameters) or 'nothing'}")
            return None
        values = [given[name] for name in function.parameters]
    if len(values) != len(function.parameters):
        run.warn(f"the function takes {len(function.parameters)} arguments")
        return None
    arguments = []
    for name, value, kind in zip(function.parameters, values, function.types, strict=True):
        fitted, ok = fit(run, value, kind)
        if not ok:
            run.warn(f"argument {name!r} is a {kind_of(value)}")
            return None
        arguments.append(fitted)
    return function.invoke(run, *arguments)


def fit(run: Run, value: object, kind: TypeRef | None) -> tuple[object, bool]:
    """Give the value as the type wants it, and whether it can be had (DMN's implicit conversions)."""
    if kind is None or value is None or kind.name in {"Any", "any"}:
        return value, True
    if isinstance(value, (Builtin, Function)):
        return (value, True) if _callable_as(run, value, kind) else (None, False)
    if checked(value, kind, run.types):
        return value, True
    if isinstance(value, list) and len(value) == 1 and checked(value[0], kind, run.types):
        return value[0], True
    if checked([value], kind, run.types):
        return [value], True
    if isinstance(value, (date, FarDate)) and not isinstance(value, datetime):
        start_of_day = combine(value, time(tzinfo=UTC))
        if checked(start_of_day, kind, run.types):
            return start_of_day, True
    return None, False


def _callable_as(run: Run, value: Builtin | Function, kind: TypeRef) -> bool:
    """Whether a function can be called as the type says, as far as its own types are known."""
    shape = run.types.shapes.get(kind.name, kind)
    if shape.name != "function" or isinstance(value, Builtin):
        return shape.name == "function"
    pairs = zip(value.types, shape.arguments, strict=False)
    return len(value.types) == len(shape.arguments) and all(
        taken is None or assignable(given, taken, run.types) for taken, given in pairs
    )
