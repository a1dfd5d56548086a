"""Paths and filters: fields of contexts, lists and temporal values, and items of lists.

No Python attribute is reachable: a field is a key of a context, or one of the names listed here.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bpmn.feel.far_dates import FarDate, FarDateTime, day_number
from bpmn.feel.fine_times import nanoseconds
from bpmn.feel.temporal import clock_offset
from bpmn.feel.values import DECIMAL, Months, Range, kind_of
from bpmn.feel.zones import ZONES

if TYPE_CHECKING:
    from bpmn.feel.scope import Run

_Getter = Callable[..., object]


_BILLION = Decimal(1_000_000_000)


def _seconds_of(value: datetime | time) -> Decimal:
    nanos = (value.second * 1_000_000 + value.microsecond) * 1000 + nanoseconds(value)
    return DECIMAL.divide(Decimal(nanos), _BILLION)


def _zone_name(value: datetime | time) -> str | None:
    key = getattr(value.tzinfo, "key", None)
    return key if key in ZONES else None


_DATE: dict[str, _Getter] = {
    "year": lambda value: Decimal(value.year),
    "month": lambda value: Decimal(value.month),
    "day": lambda value: Decimal(value.day),
    "weekday": lambda value: Decimal((day_number(value) - 1) % 7 + 1),
}
_TIME: dict[str, _Getter] = {
    "hour": lambda value: Decimal(value.hour),
    "minute": lambda value: Decimal(value.minute),
    "second": _seconds_of,
    "time offset": clock_offset,
    "timezone": _zone_name,
}
_MIDNIGHT: dict[str, _Getter] = {
    "hour": lambda _value: Decimal(0),
    "minute": lambda _value: Decimal(0),
    "second": lambda _value: Decimal(0),
    "time offset": lambda _value: timedelta(),
    "timezone": lambda _value: None,
}
_FAR: dict[str, _Getter] = {
    **{name: lambda value, get=get: get(value.day) for name, get in _DATE.items()},
    **{name: lambda value, get=get: get(value.clock) for name, get in _TIME.items()},
}


def _part(unit: int, size: int | None) -> _Getter:
    """One field of a days and time duration: whole units, modulo the next larger unit, signed."""

    def get(value: timedelta) -> Decimal:
        seconds = abs(value) // timedelta(seconds=1) // unit
        part = seconds if size is None else seconds % size
        return Decimal(-part if value < timedelta() else part)

    return get


def _seconds(value: timedelta) -> Decimal:
    nanos = abs(value) // timedelta(microseconds=1) % 60_000_000 * 1000 + nanoseconds(value)
    return DECIMAL.divide(Decimal(-nanos if value < timedelta() else nanos), _BILLION)


def _months(value: Months) -> tuple[int, int]:
    years, months = divmod(abs(value.count), 12)
    return (-years, -months) if value.count < 0 else (years, months)


_FIELDS: tuple[tuple[type | tuple[type, ...], dict[str, _Getter]], ...] = (
    (datetime, _DATE | _TIME),
    ((date, FarDate), _DATE | _MIDNIGHT),
    (FarDateTime, _FAR),
    (time, _TIME),
    (
        timedelta,
        {
            "days": _part(86_400, None),
            "hours": _part(3600, 24),
            "minutes": _part(60, 60),
            "seconds": _seconds,
        },
    ),
    (
        Months,
        {
            "years": lambda value: Decimal(_months(value)[0]),
            "months": lambda value: Decimal(_months(value)[1]),
        },
    ),
    (
        Range,
        {
            "start": lambda value: value.low,
            "end": lambda value: value.high,
            "start included": lambda value: value.low_closed,
            "end included": lambda value: value.high_closed,
        },
    ),
)
PROPERTY_NAMES = tuple(sorted({name for _, fields in _FIELDS for name in fields}))
"""Names of the fields that values other than contexts have."""


def get_field(run: "Run", value: object, name: str) -> object:
    """``value.name``; on a list, the field of every item."""
    if isinstance(value, dict):
        if name in value:
            return value[name]
        run.warn(f"the context has no entry {name!r}")
        return None
    if isinstance(value, list):
        run.charge(len(value))
        with run.deeper(2):
            return [get_field(run, item, name) for item in value]
    for kind, fields in _FIELDS:
        if isinstance(value, kind):
            getter = fields.get(name)
            if getter is not None:
                return getter(value)
            break
    run.warn(f"a {kind_of(value)} has no field {name!r}")
    return None


def get_path(run: "Run", value: object, path: tuple[str, ...]) -> object:
    """Follow the names of a path from a value."""
    for name in path:
        value = get_field(run, value, name)
    return value


def get_item(run: "Run", value: object, index: Decimal) -> object:
    """``value[index]``, counted from 1, or from the end if negative."""
    items = value if isinstance(value, list) else [value]
    if index != index.to_integral_value() or index.adjusted() > 15:  # noqa: PLR2004 - longer than any list
        run.warn("an index has to be a whole number")
        return None
    position = int(index)
    if 1 <= position <= len(items):
        return items[position - 1]
    if -len(items) <= position <= -1:
        return items[position]
    run.warn("the list has no item at the index")
    return None
