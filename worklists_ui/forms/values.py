"""Between JSON values of a form and what Streamlit's widgets hold: both ways, for every type of field.

A JSON value of another type than the field's (from an older version, or from the case) counts as empty.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from bpmn.forms import Field, Option
from worklists_ui import times


def to_widget(field: Field, value: Any, options: tuple[Option, ...]) -> Any:
    """Give what the widget starts with."""
    if field.code_system:
        return _codes(field, value)
    known = [option.value for option in options]
    if field.type in {"checklist", "taglist"}:
        return [one for one in value if one in known] if isinstance(value, list) else []
    if field.type in {"radio", "select"}:
        return value if _is_one_of(value, known) else None
    if field.type == "datetime":
        return _moment(field.subtype, value)
    if field.type == "filepicker":
        ids = value if isinstance(value, list) else [value]
        return [one for one in ids if isinstance(one, str) and one]
    plain = _PLAIN.get(field.type)
    return plain(value) if plain else _text(value)


def to_json(field: Field, held: Any) -> Any:
    """Give the JSON value of what the widget holds; nothing typed is null."""
    if field.type == "datetime":
        return _iso(held)
    if field.type == "number":
        return _short(held)
    if field.type == "filepicker":
        ids = list(held) if isinstance(held, list) else []
        return (ids or None) if field.multiple else (ids[-1] if ids else None)
    if isinstance(held, str):
        return held.strip() or None
    return None if held == [] else held


def _codes(field: Field, value: Any) -> Any:
    """Give the codes of a code system; which there are, the table knows."""
    if field.type == "taglist":
        return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    return value if isinstance(value, str) and value else None


def _is_one_of(value: Any, known: list[Any]) -> bool:
    """Compare without taking 1 for true."""
    return any(type(one) is type(value) and one == value for one in known)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value)


def _truth(value: Any) -> bool:
    return value is True


_PLAIN: dict[str, Callable[[Any], Any]] = {"number": _number, "checkbox": _truth}


def _short(held: Any) -> int | float | None:
    """Give a whole number as an integer."""
    if isinstance(held, float) and held.is_integer():
        return int(held)
    return held if isinstance(held, (int, float)) else None


def _moment(subtype: str, value: Any) -> date | time | datetime | None:
    """Read a date, a time, or a moment into the reader's zone."""
    if not isinstance(value, str):
        return None
    try:
        if subtype == "date":
            return date.fromisoformat(value[:10])
        if subtype == "time":
            return time.fromisoformat(value[:5])
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at.astimezone(times.zone()).replace(tzinfo=None) if at.tzinfo else at


def _iso(held: Any) -> str | None:
    """Write a date, a time, or a moment with the reader's offset."""
    if isinstance(held, datetime):
        return held.replace(tzinfo=times.zone()).isoformat(timespec="minutes")
    if isinstance(held, time):
        return held.isoformat(timespec="minutes")
    return held.isoformat() if isinstance(held, date) else None
