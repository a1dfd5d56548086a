"""Whether two versions define an event's trigger in the same words."""

from dataclasses import fields, is_dataclass
from typing import Any

from bpmn.model import Expression, Static


def same_definition(before: object, after: object) -> bool:
    """Compare two triggers by what stands in the files: parsed expressions are other objects each time."""
    return bool(_words(before) == _words(after))


def _words(value: Any) -> Any:
    if isinstance(value, Static | Expression):
        return (type(value).__name__, value.text)
    if isinstance(value, tuple):
        return tuple(_words(each) for each in value)
    if is_dataclass(value):
        named = tuple((each.name, _words(getattr(value, each.name))) for each in fields(value))
        return (type(value).__name__, named)
    return value
