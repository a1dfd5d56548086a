"""The values of FEEL.

null is None, boolean is bool, number is Decimal, string is str, list is list, context is dict. Dates
and times are the standard library's; the other values are defined here. Measured on jdmn 1.0.5, which
uses isodate.Duration for both kinds of duration: ``P0M`` is not a years-and-months duration there,
fractions of a second are cut off, and the values are mutable, so durations are ours.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import TYPE_CHECKING

from bpmn.feel.far_dates import FarDate, FarDateTime

if TYPE_CHECKING:
    from bpmn.feel.types import TypeRef

DECIMAL = Context(
    prec=34, Emin=-6143, Emax=6144, traps=[InvalidOperation, DivisionByZero, Overflow]
)
"""IEEE 754 decimal128, as DMN asks for; used explicitly, never through the thread's context."""


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A years and months duration, as a whole number of months."""

    count: int


@dataclass(frozen=True, slots=True)
class Range:
    """An interval.

    One written as ``(< 5)`` keeps its operator; ``(!= 5)`` is everything but its ends.
    """

    low: object
    high: object
    low_closed: bool
    high_closed: bool
    operator: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function that an expression made or that a decision model provides.

    ``invoke`` gets positional values, already as many as there are parameters.
    """

    parameters: tuple[str, ...]
    types: tuple["TypeRef | None", ...]
    invoke: Callable[..., object]
    result: "TypeRef | None" = None
    variadic: bool = False


def kind_of(value: object) -> str:
    """Give the FEEL name of a value's type, for messages; never the value itself."""
    for types, name in _KINDS:
        if isinstance(value, types):
            return name
    return "value of a foreign type"


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "null"),
    (bool, "boolean"),
    ((Decimal, int, float), "number"),
    (str, "string"),
    ((datetime, FarDateTime), "date and time"),
    ((date, FarDate), "date"),
    (time, "time"),
    (timedelta, "days and time duration"),
    (Months, "years and months duration"),
    (list, "list"),
    (dict, "context"),
    (Range, "range"),
    (Function, "function"),
)
