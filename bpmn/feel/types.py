"""Types as expressions name them, and whether a value has one (``instance of``, item definitions)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from bpmn.feel.far_dates import FarDate, FarDateTime
from bpmn.feel.values import Function, Months, Range


@dataclass(frozen=True, slots=True)
class TypeRef:
    """A type by name: ``number``, ``list<T>``, ``context<a: T>``, ``function<A, B> -> T`` or a given one."""

    name: str
    arguments: tuple["TypeRef", ...] = ()
    entries: tuple[tuple[str, "TypeRef"], ...] = ()
    result: "TypeRef | None" = None


ANY = TypeRef("Any")

GivenType = Callable[[object], bool]
"""A type defined outside the expression (a DMN item definition): does the value have it?"""


@dataclass(frozen=True, slots=True)
class Types:
    """The given types by name.

    ``tests`` answer ``instance of``, which looks at the structure only; ``checks`` look at the allowed values
    too, for values that are declared to have the type; ``shapes`` are the structures.
    """

    tests: Mapping[str, GivenType] = field(default_factory=dict)
    checks: Mapping[str, GivenType] = field(default_factory=dict)
    shapes: Mapping[str, TypeRef] = field(default_factory=dict)


NO_TYPES = Types()

_SIMPLE: dict[str, GivenType] = {
    "Any": lambda value: value is not None,
    "Null": lambda value: value is None,
    "number": lambda value: isinstance(value, Decimal),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "date": lambda value: isinstance(value, (date, FarDate)) and not isinstance(value, datetime),
    "time": lambda value: isinstance(value, time),
    "date and time": lambda value: isinstance(value, (datetime, FarDateTime)),
    "days and time duration": lambda value: isinstance(value, timedelta),
    "years and months duration": lambda value: isinstance(value, Months),
    "list": lambda value: isinstance(value, list),
    "context": lambda value: isinstance(value, dict),
    "range": lambda value: isinstance(value, Range),
    "function": lambda value: isinstance(value, Function),
}
_SIMPLE |= {
    "dateTime": _SIMPLE["date and time"],  # the names that DMN 1.1 files use
    "dayTimeDuration": _SIMPLE["days and time duration"],
    "yearMonthDuration": _SIMPLE["years and months duration"],
    "any": _SIMPLE["Any"],
}
BUILT_IN_TYPES = frozenset(_SIMPLE)
"""Names of the types that need no definition."""


def conforms(value: object, wanted: TypeRef, types: Types = NO_TYPES) -> bool:
    """Whether the value is an instance of the type; false as well for a type nobody knows."""
    given = types.tests.get(wanted.name)
    if given is not None:
        return given(value)
    simple = _SIMPLE.get(wanted.name)
    if simple is None or not simple(value):
        return False
    if isinstance(value, list) and wanted.arguments:
        return all(_is_or_null(item, wanted.arguments[0], types) for item in value)
    if isinstance(value, dict):
        return all(
            name in value and _is_or_null(value[name], kind, types) for name, kind in wanted.entries
        )
    if isinstance(value, Range) and wanted.arguments:
        ends = [end for end in (value.low, value.high) if end is not None]
        return all(conforms(end, wanted.arguments[0], types) for end in ends)
    if isinstance(value, Function) and wanted.name == "function":
        return _function_conforms(value, wanted, types)
    return True


def checked(value: object, wanted: TypeRef, types: Types = NO_TYPES) -> bool:
    """Whether the value has the type and is one of the type's allowed values."""
    check = types.checks.get(wanted.name)
    return conforms(value, wanted, types) if check is None else check(value)


def _is_or_null(value: object, wanted: TypeRef, types: Types) -> bool:
    return value is None or wanted.name == "Any" or conforms(value, wanted, types)


def _function_conforms(value: Function, wanted: TypeRef, types: Types) -> bool:
    if len(wanted.arguments) != len(value.types):
        return False
    pairs = zip(wanted.arguments, value.types, strict=True)
    takes = all(assignable(given, taken or ANY, types) for given, taken in pairs)
    return takes and assignable(value.result or ANY, wanted.result or ANY, types)


def assignable(source: TypeRef, target: TypeRef, types: Types = NO_TYPES) -> bool:
    """Whether every value of ``source`` may stand where ``target`` is asked for."""
    source = types.shapes.get(source.name, source)
    target = types.shapes.get(target.name, target)
    if target.name in {"Any", "any"}:
        return True
    if source.name != target.name:
        return source.name == "Null"
    if target.name == "context":
        entries = dict(source.entries)
        return all(
            name in entries and assignable(entries[name], kind, types)
            for name, kind in target.entries
        )
    if target.name == "function":
        return (
            len(source.arguments) == len(target.arguments)
            and all(
                assignable(wide, narrow, types)
                for narrow, wide in zip(source.arguments, target.arguments, strict=True)
            )
            and assignable(source.result or ANY, target.result or ANY, types)
        )
    pairs = zip(source.arguments, target.arguments, strict=False)
    return all(assignable(narrow, wide, types) for narrow, wide in pairs)
