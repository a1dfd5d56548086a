"""What a target may be set to, by the kind of its row in the catalogue."""

from datetime import timedelta

from bpmn.times import Duration, parse_duration
from carelane.domain.sla_catalogue import CONTINUOUS, Target

MOST_COUNT = 99
LONGEST = timedelta(days=3660)
"""No target is longer than ten years: a typing error is."""
_PER_CENT = 100
_DAYS_OF_MONTH = 31


def checked(target: Target, text: str) -> str:
    """Give the value as it is kept; raises ValueError with the reason, in words that follow the value."""
    if target.kind == "count":
        return _number(text, 1, MOST_COUNT, "a count")
    if target.kind == "per_cent":
        return _number(text, 0, _PER_CENT, "a number of per cents")
    if target.kind == "continuous" and text == CONTINUOUS:
        return text
    return _duration(text)


def typed(target: Target, value: str) -> str | int:
    """Give a kept value as a process reads it: a duration as text, a count or per cents as a number."""
    return int(value) if target.kind in ("count", "per_cent") else value


def _duration(text: str) -> str:
    try:
        duration = parse_duration(text)
    except ValueError:
        raise ValueError("is no duration such as PT30M or P1D") from None
    if not duration.positive or duration.months < 0 or duration.rest < timedelta(0):
        raise ValueError("is not longer than nothing")
    if _length(duration) > LONGEST:
        raise ValueError("is longer than ten years")
    return text.strip()


def _length(duration: Duration) -> timedelta:
    """Give about how long it is."""
    return duration.rest + timedelta(days=_DAYS_OF_MONTH) * min(duration.months, 1000)


def _number(text: str, least: int, most: int, what: str) -> str:
    if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise ValueError(f"is no {what.removeprefix('a ')} from {least} to {most}")
    return str(int(text))
