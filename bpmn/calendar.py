"""Working calendars: opening hours, public holidays and make-up working days (调休).

A calendar is JSON that a hospital keeps::

    {"zone": "Asia/Shanghai", "weekdays": [1, 2, 3, 4, 5],
     "hours": [["08:00", "12:00"], ["14:00", "17:30"]],
     "holidays": ["2025-10-01"], "make_up_days": ["2025-09-28"], "known_years": [2025]}

Weekdays count from Monday = 1. In a year outside ``known_years`` nobody has entered the holidays yet;
there only the weekdays count, and the caller can ask ``knows`` and warn.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bpmn.feel.errors import FeelError
from bpmn.feel.temporal import parse_date, parse_duration, parse_time
from bpmn.feel.values import Months
from bpmn.feel.zones import zone

MAX_DAYS = 3660
"""Farthest that a working time is followed, in calendar days."""

_FIELDS = ("zone", "weekdays", "hours", "holidays", "make_up_days", "known_years")
_DAY = timedelta(days=1)


class CalendarError(ValueError):
    """A calendar or a working time cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When an institution is open."""

    zone: str
    weekdays: tuple[int, ...]
    hours: tuple[tuple[time, time], ...]
    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()

    @classmethod
    def from_json(cls, value: object) -> "Calendar":
        """Read a calendar; raises CalendarError naming the field that is wrong."""
        if not isinstance(value, Mapping):
            raise CalendarError("a calendar is an object")
        unknown = sorted(set(value) - set(_FIELDS))
        if unknown:
            raise CalendarError(f"unknown field {unknown[0]!r}; known: {', '.join(_FIELDS)}")
        return cls(
            _zone(value.get("zone")),
            _weekdays(value.get("weekdays", [1, 2, 3, 4, 5])),
            _hours(value.get("hours", [["00:00", "24:00"]])),
            _dates(value, "holidays"),
            _dates(value, "make_up_days"),
            frozenset(_whole(year, "known_years") for year in _list(value, "known_years")),
        )

    def to_json(self) -> dict[str, object]:
        """Give the JSON that ``from_json`` reads, always in the same order."""
        return {
            "zone": self.zone,
            "weekdays": list(self.weekdays),
            "hours": [
                [_clock_text(opens), _clock_text(closes, end=True)] for opens, closes in self.hours
            ],
            "holidays": [day.isoformat() for day in sorted(self.holidays)],
            "make_up_days": [day.isoformat() for day in sorted(self.make_up_days)],
            "known_years": sorted(self.known_years),
        }

    def knows(self, year: int) -> bool:
        """Whether the holidays of that year have been entered."""
        return year in self.known_years

    def is_working_day(self, day: date) -> bool:
        """Whether the institution works on that day."""
        if self.knows(day.year):
            if day in self.make_up_days:
                return True
            if day in self.holidays:
                return False
        return day.isoweekday() in self.weekdays

    def openings(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Give the opening hours of a working day, as aware times in UTC; nothing on other days."""
        if not self.is_working_day(day):
            return
        where = zone(self.zone)
        for opens, closes in self.hours:
            until = day if closes > opens else day + _DAY
            yield (
                datetime.combine(day, opens, where).astimezone(UTC),
                datetime.combine(until, closes, where).astimezone(UTC),
            )


def add_working_time(start: datetime, duration: timedelta | str, calendar: Calendar) -> datetime:
    """Give the moment, in UTC, when that much working time has passed since ``start`` (aware).

    Whole days lead to the same clock time on the n-th next working day, then hours count while the
    institution is open. ``P1D`` and ``timedelta(days=1)`` are a day; ``PT24H`` as text is 24 opening hours.
    Raises CalendarError for a negative or unreadable duration, and for one beyond ten years.
    """
    if start.tzinfo is None:
        raise CalendarError("the start needs a time zone")
    days, rest = _split(duration)
    if days < 0 or rest < timedelta():
        raise CalendarError("a working time cannot be negative")
    moment = _after_days(start, days, calendar) if days else start.astimezone(UTC)
    return _after_hours(moment, rest, calendar) if rest else moment


