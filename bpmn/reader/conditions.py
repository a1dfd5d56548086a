"""Reads conditional event definitions, with Zeebe's filter of the variables that they look at."""

from typing import Literal

from bpmn.model import ConditionTrigger
from bpmn.reader.extension import extensions, one
from bpmn.reader.source import Source
from bpmn.xml_names import Xml, children, text_of

On = tuple[Literal["create", "update"], ...]
_EVENTS: dict[str, Literal["create", "update"]] = {"create": "create", "update": "update"}
_FILTER = "zeebe:conditionalFilter"


def read_condition(source: Source, definition: Xml) -> ConditionTrigger | None:
    """Read the one condition; that it is a formal expression is checked over the drawing."""
    found = list(children(definition, "condition"))
    if len(found) != 1 or not text_of(found[0]):
        message = "a conditional event needs one condition"
        source.error("missing_condition", definition, message, "write a FEEL expression")
        return None
    condition = source.expression(text_of(found[0]), found[0], "the condition")
    names, on = _filter(source, definition)
    return None if condition is None else ConditionTrigger(condition, names, on)


def _filter(source: Source, definition: Xml) -> tuple[tuple[str, ...], On]:
    at = one(source, extensions(source, definition, frozenset([_FILTER])), _FILTER)
    if at is None:
        return (), ("create", "update")
    events = _listed(at, "variableEvents")
    for each in events:
        if each not in _EVENTS:
            message = f"{each!r} is nothing that happens to a variable"
            source.error("invalid_value", at, message, "write create, update or both")
    on = tuple(_EVENTS[each] for each in events if each in _EVENTS)
    return tuple(_listed(at, "variableNames")), on or ("create", "update")


def _listed(at: Xml, name: str) -> list[str]:
    return [each.strip() for each in (at.get(name) or "").split(",") if each.strip()]
