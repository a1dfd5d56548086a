"""Dates, times and durations: making them, taking them apart, and the current time.

``now()`` and ``today()`` are the time that the evaluation was given, never a clock. jdmn's calendar
functions (day and week of year, names of days and months) are measured right against the TCK.
"""

from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from jdmn.feel.lib.type.time.DefaultDateTimeLib import DefaultDateTimeLib

from bpmn.feel.compare import equal
from bpmn.feel.far_dates import AnyDate, AnyDateTime, FarDateTime, last_day, make_date
from bpmn.feel.fine_times import nanoseconds, with_nanoseconds
from bpmn.feel.registry import feel
from bpmn.feel.scope import Run
from bpmn.feel.temporal import (
    parse_date,
    parse_date_time,
    parse_duration,
    parse_time,
    together,
)
from bpmn.feel.text_form import offset_text
from bpmn.feel.values import DECIMAL, Months
from bpmn.feel.zones import offset
from bpmn.feel.zones import zone as zone_called

_NUMBERS = 6
"""Year, month, day, hour, minute and second."""


@feel("now()", run=True)
def now(run: Run) -> datetime:
    """Give the time of the evaluation."""
    return run.now


@feel("today()", run=True)
def today(run: Run) -> date:
    """Give the date of the evaluation, in the time zone of the time it was given."""
    return run.now.date()


@feel("date(from: string)")
def date_from_text(text: str) -> AnyDate:
    """Give a date from its text."""
    return parse_date(text)


@feel("date(from: date)")
def date_from(value: AnyDate | FarDateTime) -> AnyDate:
    """Give the date of a date and time."""
    if isinstance(value, FarDateTime):
        return value.day
    return value.date() if isinstance(value, datetime) else value


@feel("date(year: number, month: number, day: number)")
def date_of(year: Decimal, month: Decimal, day: Decimal) -> AnyDate:
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
def time_from_date(value: AnyDate | FarDateTime) -> time:
    """Give the time of a date and time; midnight UTC of a date."""
    if isinstance(value, FarDateTime):
        return value.clock
    if isinstance(value, datetime):
        return with_nanoseconds(value.timetz(), nanoseconds(value))
    return time(tzinfo=offset("Z"))


@feel(
    "time(hour: number, minute: number, second: number, offset?: days and time duration|null)",
)
def time_of(hour: Decimal, minute: Decimal, second: Decimal, size: timedelta | None = None) -> time:
    """Give a time from its numbers."""
    micro, nano = divmod(int(DECIMAL.multiply(second - int(second), Decimal(1_000_000_000))), 1000)
    zone = None if size is None else offset(offset_text(size))
    return with_nanoseconds(time(int(hour), int(minute), int(second), micro, zone), nano)


def with_zone(clock: time, zone: tzinfo | None) -> time:
    """Give a time in a zone, nanoseconds kept."""
    return with_nanoseconds(clock.replace(tzinfo=zone), nanoseconds(clock))


@feel("date and time(from: string)")
def date_and_time_from_text(text: str) -> AnyDateTime:
    """Give a date and time from its text."""
    return parse_date_time(text)


@feel("date and time(from: any date and time)")
def date_and_time_from(value: AnyDateTime) -> AnyDateTime:
    """Give a date and time as it is."""
    return value


@feel("date and time(date: date, time: time)")
def date_and_time_of(day: AnyDate | FarDateTime, clock: time) -> AnyDateTime:
    """Give a date and a time put together."""
    return together(date_from(day), clock)


def _moment(parts: tuple[Decimal, ...], zone: tzinfo | None) -> AnyDateTime:
    year, month, day, hour, minute, second = parts
    clock = time_of(hour, minute, second)
    return together(date_of(year, month, day), with_zone(clock, zone))


@feel(
    "date and time(year: number, month: number, day: number, hour: number, minute: number, "
    "second: number, offset?: days and time duration|null)"
)
def date_and_time_of_numbers(*parts: Decimal | timedelta | None) -> AnyDateTime:
    """Give a date and time from its numbers, in no zone or with an offset."""
    size = parts[6] if len(parts) > _NUMBERS else None
    zone = offset(offset_text(size)) if isinstance(size, timedelta) else None
    return _moment(tuple(one for one in parts if isinstance(one, Decimal)), zone)


@feel(
    "date and time(year: number, month: number, day: number, hour: number, minute: number, "
    "second: number, timezone: string)"
)
def date_and_time_in_zone(*parts: Decimal | str) -> AnyDateTime:
    """Give a date and time from its numbers in a named time zone."""
    numbers = tuple(one for one in parts if isinstance(one, Decimal))
    return _moment(numbers, zone_called(str(parts[-1])))


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
def years_and_months_duration(start: AnyDate | FarDateTime, end: AnyDate | FarDateTime) -> Months:
    """Give the whole months between two dates."""
    first, last = _numbers(date_from(start)), _numbers(date_from(end))
    early, late = sorted([first, last])
    months = (late[0] - early[0]) * 12 + late[1] - early[1] - (late[2] < early[2])
    return Months(-months if first > last else months)


def _numbers(day: AnyDate) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _near(value: AnyDate | FarDateTime) -> date:
    """Give a date that lies on the same day of its year and week, in a year that the standard library has."""
    day = date_from(value)
    return day if isinstance(day, date) else date(day.year % 400 + 400, day.month, day.day)


@feel("day of year(date: date)")
def day_of_year(day: AnyDate | FarDateTime) -> Decimal:
    """1 to 366."""
    return Decimal(DefaultDateTimeLib.dayOfYear(_near(day)))


@feel("day of week(date: date)")
def day_of_week(day: AnyDate | FarDateTime) -> object:
    """Give the English name of the day."""
    return DefaultDateTimeLib.dayOfWeek(_near(day))


@feel("month of year(date: date)")
def month_of_year(day: AnyDate | FarDateTime) -> object:
    """Give the English name of the month."""
    return DefaultDateTimeLib.monthOfYear(_near(day))


@feel("week of year(date: date)")
def week_of_year(day: AnyDate | FarDateTime) -> Decimal:
    """Give the number of the ISO week."""
    return Decimal(DefaultDateTimeLib.weekOfYear(_near(day)))


@feel("last day of month(date: date)")
def last_day_of_month(value: AnyDate | FarDateTime) -> AnyDate:
    """Give the last day of the date's month (an extension that Camunda has too)."""
    day = date_from(value)
    return make_date(day.year, day.month, last_day(day.year, day.month))


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
