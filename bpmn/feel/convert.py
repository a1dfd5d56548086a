"""Points in time and durations for the engine: from FEEL values or ISO 8601 text to Python's."""

import re
from datetime import UTC, date, datetime, time, timedelta

from bpmn.feel.arithmetic import add_months
from bpmn.feel.errors import FeelError
from bpmn.feel.far_dates import FarDate, FarDateTime
from bpmn.feel.temporal import parse_date_time, parse_duration
from bpmn.feel.values import Months, kind_of

_MIXED = re.compile(
    r"(?P<sign>-)?P(?=\d|T\d)(?:(?P<years>\d{1,6})Y)?(?:(?P<months>\d{1,6})M)?(?:(?P<weeks>\d{1,6})W)?"
    r"(?P<rest>(?:\d{1,9}D)?(?:T.+)?)",
    re.ASCII,
)


def to_datetime(value: object, now: datetime) -> datetime:
    """Give a date and time (FEEL value or ISO text) as an aware one in UTC; raises FeelError.

    Without an offset it is meant in the time zone of ``now``; a date is its midnight there, and a time is
    that of the day of ``now``.
    """
    if isinstance(value, str):
        value = parse_date_time(_with_seconds(value))
    if isinstance(value, time):
        value = datetime.combine(now.date(), value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if isinstance(value, (FarDate, FarDateTime)):
        raise FeelError("the date and time is out of range")
    if not isinstance(value, datetime):
        raise FeelError(f"expected a date and time, found a {kind_of(value)}")
    if value.tzinfo is None:
        value = value.replace(tzinfo=now.tzinfo or UTC)
    try:
        return value.astimezone(UTC)
    except (OverflowError, ValueError):
        raise FeelError("the date and time is out of range") from None


def _with_seconds(text: str) -> str:
    """ISO 8601 allows ``T10:30`` and ``+0800``; FEEL wants seconds and ``+08:00``."""
    text = re.sub(r"^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?=$|[Z@+-])", r"\1:00", text.strip())
    return re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text) if "T" in text else text


def to_duration(value: object, start: datetime) -> timedelta:
    """Give a duration (FEEL value or ISO text) as a length of time from ``start``; raises FeelError.

    Years and months are those of the calendar from ``start`` on, so ``P1M`` from 31 January is 28 or 29
    days. Text may mix them with days and hours and may have weeks.
    """
    if isinstance(value, str):
        return _from_text(value.strip(), start)
    if isinstance(value, timedelta):
        return value
    if isinstance(value, Months):
        return _months(value.count, start)
    raise FeelError(f"expected a duration, found a {kind_of(value)}")


def _from_text(text: str, start: datetime) -> timedelta:
    match = _MIXED.fullmatch(text)
    if match is None:
        raise FeelError("not a duration (ISO 8601, such as P1DT2H)")
    sign = -1 if match["sign"] else 1
    months = int(match["years"] or 0) * 12 + int(match["months"] or 0)
    size = timedelta(weeks=int(match["weeks"] or 0))
    if match["rest"]:
        rest = parse_duration("P" + match["rest"])
        assert isinstance(rest, timedelta)
        size += rest
    if not months:
        return sign * size
    after = _months(sign * months, start)
    return after + sign * size


def _months(count: int, start: datetime) -> timedelta:
    try:
        end = datetime.combine(add_months(start.date(), count), start.timetz())
    except (ValueError, OverflowError):
        raise FeelError("the duration is out of range") from None
    if start.tzinfo is None:
        return end.replace(tzinfo=UTC) - start.replace(tzinfo=UTC)
    return end.astimezone(UTC) - start.astimezone(UTC)
