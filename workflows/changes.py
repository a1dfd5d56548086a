"""Changes of a case by hand: moving tokens and editing variables, read from a command's arguments.

``modify``: ``{"terminate": [activation id], "activate": [{"element": id, "scope": activation id, "variables": {}}],
"variables": {}}``. ``edit_variables``: ``{"scope": activation id, "variables": {}, "remove": [name]}``, the scope empty
for the root. ``extend_sla``: ``{"sla": clock id, "due_at": ISO 8601 with a zone}``. What is left out is empty; anything else in them is refused.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from temporalio import workflow

from carelane.domain.wire import JsonObject, Operate

with workflow.unsafe.imports_passed_through():
    from bpmn.engine.modification import Problem
    from bpmn.engine.operator_events import (
        Activate,
        ClockExtended,
        ModificationRequested,
        VariablesEdited,
    )


class Malformed(ValueError):  # noqa: N818 - reads as what it is
    """The arguments are not those of the command."""


def modification_of(command: Operate) -> ModificationRequested:
    """Read which tokens to move; raises `Malformed`."""
    found = _known(command.arguments, ("terminate", "activate", "variables"))
    return ModificationRequested(
        terminate=_texts(found, "terminate"),
        activate=tuple(_activate(each) for each in _list(found, "activate")),
        variables=_object(found, "variables"),
        reason=command.reason,
        by=command.by,
    )


def edit_of(command: Operate) -> VariablesEdited:
    """Read which variables to write; raises `Malformed`."""
    found = _known(command.arguments, ("scope", "variables", "remove"))
    return VariablesEdited(
        scope=_text(found, "scope"),
        variables=_object(found, "variables"),
        remove=_texts(found, "remove"),
        reason=command.reason,
        by=command.by,
    )


def extension_of(command: Operate) -> ClockExtended:
    """Read which clock gets how much time; raises `Malformed`."""
    found = _known(command.arguments, ("sla", "due_at"))
    try:
        due = datetime.fromisoformat(_text(found, "due_at"))
    except ValueError:
        raise Malformed("due_at: no date and time") from None
    if due.tzinfo is None:
        raise Malformed("due_at: no time zone")
    return ClockExtended(_text(found, "sla"), due, command.reason, command.by)


def told(problems: Sequence[Problem]) -> JsonObject:
    """Write what is wrong for the operator; names elements, activations and variables, never values."""
    return {
        "problems": [
            {"code": one.code, "about": one.about, "why": one.why, "choices": list(one.choices)}
            for one in problems
        ]
    }


def _activate(one: Any) -> Activate:
    if not isinstance(one, dict):
        raise Malformed("activate: each is an object")
    found = _known(one, ("element", "scope", "variables"))
    return Activate(_text(found, "element"), _text(found, "scope"), _object(found, "variables"))


def _known(found: Mapping[str, Any], names: Sequence[str]) -> Mapping[str, Any]:
    unknown = [name for name in found if name not in names]
    if unknown:
        raise Malformed(f"{unknown[0]}: nothing of this name belongs here")
    return found


def _list(found: Mapping[str, Any], name: str) -> list[Any]:
    value = found.get(name, [])
    if not isinstance(value, list):
        raise Malformed(f"{name}: not a list")
    return value


def _texts(found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = _list(found, name)
    if not all(isinstance(each, str) for each in values):
        raise Malformed(f"{name}: not a list of texts")
    return tuple(values)


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name, "")
    if not isinstance(value, str):
        raise Malformed(f"{name}: not a text")
    return value


def _object(found: Mapping[str, Any], name: str) -> JsonObject:
    value = found.get(name, {})
    if not isinstance(value, dict):
        raise Malformed(f"{name}: not an object")
    return value
