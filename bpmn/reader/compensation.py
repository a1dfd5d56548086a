"""Reads compensation: what a throw event undoes, and what undoes the activity of a boundary event."""

from bpmn.model import CompensationThrow
from bpmn.reader.common import flag
from bpmn.reader.source import Source
from bpmn.reader.supported import check_attributes
from bpmn.xml_names import Xml, children, local, plain_reference

_NOT_ACTIVITIES = ("textAnnotation", "group", "dataObjectReference", "dataStoreReference")


def read_compensation(source: Source, definition: Xml) -> CompensationThrow:
    """Read a `compensateEventDefinition` that throws."""
    check_attributes(source, definition, frozenset(["activityRef", "waitForCompletion"]))
    activity = plain_reference(definition.get("activityRef") or "")
    wait = flag(source, definition, "waitForCompletion", default=True)
    return CompensationThrow(activity, wait)


def handler_of(source: Source, boundary: Xml) -> str:
    """Give the id that the boundary event's association leads to, empty if there is none."""
    found: list[str] = []
    container = boundary.getparent()
    while container is not None:
        drawn = {child.get("id"): local(child) for child in children(container)}
        for association in children(container, "association"):
            target = plain_reference(association.get("targetRef") or "")
            begins_here = plain_reference(association.get("sourceRef") or "") == boundary.get("id")
            if begins_here and drawn.get(target) not in _NOT_ACTIVITIES:
                found.append(target)
        container = container.getparent()
    if len(found) > 1:
        message = f"several activities would undo it: {', '.join(found)}"
        hint = "associate one, or a sub-process that holds them"
        source.error("several_compensation_handlers", boundary, message, hint)
    return found[0] if found else ""
