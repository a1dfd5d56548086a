"""Dates, times and durations: making them, taking them apart, and the current time.

``now()`` and ``today()`` are the time that the evaluation was given, never a clock. jdmn's calendar
functions (day and week of year, names of days and months) are measured right against the TCK.
"""

import calendar
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from jdmn.feel.lib.type.time.DefaultDateTimeLib import DefaultDateTimeLib

from bpmn.feel.arithmetic import add_months
from bpmn.feel.compare import equal
from bpmn.feel.registry import feel
from bpmn.feel.scope import Run
from bpmn.feel.temporal import (
    make_date,
    parse_date,
    parse_date_time,
    parse_duration,
    parse_time,
)
from bpmn.feel.text_form import offset_text
from bpmn.feel.values import DECIMAL, Months
from bpmn.feel.zones import offset


@feel("now()", run=True)
def now(run: Run) -> datetime:
    """Give the time of the evaluation."""
    return run.now


@feel("today()", run=True)
def today(run: Run) -> date:
    """Give the date of the evaluation, in the time zone of the time it was given."""
    return run.now.date()


@feel("date(from: string)")
def date_from_text(text: str) -> date:
    """Give a date from its text."""
    return parse_date(text)


@feel("date(from: date)")
def date_from(value: date) -> date:
    """Give the date of a date and time."""
    return value.date() if isinstance(value, datetime) else value


@feel("date(year: number, month: number, day: number)")
def date_of(year: Decimal, month: Decimal, day: Decimal) -> date:
    """Give a date from its numbers."""
    return make_date(int(year), int(month), int(day))


@feel("time(from: string)")
def time_from_text(text: str) -> time:
    """Give a time from its text."""
    return parse_time(text)


@feel("time(from: time)")
def time_from(value: time) -> time:
    """Give a time as it is."""
    return value


@feel("time(from: date)")
def time_from_date(value: date) -> time:
    """Give the time of a date and time; midnight UTC of a date."""
    return value.timetz() if isinstance(value, datetime) else time(tzinfo=offset("Z"))


@feel(
    "time(hour: number, minute: number, second: number, offset?: days and time duration|null)",
)
def time_of(hour: Decimal, minute: Decimal, second: Decimal, size: timedelta | None = None) -> time:
    """Give a time from its numbers."""
    micro = int(DECIMAL.multiply(second - int(second), Decimal(1_000_000)))
    zone = None if size is None else offset(offset_text(size))
    return time(int(hour), int(minute), int(second), micro, zone)


@feel("date and time(from: string)")
def date_and_time_from_text(text: str) -> datetime:
    """Give a date and time from its text."""
    return parse_date_time(text)


@feel("date and time(from: date and time)")
def date_and_time_from(value: datetime) -> datetime:
    """Give a date and time as it is."""
    return value


@feel("date and time(date: date, time: time)")
def date_and_time_of(day: date, clock: time) -> datetime:
    """Give a date and a time put together."""
    return datetime.combine(date_from(day), clock)


@feel("date and time(date: date and time, timezone: string)")
def in_zone(value: datetime, zone: str) -> datetime:
    """Give the same moment in another time zone (an extension that Camunda has too)."""
    clock = parse_time("00:00:00@" + zone) if "/" in zone else parse_time("00:00:00" + zone)
    return value.astimezone(clock.tzinfo) if value.tzinfo else value.replace(tzinfo=clock.tzinfo)


@feel("duration(from: string)")
def duration(text: str) -> timedelta | Months:
    """Give a duration from its text."""
    return parse_duration(text)


@feel("duration(from: duration)")
def duration_from(value: timedelta | Months) -> timedelta | Months:
    """Give a duration as it is."""
    return value


@feel("years and months duration(from: date, to: date)")
def years_and_months_duration(start: date, end: date) -> Months:
    """Give the whole months between two dates."""
    if isinstance(start, datetime) != isinstance(end, datetime):
        start, end = date_from(start), date_from(end)
    sign = 1
    if (start.year, start.month, start.day) > (end.year, end.month, end.day):
        start, end, sign = end, start, -1
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(date_from(start), months) > date_from(end) or end.day < start.day:
        months -= 1
    return Months(sign * months)


@feel("day of year(date: date)")
def day_of_year(day: date) -> Decimal:
    """1 to 366."""
    return Decimal(DefaultDateTimeLib.dayOfYear(day))


@feel("day of week(date: date)")
def day_of_week(day: date) -> object:
    """Give the English name of the day."""
    return DefaultDateTimeLib.dayOfWeek(day)


@feel("month of year(date: date)")
def month_of_year(day: date) -> object:
    """Give the English name of the month."""
    return DefaultDateTimeLib.monthOfYear(day)


@feel("week of year(date: date)")
def week_of_year(day: date) -> Decimal:
    """Give the number of the ISO week."""
    return Decimal(DefaultDateTimeLib.weekOfYear(day))


@feel("last day of month(date: date)")
def last_day_of_month(day: date) -> date:
    """Give the last day of the date's month (an extension that Camunda has too)."""
    last = calendar.monthrange(day.year, day.month)[1]
    return date(day.year, day.month, last)


@feel("is(value1: any, value2: any)", run=True)
def same(run: Run, value1: object, value2: object) -> bool:
    """Whether two values are the same in type and in every field, the time zone included."""
    if type(value1) is not type(value2):
        return False
    if isinstance(value1, (datetime, time)) and isinstance(value2, (datetime, time)):
        if value1.replace(tzinfo=None) != value2.replace(tzinfo=None):
            return False
        return _zone(value1) == _zone(value2)
    return equal(run, value1, value2) is True


def _zone(value: datetime | time) -> object:
    key = getattr(value.tzinfo, "key", None)
    return key or value.utcoffset()
