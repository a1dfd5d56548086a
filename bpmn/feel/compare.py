"""Equality and order of FEEL values (DMN 1.5, tables 53 and 54): true, false or null."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from bpmn.feel.far_dates import FarDate, FarDateTime, day_number, micros
from bpmn.feel.scope import Run, wrong
from bpmn.feel.temporal import clock_offset
from bpmn.feel.values import Months, Range

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - an anchor for differences, in no zone
_PLAIN = (str, Decimal, bool, timedelta, Months, date)


def equal(run: Run, left: object, right: object) -> bool | None:
    """Whether two values are equal; null where their types cannot be."""
    kind = type(left)
    if kind is type(right) and kind in _PLAIN:
        return left == right
    if left is None or right is None:
        return left is right
    if kind is not type(right):
        points = points_of(left, right)
        if points is not None:
            return points[0] == points[1]
        if isinstance(left, timedelta) and isinstance(right, timedelta):
            return left == right
        wrong(run, "cannot compare", left, right)
        return None
    if isinstance(left, list) and isinstance(right, list):
        return _equal_lists(run, left, right)
    if isinstance(left, dict) and isinstance(right, dict):
        return _equal_contexts(run, left, right)
    if isinstance(left, Range) and isinstance(right, Range):
        return _equal_ranges(run, left, right)
    if isinstance(left, (datetime, time)) and isinstance(right, (datetime, time)):
        return instant(left) == instant(right)
    points = points_of(left, right)
    return left is right if points is None else points[0] == points[1]


def points_of(left: object, right: object) -> tuple[tuple[bool, int], tuple[bool, int]] | None:
    """Give two dates, times or dates and times of different Python types as what can be compared."""
    one, other = _point(left), _point(right)
    return (one[1:], other[1:]) if one and other and one[0] == other[0] else None


def _point(value: object) -> tuple[str, bool, int] | None:
    """Give the kind of a point in time, whether it is in no zone, and a number that orders it."""
    if isinstance(value, (datetime, FarDateTime)):
        no_zone, count = micros(value)
        return "date and time", no_zone, count // 1000
    if isinstance(value, (date, FarDate)):
        return "date", True, day_number(value)
    if isinstance(value, time):
        no_zone, size = instant(value)
        return "time", no_zone, size // timedelta(milliseconds=1)
    return None


def _equal_lists(run: Run, left: list[object], right: list[object]) -> bool | None:
    run.charge(len(left))
    if len(left) != len(right):
        return False
    with run.deeper(2):
        return _all(equal(run, one, other) for one, other in zip(left, right, strict=True))


def _equal_contexts(run: Run, left: dict[str, object], right: dict[str, object]) -> bool | None:
    run.charge(len(left))
    if left.keys() != right.keys():
        return False
    with run.deeper(2):
        return _all(equal(run, value, right[key]) for key, value in left.items())


def _equal_ranges(run: Run, left: Range, right: Range) -> bool | None:
    if (left.operator, left.low_closed, left.high_closed) != (
        right.operator,
        right.low_closed,
        right.high_closed,
    ):
        return False
    return _all([equal(run, left.low, right.low), equal(run, left.high, right.high)])


def _all(results: Iterable[bool | None]) -> bool:
    return all(result is True for result in results)


def instant(value: datetime | time) -> tuple[bool, timedelta]:
    """Give a point in time as something to compare: whether its clock is in no zone, and its moment.

    Milliseconds are the finest that counts, because the TCK wants 0.0001 s and 0.0002 s to be equal.
    """
    if isinstance(value, datetime):
        size, plain = value.utcoffset(), value.replace(tzinfo=None)
    else:
        size = clock_offset(value)
        plain = datetime.combine(_EPOCH, value.replace(tzinfo=None))
    return size is None, _whole_millis(plain - _EPOCH) - (size or timedelta())


def _whole_millis(size: timedelta) -> timedelta:
    return size - timedelta(microseconds=size.microseconds % 1000)


def less(run: Run, left: object, right: object) -> bool | None:
    """Whether left is before right; null where the types have no order."""
    kind = type(left)
    if kind is type(right):
        if kind in {Decimal, str, timedelta, Months, date}:
            return left < right  # type: ignore[operator, no-any-return]  # the types of the line above
        if isinstance(left, (datetime, time)) and isinstance(right, (datetime, time)):
            (no_zone, first), (other_no_zone, second) = instant(left), instant(right)
            if no_zone is other_no_zone:
                return first < second
            run.warn("cannot order a time with an offset and one without")
            return None
    points = points_of(left, right)
    if points is not None and points[0][0] is points[1][0]:
        return points[0][1] < points[1][1]
    if isinstance(left, timedelta) and isinstance(right, timedelta):
        return left < right
    wrong(run, "cannot order", left, right)
    return None


def ordered(run: Run, operator: str, left: object, right: object) -> bool | None:
    """``left operator right`` for the six comparison operators."""
    if operator == "=":
        return equal(run, left, right)
    if operator == "!=":
        return negate(equal(run, left, right))
    if operator == "<":
        return less(run, left, right)
    if operator == ">":
        return less(run, right, left)
    if operator == "<=":
        return negate(less(run, right, left))
    return negate(less(run, left, right))


def negate(truth: bool | None) -> bool | None:  # noqa: FBT001 - a truth value of FEEL
    """Not, in three-valued logic."""
    return None if truth is None else not truth


def contains(run: Run, interval: Range, point: object) -> bool | None:
    """Whether a point lies in an interval; null where an end is null."""
    if interval.operator:
        end = interval.low if interval.high is None else interval.high
        return ordered(run, interval.operator, point, end)
    if interval.low is None or interval.high is None:
        run.warn("an end of the interval is null")
        return None
    above = ordered(run, ">=" if interval.low_closed else ">", point, interval.low)
    below = ordered(run, "<=" if interval.high_closed else "<", point, interval.high)
    if above is False or below is False:
        return False
    return None if above is None or below is None else True
