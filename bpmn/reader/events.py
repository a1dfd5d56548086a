"""Reads events."""

from bpmn.model import (
    BoundaryEvent,
    CancelTrigger,
    Catch,
    CatchEvent,
    CompensationTrigger,
    EndEvent,
    ErrorTrigger,
    FlowNode,
    SingleCatch,
    StartEvent,
    Throw,
    ThrowEvent,
    throws_in,
    triggers_in,
)
from bpmn.reader.common import flag, node_fields
from bpmn.reader.compensation import handler_of
from bpmn.reader.event_definitions import THROWING, EventReader
from bpmn.reader.event_places import DEFINITIONS, Place
from bpmn.reader.extension import Found, extensions, read_form_id
from bpmn.reader.roots import Roots
from bpmn.reader.source import Source
from bpmn.reader.supported import ON_NODES, check_attributes, check_children
from bpmn.xml_names import Xml, plain_reference

ON_EVENTS = ON_NODES | {
    "property",
    "dataOutput",
    "dataOutputAssociation",
    "outputSet",
    "dataInput",
    "dataInputAssociation",
    "inputSet",
    "eventDefinitionRef",
}
_COMMON = frozenset(["zeebe:ioMapping", "carelane:status"])


def read_start(
    source: Source, roots: Roots, element: Xml, *, in_event_subprocess: bool, nested: bool
) -> FlowNode | None:
    """Read a start event."""
    check_children(source, element, ON_EVENTS | DEFINITIONS)
    check_attributes(source, element, frozenset(["isInterrupting", "parallelMultiple"]))
    found = extensions(source, element, _COMMON | {"zeebe:formDefinition"})
    reader = EventReader(source, roots, element)
    place: Place = "event_subprocess" if in_event_subprocess else "start"
    trigger = reader.catch(place)
    if in_event_subprocess and trigger is None:
        reader.missing(place)
    if nested and not in_event_subprocess and trigger is not None:
        hint = "make it a none start event, or the sub-process an event sub-process"
        message = "a start event of an embedded sub-process waits for nothing"
        source.error("event_definition_not_allowed", element, message, hint)
    interrupting = flag(source, element, "isInterrupting", default=True)
    if not interrupting and _is_any(trigger, ErrorTrigger, CompensationTrigger):
        message = "an error or compensation start event is always interrupting"
        source.error(
            "event_definition_not_allowed", element, message, 'remove isInterrupting="false"'
        )
    return StartEvent(
        **node_fields(source, element, found),
        trigger=trigger,
        interrupting=interrupting,
        form_id=read_form_id(source, found),
    )


def _is_any(trigger: Catch | None, *kinds: type[SingleCatch]) -> bool:
    return any(isinstance(each, kinds) for each in triggers_in(trigger))


def read_catch(source: Source, roots: Roots, element: Xml) -> FlowNode | None:
    """Read an intermediate catch event."""
    check_children(source, element, ON_EVENTS | DEFINITIONS)
    check_attributes(source, element, frozenset(["parallelMultiple"]))
    found = extensions(source, element, _COMMON)
    reader = EventReader(source, roots, element)
    trigger = reader.catch("catch")
    if trigger is None:
        reader.missing("catch")
        return None
    return CatchEvent(**node_fields(source, element, found), trigger=trigger)


def read_boundary(source: Source, roots: Roots, element: Xml) -> FlowNode | None:
    """Read a boundary event."""
    check_children(source, element, ON_EVENTS | DEFINITIONS)
    allowed = frozenset(["attachedToRef", "cancelActivity", "parallelMultiple"])
    check_attributes(source, element, allowed)
    found = extensions(source, element, _COMMON)
    reader = EventReader(source, roots, element)
    trigger = reader.catch("boundary")
    interrupting = flag(source, element, "cancelActivity", default=True)
    if not interrupting and _is_any(trigger, ErrorTrigger, CancelTrigger):
        message = "an error or cancel boundary event is always interrupting"
        source.error(
            "event_definition_not_allowed", element, message, 'remove cancelActivity="false"'
        )
    if trigger is None:
        reader.missing("boundary")
        return None
    return BoundaryEvent(
        **node_fields(source, element, found),
        attached_to=plain_reference(element.get("attachedToRef") or ""),
        trigger=trigger,
        interrupting=interrupting,
        handler=handler_of(source, element) if isinstance(trigger, CompensationTrigger) else "",
    )


def read_throw(source: Source, roots: Roots, element: Xml) -> FlowNode | None:
    """Read an intermediate throw event."""
    found, throw = _throwing(source, roots, element, "throw")
    return ThrowEvent(**node_fields(source, element, found), throw=throw)


def read_end(source: Source, roots: Roots, element: Xml) -> FlowNode | None:
    """Read an end event."""
    found, throw = _throwing(source, roots, element, "end")
    if any(isinstance(each, ErrorTrigger) and not each.code for each in throws_in(throw)):
        hint = "refer to an error with an errorCode"
        source.error("missing_error_code", element, "an error end event throws no code", hint)
    return EndEvent(**node_fields(source, element, found), throw=throw)


def _throwing(
    source: Source, roots: Roots, element: Xml, place: Place
) -> tuple[Found, Throw | None]:
    check_children(source, element, ON_EVENTS | DEFINITIONS)
    check_attributes(source, element, frozenset())
    found = extensions(source, element, _COMMON | THROWING)
    return found, EventReader(source, roots, element).throw(place, found)
