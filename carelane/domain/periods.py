"""Periods of local days, and what a series over them is cut into: days, weeks from Monday, months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "week", "month"]
_WEEK, _MONTH = 7, 32
_DAYS_AS_DAYS, _DAYS_AS_WEEKS = 31, 190


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``since`` to ``until``, both included."""

    since: date
    until: date

    @property
    def days(self) -> int:
        """How many days it has; none where its end comes before its beginning."""
        return max(0, (self.until - self.since).days + 1)

    @property
    def grain(self) -> Grain:
        """What a series over it is best cut into."""
        if self.days <= _DAYS_AS_DAYS:
            return "day"
        return "week" if self.days <= _DAYS_AS_WEEKS else "month"

    def parts(self, grain: Grain) -> Iterator[date]:
        """Yield the first day of each part; the first and the last part may be cut by the period."""
        part = first_day(self.since, grain)
        while part <= self.until:
            yield part
            part = after(part, grain)


def first_day(day: date, grain: Grain) -> date:
    """Give the first day of the day, week or month that a day lies in."""
    if grain == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain == "month" else day


def after(first: date, grain: Grain) -> date:
    """Give the first day of the next part."""
    if grain == "day":
        return first + timedelta(days=1)
    return first_day(first + timedelta(days=_WEEK if grain == "week" else _MONTH), grain)


def before(day: date, grain: Grain) -> Period:
    """Give the last whole week or month (or day) before a day."""
    last = first_day(day, grain) - timedelta(days=1)
    return Period(first_day(last, grain), last)
