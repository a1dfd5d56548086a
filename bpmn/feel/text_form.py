"""The text of temporal values and numbers, as FEEL's ``string()`` and JSON show them."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bpmn.feel.far_dates import FarDateTime
from bpmn.feel.fine_times import nanoseconds
from bpmn.feel.values import Months, Range


def text_of(value: object) -> str:
    """ISO 8601 text of a temporal value, plain notation of a number or range; else ``str``."""
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, (datetime, time)):
        return _local(value.replace(tzinfo=None).isoformat(), value)
    if isinstance(value, FarDateTime):
        return f"{value.day}T{text_of(value.clock)}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Months):
        return months_text(value.count)
    if isinstance(value, Range):
        if value.operator:
            end = value.low if value.high is None else value.high
            return f"({value.operator} {_end_text(end)})"
        ends = f"{_end_text(value.low)}..{_end_text(value.high)}"
        return f"{'[' if value.low_closed else '('}{ends}{']' if value.high_closed else ')'}"
    return str(value)


def _end_text(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return quoted(value)
    return text_of(value) if isinstance(value, Decimal) else f'@"{text_of(value)}"'


def quoted(text: str) -> str:
    """Give the text as a FEEL string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _local(text: str, value: datetime | time) -> str:
    nano = nanoseconds(value)
    if nano:
        text = f"{text}{'' if '.' in text else '.000000'}{nano:03}"
    if "." in text:
        text = text.rstrip("0")
    zone = value.tzinfo
    if zone is None:
        return text
    if isinstance(zone, ZoneInfo):
        return f"{text}@{zone.key}"
    size = zone.utcoffset(None) or timedelta()
    return text + ("Z" if not size else offset_text(size))


def offset_text(size: timedelta) -> str:
    """``+08:00`` or ``+08:00:30``."""
    seconds = int(abs(size).total_seconds())
    rest = f":{seconds % 60:02}" if seconds % 60 else ""
    sign = "-" if size < timedelta() else "+"
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}{rest}"


def duration_text(value: timedelta) -> str:
    """``P1DT2H3M4.5S``; ``PT0S`` for nothing."""
    nano = nanoseconds(value)
    if not value and not nano:
        return "PT0S"
    size = abs(value)
    hours, rest = divmod(size.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    below = size.microseconds * 1000 + nano
    fraction = f".{below:09}".rstrip("0") if below else ""
    clock = f"{hours}H" if hours else ""
    clock += f"{minutes}M" if minutes else ""
    clock += f"{seconds}{fraction}S" if seconds or fraction else ""
    sign = "-" if value < timedelta() else ""
    return f"{sign}P{f'{size.days}D' if size.days else ''}{f'T{clock}' if clock else ''}"


def months_text(count: int) -> str:
    """``P1Y2M``; ``P0M`` for nothing."""
    if not count:
        return "P0M"
    years, months = divmod(abs(count), 12)
    sign = "-" if count < 0 else ""
    return f"{sign}P{f'{years}Y' if years else ''}{f'{months}M' if months else ''}"


def number_text(value: Decimal) -> str:
    """Plain notation without trailing zeros; scientific where it would be absurdly long."""
    if not value:
        return "0"
    if abs(value.adjusted()) > 40:  # noqa: PLR2004 - more digits than a decimal128 has
        return str(value.normalize())
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
