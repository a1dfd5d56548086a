"""Cron expressions as Zeebe takes them in a timer cycle: Spring's six fields, second to day of the week.

`0 0 8 * * MON-FRI` is each working day at eight. A day has to fit both day fields. Besides `*`, lists, ranges and
steps there are `L` (last day, or last such weekday with `5L`), `L-3`, `15W` (nearest weekday), `LW`, `5#2` (second
Friday) and the macros `@daily` and its like. Times are UTC, unless the expression begins with `CRON_TZ=<zone> `.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bpmn.cron_days import DayRule, month_days, week_days
from bpmn.cron_fields import MONTHS, numbers

_MACROS = {
    "@yearly": "0 0 0 1 1 *",
    "@annually": "0 0 0 1 1 *",
    "@monthly": "0 0 0 1 * *",
    "@weekly": "0 0 0 * * 0",
    "@daily": "0 0 0 * * *",
    "@midnight": "0 0 0 * * *",
    "@hourly": "0 0 * * * *",
}
_FIELDS = 6
_ZONE = "CRON_TZ="
_FARTHEST = 41
"""Years that are searched: a 29 February on a given weekday comes at least every 40 years."""


@dataclass(frozen=True, slots=True)
class Cron:
    """The moments that fit all fields."""

    seconds: tuple[int, ...]
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: DayRule
    months: tuple[int, ...]
    weekdays: DayRule
    zone: ZoneInfo | None = None

    def after(self, moment: datetime) -> datetime | None:
        """Give the first moment later than this one; None where there is none in 40 years."""
        zone = self.zone or UTC
        local = moment.astimezone(zone)
        for day in self._days_from(local.date()):
            for at in self._times(local.time() if day == local.date() else time()):
                found = datetime.combine(day, at, zone).astimezone(UTC)
                if found > moment:
                    return found
        return None

    def _days_from(self, first: date) -> Iterator[date]:
        year, month, least = first.year, first.month, first.day
        while year < min(first.year + _FARTHEST, 9999):
            if month in self.months:
                day = date(year, month, least)
                while day.month == month:
                    if self.days(day) and self.weekdays(day):
                        yield day
                    day += timedelta(days=1)
            year, month, least = (year, month + 1, 1) if month < MONTHS else (year + 1, 1, 1)

    def _times(self, least: time) -> Iterator[time]:
        """Yield the times of a day, but those of an hour or minute that is over by `least`."""
        for hour in self.hours:
            for minute in self.minutes:
                if (hour, minute) >= (least.hour, least.minute):
                    for second in self.seconds:
                        yield time(hour, minute, second)


def is_cron(text: str) -> bool:
    """Say whether a cycle is written as a cron expression and not as an ISO 8601 interval."""
    return not text.strip().startswith("R")


@lru_cache(maxsize=256)
def parse_cron(text: str) -> Cron:
    """Read a cron expression; raises ValueError for what is none, or fits no moment."""
    plain, zone = text.strip(), None
    if plain.startswith(_ZONE):
        name, _, plain = plain.removeprefix(_ZONE).partition(" ")
        zone = _zone(name)
    fields = _MACROS.get(plain.strip(), plain).split()
    if len(fields) != _FIELDS:
        raise ValueError(
            f"{text!r} is neither an ISO 8601 interval such as R3/PT10M nor a cron expression of six fields"
        )
    seconds, minutes, hours, days, months, weekdays = fields
    cron = Cron(
        numbers(seconds, 0, 59),
        numbers(minutes, 0, 59),
        numbers(hours, 0, 23),
        month_days(days),
        numbers(months, 1, MONTHS),
        week_days(weekdays),
        zone,
    )
    if cron.after(datetime(2000, 1, 1, tzinfo=UTC)) is None:
        raise ValueError(f"no moment fits {text!r}")
    return cron


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        raise ValueError(f"there is no time zone {name!r}") from None
