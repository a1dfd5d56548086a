"""Dates outside the years 1 to 9999, which the standard library does not have (XML Schema and FEEL do).

A date is of this kind only where the other cannot hold it. Years are those of the proleptic Gregorian
calendar with a year 0.
"""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta, tzinfo

from bpmn.feel.errors import FeelError

MOST_YEARS = 999_999_999
_DAYS_OF_400_YEARS = 146_097
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY = 86_400_000_000
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class FarDate:
    """A date."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class FarDateTime:
    """A date with a time of day."""

    day: FarDate
    clock: time

    @property
    def tzinfo(self) -> tzinfo | None:
        """The time zone of its clock."""
        return self.clock.tzinfo


AnyDate = date | FarDate
"""A date; not a date and time, which Python takes for one."""
AnyDateTime = datetime | FarDateTime


def make_date(year: int, month: int, day: int) -> AnyDate:
    """Give the date of three numbers; raises FeelError when there is none."""
    if MINYEAR <= year <= MAXYEAR:
        try:
            return date(year, month, day)
        except (ValueError, OverflowError) as error:
            raise FeelError(f"no such date: {error}") from None
    if abs(year) > MOST_YEARS:
        raise FeelError(f"a year is from -{MOST_YEARS} to {MOST_YEARS}")
    if not 1 <= month <= len(_MONTH_DAYS) or not 1 <= day <= last_day(year, month):
        raise FeelError("no such date")
    return FarDate(year, month, day)


def combine(day: AnyDate, clock: time) -> AnyDateTime:
    """Give a date and a time put together."""
    return FarDateTime(day, clock) if isinstance(day, FarDate) else datetime.combine(day, clock)


def last_day(year: int, month: int) -> int:
    """Give the number of days of a month."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _MONTH_DAYS[month - 1] + (leap and month == 2)  # noqa: PLR2004 - February


def day_number(day: AnyDate) -> int:
    """Give the days since 0001-01-01, which is 1, as `date.toordinal` does; before it they are negative."""
    if isinstance(day, date):
        return day.toordinal()
    cycles = day.year // 400 - 1
    return date(day.year % 400 + 400, day.month, day.day).toordinal() + cycles * _DAYS_OF_400_YEARS


def date_of(number: int) -> AnyDate:
    """Give the date of a day's number; raises FeelError where the year is too far."""
    cycles, rest = divmod(number - 1, _DAYS_OF_400_YEARS)
    near = date.fromordinal(rest + 1)
    return make_date(near.year + cycles * 400, near.month, near.day)


def plus_months(day: AnyDate, count: int) -> AnyDate:
    """Give the same day some months later, or the last day of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return make_date(year, month + 1, min(day.day, last_day(year, month + 1)))


def micros(value: AnyDateTime) -> tuple[bool, int]:
    """Give whether a date and time is in no zone, and its microseconds since the year 1."""
    if isinstance(value, datetime):
        day, clock, near = day_number(value.date()), value.time(), value
    else:
        day, clock = day_number(value.day), value.clock
        near = datetime.combine(date(2000, value.day.month, min(value.day.day, 28)), clock)
    size = near.utcoffset()
    passed = timedelta(
        hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond
    )
    return size is None, day * _DAY + (passed - (size or timedelta())) // _MICROSECOND
