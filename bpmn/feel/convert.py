"""Points in time for the world outside: from FEEL values or ISO 8601 text to Python's."""

import re
from datetime import UTC, date, datetime, time

from bpmn.feel.errors import FeelError
from bpmn.feel.far_dates import FarDate, FarDateTime
from bpmn.feel.temporal import parse_date_time
from bpmn.feel.values import kind_of


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
