"""ISO 8601 points in time, durations and repeating intervals, as timers write them.

A duration keeps months apart from the rest, because a month has no fixed length. A date-time
without an offset is UTC. Pure text and arithmetic: the clock is always an argument.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from bpmn.feel.errors import FeelError
from bpmn.feel.zones import zone

SHORTEST_CYCLE = timedelta(seconds=1)
"""A cycle that is shorter would keep a case busy for ever."""

_DURATION = re.compile(
    r"(?P<sign>-)?P(?=.)(?:(?P<Y>\d+)Y)?(?:(?P<M>\d+)M)?(?:(?P<W>\d+)W)?(?:(?P<D>\d+)D)?"
    r"(?:T(?=.)(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?"
)
_CYCLE = re.compile(r"R(?P<count>\d*)(?:/(?P<first>[^/]+))(?:/(?P<second>[^/]+))?")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: whole months, and the rest."""

    months: int
    rest: timedelta

    def after(self, start: datetime, times: int = 1) -> datetime:
        """Give the point `times` durations after `start`; the day is cut to the month's length.

        Raises ValueError beyond the years 1 to 9999.
        """
        try:
            return _plus_months(start, self.months * times) + self.rest * times
        except OverflowError as error:
            raise ValueError(f"no such time: {error}") from None

    @property
    def positive(self) -> bool:
        """Whether time passes in it."""
        return self.months > 0 or (self.months == 0 and self.rest > timedelta(0))


@dataclass(frozen=True, slots=True)
class Cycle:
    """`R3/PT10M`: `count` times (None: for ever) every `every`, from `start` or up to `end`."""

    count: int | None
    every: Duration
    start: datetime | None = None
    end: datetime | None = None


def _plus_months(start: datetime, months: int) -> datetime:
    if not months:
        return start
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = min(start.day, monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)


@lru_cache(maxsize=1024)
def parse_duration(text: str) -> Duration:
    """Read `P1Y2M3W4DT5H6M7S`; raises ValueError."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text[:40]!r} is no ISO 8601 duration such as PT30M or P1D")
    part = {name: found[name] or "0" for name in ("Y", "M", "W", "D", "h", "m", "s")}
    try:
        rest = timedelta(
            weeks=int(part["W"]),
            days=int(part["D"]),
            hours=int(part["h"]),
            minutes=int(part["m"]),
            seconds=float(part["s"]),
        )
    except OverflowError:
        raise ValueError(f"{text[:40]!r} is longer than any time") from None
    months = int(part["Y"]) * 12 + int(part["M"])
    return Duration(-months, -rest) if found["sign"] else Duration(months, rest)


def parse_instant(text: str) -> datetime:
    """Read a date or date-time, with an offset, a zone as FEEL writes it (`@Asia/Shanghai`), or UTC."""
    plain, _, name = text.strip().partition("@")
    try:
        found = datetime.fromisoformat(plain)
        tz = zone(name) if name else UTC
        return (found if found.tzinfo else found.replace(tzinfo=tz)).astimezone(UTC)
    except (ValueError, OverflowError, FeelError):
        raise ValueError(
            f"{text[:40]!r} is no ISO 8601 date-time such as 2026-05-01T08:00:00Z"
        ) from None


def parse_cycle(text: str) -> Cycle:
    """Read `R3/PT10M`, `R/PT1H`, `R3/<start>/PT10M` or `R3/PT10M/<end>`; raises ValueError."""
    found = _CYCLE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no ISO 8601 repeating interval such as R3/PT10M")
    count = int(found["count"]) if found["count"] else None
    first, second = found["first"], found["second"]
    if _DURATION.fullmatch(first):
        every, start = parse_duration(first), None
        end = parse_instant(second) if second else None
    elif second is None:
        raise ValueError(f"{text!r} does not say how long one interval is")
    else:
        every, start, end = parse_duration(second), parse_instant(first), None
    if not every.positive:
        raise ValueError(f"{text!r} repeats without time passing")
    if not every.months and every.rest < SHORTEST_CYCLE:
        raise ValueError(f"{text!r} repeats more often than once a second")
    return Cycle(count, every, start, end)