def _split(duration: timedelta | str) -> tuple[int, timedelta]:
    if isinstance(duration, timedelta):
        return duration.days, timedelta(
            seconds=duration.seconds, microseconds=duration.microseconds
        )
    date_part, clock, clock_part = duration.strip().partition("T")
    try:
        days = timedelta() if date_part == "P" else parse_duration(date_part)
        rest = parse_duration(f"PT{clock_part}") if clock else timedelta()
    except FeelError as error:
        raise CalendarError(f"{duration[:40]!r}: {error}") from None
    if isinstance(days, Months) or isinstance(rest, Months):
        raise CalendarError("a working time has days and hours, no months")
    return days.days, rest


def _after_days(start: datetime, count: int, calendar: Calendar) -> datetime:
    local = start.astimezone(zone(calendar.zone))
    day = local.date()
    for _ in range(MAX_DAYS):
        day += _DAY
        count -= calendar.is_working_day(day)
        if count <= 0:
            return datetime.combine(day, local.timetz()).astimezone(UTC)
    raise CalendarError(f"the working time ends more than {MAX_DAYS} days away")


def _after_hours(start: datetime, rest: timedelta, calendar: Calendar) -> datetime:
    moment = start.astimezone(UTC)
    day = start.astimezone(zone(calendar.zone)).date() - _DAY
    for _ in range(MAX_DAYS):
        for opens, closes in calendar.openings(day):
            begin = max(opens, moment)
            open_for = closes - begin
            if open_for >= rest:
                return begin + rest
            if open_for > timedelta():
                rest -= open_for
        day += _DAY
    raise CalendarError(f"the working time ends more than {MAX_DAYS} days away")


def _zone(value: object) -> str:
    try:
        return zone(str(value)).key
    except FeelError as error:
        raise CalendarError(f"zone: {error}") from None


def _list(value: Mapping[str, object], field: str) -> list[object]:
    found = value.get(field, [])
    if not isinstance(found, list):
        raise CalendarError(f"{field} is a list")
    return found


def _whole(value: object, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise CalendarError(f"{field} holds whole numbers")
    return value


def _weekdays(value: object) -> tuple[int, ...]:
    days = sorted({_whole(day, "weekdays") for day in value}) if isinstance(value, list) else []
    if not days or not set(days) <= set(range(1, 8)):
        raise CalendarError("weekdays is a list of numbers from 1 (Monday) to 7, at least one")
    return tuple(days)


def _dates(value: Mapping[str, object], field: str) -> frozenset[date]:
    try:
        days = [parse_date(str(day)) for day in _list(value, field)]
        return frozenset(day for day in days if isinstance(day, date))
    except FeelError as error:
        raise CalendarError(f"{field}: {error}") from None


def _hours(value: object) -> tuple[tuple[time, time], ...]:
    """Give opening hours in order, which may not overlap; only the last may end at 24:00."""
    pairs = value if isinstance(value, list) and value else [None]
    spans: list[tuple[time, time]] = []
    for pair in pairs:
        if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004 - opens and closes
            raise CalendarError('hours is a list of pairs such as ["08:00", "12:00"]')
        opens, closes = _clock(pair[0]), _clock(pair[1])
        ends_at_midnight = closes == time() and str(pair[1]).startswith("24")
        if opens >= closes and not ends_at_midnight:
            raise CalendarError("hours: closing comes after opening")
        if spans and (spans[-1][1] > opens or spans[-1][1] == time()):
            raise CalendarError("hours: the pairs are in order and do not overlap")
        spans.append((opens, closes))
    return tuple(spans)


def _clock(value: object) -> time:
    text = str(value)
    try:
        return parse_time(text if text.count(":") == 2 else f"{text}:00").replace(tzinfo=None)  # noqa: PLR2004
    except FeelError as error:
        raise CalendarError(f"hours: {text[:20]!r} is {error}") from None


def _clock_text(value: time, *, end: bool = False) -> str:
    if end and value == time():
        return "24:00"
    return value.isoformat("minutes") if not value.second else value.isoformat()
