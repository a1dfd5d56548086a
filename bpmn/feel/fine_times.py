"""Times, dates and durations with nanoseconds: the standard library's, with the three digits that it lacks.

Only reading, writing and putting together keep nanoseconds; arithmetic works in microseconds.
"""

from datetime import datetime, time, timedelta


class FineTime(time):
    """A time of day with ``nanosecond`` from 0 to 999 besides its microsecond."""

    nanosecond: int = 0


class FineDateTime(datetime):
    """A date and time with ``nanosecond`` from 0 to 999 besides its microsecond."""

    nanosecond: int = 0


class FineDuration(timedelta):
    """A duration with ``nanosecond`` from 0 to 999 besides its microseconds, away from zero."""

    nanosecond: int = 0


def nanoseconds(value: datetime | time | timedelta) -> int:
    """Give what a value has below its microseconds, 0 to 999."""
    found: int = getattr(value, "nanosecond", 0)
    return found


def with_nanoseconds(value: time, count: int) -> time:
    """Give a time with nanoseconds below its microseconds; a plain one for none."""
    if not count:
        return value
    parts = (value.hour, value.minute, value.second, value.microsecond, value.tzinfo)
    made = FineTime(*parts)
    made.nanosecond = count
    return made


def lasting(value: timedelta, count: int) -> timedelta:
    """Give a duration with nanoseconds below its microseconds; a plain one for none."""
    if not count:
        return value
    made = FineDuration(value.days, value.seconds, value.microseconds)
    made.nanosecond = count
    return made


def moment(value: datetime, count: int) -> datetime:
    """Give a date and time with nanoseconds below its microseconds; a plain one for none."""
    if not count:
        return value
    made = FineDateTime.combine(value.date(), value.timetz())
    made.nanosecond = count
    return made
