"""Values from JSON where a model declares their type: ISO text becomes the date it is declared to be.

JSON has no dates, so a variable declared as ``date`` arrives as text. Only a declared type converts; FEEL
itself never does.
"""

from collections.abc import Callable

from bpmn.feel.errors import FeelError
from bpmn.feel.functions import fit
from bpmn.feel.scope import Run
from bpmn.feel.temporal import parse_date, parse_date_time, parse_duration, parse_time
from bpmn.feel.types import TypeRef

_PARSERS: dict[str, Callable[[str], object]] = {
    "date": parse_date,
    "time": parse_time,
    "date and time": parse_date_time,
    "days and time duration": parse_duration,
    "years and months duration": parse_duration,
}


def typed(run: Run, value: object, kind: TypeRef | None) -> object:
    """Give the value as its declared type wants it; text stays text if it is no such date."""
    if kind is None:
        return value
    if isinstance(value, list):
        return fit(run, [_parsed(item, kind) for item in value], kind)[0] or value
    return _parsed(value, kind)


def _parsed(value: object, kind: TypeRef) -> object:
    parser = _PARSERS.get(kind.name)
    if parser is None or not isinstance(value, str):
        return value
    try:
        return parser(value)
    except FeelError:
        return value
