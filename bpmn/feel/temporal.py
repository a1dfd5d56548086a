"""Reading dates, times and durations from text, strictly as XML Schema and FEEL write them.

Read in the source of jdmn 1.0.5: it takes ``T24:00:01`` and ``2017-13-32`` errors from isodate
with other meanings, loses fractions of seconds in durations, and opens time zone files while it
evaluates; so reading is ours. Years outside 1 to 9999 and nanoseconds, which the standard library
does not have, become values of our own (`far_dates`, `fine_times`).
"""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

from bpmn.feel.errors import FeelError
from bpmn.feel.far_dates import AnyDate, AnyDateTime, combine, date_of, day_number, make_date
from bpmn.feel.fine_times import lasting, moment, nanoseconds, with_nanoseconds
from bpmn.feel.values import Months
from bpmn.feel.zones import offset, zone

_DATE = r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)"
_TIME = r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z0-9_+\-/]+)?"
_DATE_ONLY = re.compile(_DATE, re.ASCII)
_TIME_ONLY = re.compile("T?" + _TIME, re.ASCII)
_DATE_TIME = re.compile(f"{_DATE}T{_TIME}", re.ASCII)
_MONTHS = re.compile(r"(-)?P(?=\d)(?:(\d{1,12})Y)?(?:(\d{1,12})M)?", re.ASCII)
_DAYS = re.compile(
    r"(-)?P(?=\d|T\d)(?:(\d{1,9})D)?"
    r"(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,12})(?:\.(\d+))?S)?)?",
    re.ASCII,
)


def parse_date(text: str) -> AnyDate:
    """``2024-02-29``; raises FeelError."""
    match = _DATE_ONLY.fullmatch(text)
    if match is None:
        raise FeelError("not a date (YYYY-MM-DD)")
    return make_date(int(match[1]), int(match[2]), int(match[3]))


def parse_time(text: str) -> time:
    """``10:30:00``, with a fraction, an offset or ``@Zone/Name``; raises FeelError."""
    match = _TIME_ONLY.fullmatch(text)
    if match is None:
        raise FeelError("not a time (HH:MM:SS)")
    return _clock(match, 1)[0]


def parse_date_time(text: str) -> AnyDateTime:
    """Give a date and time, or a date, which then means its midnight; raises FeelError."""
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return combine(parse_date(text), time())
    day = make_date(int(match[1]), int(match[2]), int(match[3]))
    clock, next_day = _clock(match, 4)
    if next_day:
        day = date_of(day_number(day) + 1)
    return together(day, clock)


def _clock(match: re.Match[str], group: int) -> tuple[time, bool]:
    """Give the time of day in the groups from ``group`` on, and whether 24:00:00 meant the next day."""
    hour, minute, second = (int(match[group + index]) for index in range(3))
    micro, nano = divmod(int(((match[group + 3] or "") + "000000000")[:9]), 1000)
    midnight = (hour, minute, second, micro, nano) == (24, 0, 0, 0, 0)
    zone_text = match[group + 4]
    where: tzinfo | None = None
    if zone_text:
        where = zone(zone_text[1:]) if zone_text[0] == "@" else offset(zone_text)
    try:
        clock = time(0 if midnight else hour, minute, second, micro, where)
    except ValueError as error:
        raise FeelError(f"no such time: {error}") from None
    return with_nanoseconds(clock, nano), midnight


def together(day: AnyDate, clock: time) -> AnyDateTime:
    """Give a date and a time put together, nanoseconds kept."""
    whole = combine(day, clock)
    return moment(whole, nanoseconds(clock)) if isinstance(whole, datetime) else whole


def parse_duration(text: str) -> timedelta | Months:
    """``P1Y2M`` or ``P1DT2H``; raises FeelError, also for a mixture of both."""
    match = _MONTHS.fullmatch(text)
    if match is not None:
        count = int(match[2] or 0) * 12 + int(match[3] or 0)
        return Months(-count if match[1] else count)
    match = _DAYS.fullmatch(text)
    if match is None:
        raise FeelError("not a duration (PnYnM or PnDTnHnMnS)")
    days, hours, minutes, seconds = (int(match[index] or 0) for index in (2, 3, 4, 5))
    micro, nano = divmod(int(((match[6] or "") + "000000000")[:9]), 1000)
    try:
        size = timedelta(days, seconds, micro, hours=hours, minutes=minutes)
    except OverflowError as error:
        raise FeelError(f"no such duration: {error}") from None
    return lasting(-size if match[1] else size, nano)


def parse_at(text: str) -> object:
    """Give the value of an ``@"..."`` literal: a duration, date and time, date or time."""
    if text.startswith(("P", "-P")):
        return parse_duration(text)
    if _DATE_TIME.fullmatch(text):
        return parse_date_time(text)
    if _DATE_ONLY.fullmatch(text):
        return parse_date(text)
    return parse_time(text)


def clock_offset(value: datetime | time) -> timedelta | None:
    """Give the UTC offset of a value; a time in a named zone has that of the zone's first of January 1970."""
    if isinstance(value, datetime) or value.tzinfo is None:
        return value.utcoffset()
    return value.tzinfo.utcoffset(datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None))
