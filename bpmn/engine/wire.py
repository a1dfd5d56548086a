"""Effects as JSON objects and back: `{"type": class name, field: value, ...}`.

Times are ISO 8601 texts. The journal and the start payload carry effects in this form.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any, get_args

from bpmn.engine.effects import Effect, Owner
from bpmn.json_types import Json

Loader = Callable[[Any], Any]

_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Effect)}


def dump_effect(effect: Effect) -> dict[str, Json]:
    """Give the effect as plain JSON values."""
    kind = type(effect).__name__
    dumped: dict[str, Json] = {"type": kind}
    for name in _FIELDS[kind]:
        dumped[name] = _dump(getattr(effect, name))
    return dumped


def load_effect(dumped: Mapping[str, Any]) -> Effect:
    """Restore what `dump_effect` gave; raises KeyError for an unknown type or a missing field.

    A field with a default may be missing: the effect was dumped by a version that did not have it.
    """
    kind = dumped["type"]
    optional = _OPTIONAL[kind]
    values = {
        name: load(dumped[name])
        for name, load in _FIELDS[kind].items()
        if name in dumped or name not in optional
    }
    loaded: Effect = _KINDS[kind](**values)
    return loaded


def _dump(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Owner):
        return {"role": value.role, "institution": value.institution}
    if isinstance(value, tuple):
        return [_dump(item) for item in value]
    return value


def _same(value: Any) -> Any:
    return value


def _time(value: Any) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def _owners(value: Any) -> tuple[Owner, ...]:
    return tuple(Owner(each["role"], each["institution"]) for each in value)


def _loader(hint: Any) -> Loader:
    if hint is datetime or datetime in get_args(hint):
        return _time
    if hint == tuple[Owner, ...]:
        return _owners
    return tuple if hint in (tuple[int, ...], tuple[str, ...]) else _same


def _fields_of(kind: type[Any]) -> dict[str, Loader]:
    return {field.name: _loader(field.type) for field in fields(kind)}


def _optional_of(kind: type[Any]) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind) if field.default is not MISSING)


_FIELDS: dict[str, dict[str, Loader]] = {name: _fields_of(kind) for name, kind in _KINDS.items()}
_OPTIONAL: dict[str, frozenset[str]] = {name: _optional_of(kind) for name, kind in _KINDS.items()}
