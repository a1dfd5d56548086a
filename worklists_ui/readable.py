"""JSON values as people read them: yes and no, dates in the reader's zone, lists as lines."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from worklists_ui import times
from worklists_ui.translation import translator

DEEPEST = 3


def text(value: Any) -> str:
    """Write one value on one or more lines."""
    _ = translator()
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return _date(value)
    if isinstance(value, list):
        return "\n".join(_item(one) for one in value)
    if isinstance(value, dict):
        return "\n".join(f"{name}: {text(one)}" for name, one in flat(value))
    return str(value)


def _item(value: Any) -> str:
    """Write one item of a list; an object becomes one line."""
    if isinstance(value, Mapping):
        return "· " + ", ".join(f"{name} {text(one)}" for name, one in flat(value))
    return text(value)


def _date(value: str) -> str:
    """Write a date or a moment in the reader's way; any other text as it is."""
    if not value[:4].isdecimal() or value[4:5] != "-":
        return value
    try:
        if len(value) == len("2026-01-01"):
            return date.fromisoformat(value).isoformat()
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    return times.moment(at) if at.tzinfo else value.replace("T", " ")


def flat(value: Mapping[str, Any], prefix: str = "", depth: int = 1) -> Iterator[tuple[str, Any]]:
    """Yield the leaves of an object with their names in words."""
    for name, one in value.items():
        words = f"{prefix} {name}".strip().replace("_", " ")
        if isinstance(one, Mapping) and one and depth < DEEPEST:
            yield from flat(one, words, depth + 1)
        else:
            yield words, one
