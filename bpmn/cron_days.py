"""The two day fields of a cron expression: numbers, and the days that depend on the month."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from bpmn.cron_fields import number, numbers

DayRule = Callable[[date], bool]
_WEEK = 7
_FRIDAY = 5
_LAST = re.compile(r"L(?:-(\d{1,2}))?")
_NEAREST = re.compile(r"(\d{1,2}|L)W")
_LAST_WEEKDAY = re.compile(r"(\w+?)L")
_NTH = re.compile(r"(\w+)#(\d)")


def month_days(text: str) -> DayRule:
    """Read the field of the day of the month; raises ValueError."""
    rules = [_month_day(part) for part in text.split(",")]
    return lambda day: any(rule(day) for rule in rules)


def week_days(text: str) -> DayRule:
    """Read the field of the day of the week, 0 and 7 for Sunday; raises ValueError."""
    rules = [_week_day(part) for part in text.split(",")]
    return lambda day: any(rule(day) for rule in rules)


def _month_day(text: str) -> DayRule:
    if last := _LAST.fullmatch(text):
        before = int(last[1] or 0)
        return lambda day: day.day == _length(day) - before
    if nearest := _NEAREST.fullmatch(text):
        wanted = 0 if nearest[1] == "L" else number(nearest[1], 1, 31)
        return lambda day: day == _nearest_weekday(day, wanted)
    days = numbers(text, 1, 31)
    return lambda day: day.day in days


def _week_day(text: str) -> DayRule:
    if nth := _NTH.fullmatch(text):
        weekday, place = number(nth[1], 0, _WEEK) % _WEEK, number(nth[2], 1, 5)
        return lambda day: _weekday(day) == weekday and (day.day - 1) // _WEEK + 1 == place
    if last := _LAST_WEEKDAY.fullmatch(text):
        weekday = number(last[1], 0, _WEEK) % _WEEK
        return lambda day: _weekday(day) == weekday and day.day + _WEEK > _length(day)
    weekdays = {each % _WEEK for each in numbers(text, 0, _WEEK)}
    return lambda day: _weekday(day) in weekdays


def _weekday(day: date) -> int:
    return day.isoweekday() % _WEEK


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _nearest_weekday(day: date, wanted: int) -> date | None:
    """Give the weekday nearest to a day of this month (0: its last), without leaving the month."""
    length = _length(day)
    if wanted > length:
        return None
    at = day.replace(day=wanted or length)
    late = at.isoweekday() - _FRIDAY
    if late <= 0:
        return at
    if wanted == 0 or (late == 1 and at.day > 1) or at.day == length:
        return at - timedelta(days=late)
    return at + timedelta(days=3 - late)
