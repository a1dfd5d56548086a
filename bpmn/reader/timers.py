"""Reads timer definitions, and checks those that are written as plain text."""

from collections.abc import Callable
from typing import Literal

from bpmn.cron import is_cron, parse_cron
from bpmn.model import Static, TimerTrigger
from bpmn.reader.source import Source
from bpmn.times import parse_cycle, parse_duration, parse_instant
from bpmn.xml_names import Xml, children, local, text_of

Kind = Literal["date", "duration", "cycle"]
_KINDS: dict[str, Kind] = {
    "timeDate": "date",
    "timeDuration": "duration",
    "timeCycle": "cycle",
}


def parse_any_cycle(text: str) -> object:
    """Read an ISO 8601 repeating interval, or a cron expression as in Zeebe; raises ValueError."""
    return parse_cron(text) if is_cron(text) else parse_cycle(text)


_PARSERS: dict[Kind, Callable[[str], object]] = {
    "date": parse_instant,
    "duration": parse_duration,
    "cycle": parse_any_cycle,
}


def read_timer(source: Source, definition: Xml) -> TimerTrigger | None:
    """Read the one time of a timer event definition."""
    times = [child for child in children(definition) if local(child) in _KINDS]
    if len(times) != 1:
        message = "a timer needs one of timeDate, timeDuration and timeCycle"
        source.error("invalid_timer", definition, message, "fill in exactly one of them")
        return None
    kind, text = _KINDS[local(times[0])], text_of(times[0])
    if not text:
        hint = "write an ISO 8601 value or a FEEL expression"
        source.error("invalid_timer", times[0], f"{local(times[0])} is empty", hint)
        return None
    value = source.value(text, times[0], local(times[0]))
    if isinstance(value, Static):
        try:
            _PARSERS[kind](value.text)
        except (ValueError, OverflowError) as error:
            hint = "write an ISO 8601 value, or FEEL after an equals sign"
            source.error("invalid_timer", times[0], str(error), hint)
            return None
    return None if value is None else TimerTrigger(kind, value)
