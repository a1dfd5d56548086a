"""Reads the `behavior` of multi-instance activities: which events their instances throw by themselves."""

from typing import Literal, cast

from bpmn.model import EscalationTrigger, ImplicitThrow, InstanceEvent
from bpmn.reader.roots import Roots
from bpmn.reader.source import Source
from bpmn.reader.supported import ALWAYS, check_children
from bpmn.xml_names import Xml, children, local, plain_reference, text_of

Behavior = Literal["All", "None", "One", "Complex"]
_BEHAVIORS = ("All", "None", "One", "Complex")
_REFERENCES = {"None": "noneBehaviorEventRef", "One": "oneBehaviorEventRef"}
_KINDS = ("signalEventDefinition", "escalationEventDefinition")
_HINT = "refer to a signal or escalation event definition that a boundary event of it catches"


def read_behavior(
    source: Source, roots: Roots, at: Xml
) -> tuple[Behavior, tuple[InstanceEvent, ...]]:
    """Read what stands in `multiInstanceLoopCharacteristics`."""
    behavior = at.get("behavior", "All")
    if behavior not in _BEHAVIORS:
        hint = f"write one of: {', '.join(_BEHAVIORS)}"
        source.error("invalid_value", at, f"behavior is {behavior!r}", hint)
        return "All", ()
    _check_fitting(source, at, behavior)
    if behavior in _REFERENCES:
        event = _referred(source, roots, at, at.get(_REFERENCES[behavior]) or "")
        events: tuple[InstanceEvent, ...] = () if event is None else (InstanceEvent(event),)
    else:
        found = [
            _complex(source, roots, each) for each in children(at, "complexBehaviorDefinition")
        ]
        events = tuple(each for each in found if each is not None)
    return cast("Behavior", behavior), events


def _check_fitting(source: Source, at: Xml, behavior: str) -> None:
    """Note a reference or definition that this behavior does not look at, or lacks."""
    for name, attribute in _REFERENCES.items():
        if at.get(attribute) and name != behavior:
            message = f"{attribute} has no meaning with behavior {behavior}"
            source.error("behavior_event", at, message, f"write behavior={name!r}, or remove it")
    definitions = any(True for _ in children(at, "complexBehaviorDefinition"))
    if definitions != (behavior == "Complex"):
        message = "behavior Complex and complexBehaviorDefinition go together"
        source.error("behavior_event", at, message, "give both, or none")


def _referred(source: Source, roots: Roots, at: Xml, reference: str) -> ImplicitThrow | None:
    if not reference:
        message = f"behavior {at.get('behavior')} names no event"
        source.error("behavior_event", at, message, _HINT)
        return None
    definition = roots.event_definition(plain_reference(reference))
    if definition is None:
        message = f"there is no event definition {reference!r}"
        source.error("dangling_reference", at, message, _HINT)
        return None
    return _event(source, roots, definition)


def _complex(source: Source, roots: Roots, at: Xml) -> InstanceEvent | None:
    check_children(source, at, ALWAYS | {"condition", "event"})
    conditions, events = list(children(at, "condition")), list(children(at, "event"))
    if len(conditions) != 1 or len(events) != 1:
        message = "a complexBehaviorDefinition has one condition and one event"
        source.error("behavior_event", at, message, "fill in both")
        return None
    condition = source.expression(text_of(conditions[0]), conditions[0], "the condition")
    check_children(source, events[0], ALWAYS | {*_KINDS, "eventDefinitionRef"})
    event = _inside(source, roots, events[0])
    return None if condition is None or event is None else InstanceEvent(event, condition)


def _inside(source: Source, roots: Roots, event: Xml) -> ImplicitThrow | None:
    for reference in children(event, "eventDefinitionRef"):
        return _referred(source, roots, event, text_of(reference))
    for definition in children(event, *_KINDS):
        return _event(source, roots, definition)
    source.error("behavior_event", event, "the event has no event definition", _HINT)
    return None


def _event(source: Source, roots: Roots, definition: Xml) -> ImplicitThrow | None:
    match local(definition):
        case "signalEventDefinition":
            return roots.signal(definition)
        case "escalationEventDefinition":
            code = roots.code(definition, "escalation")
            return None if code is None else EscalationTrigger(code)
    message = f"instances of an activity throw no {local(definition)}"
    source.error("behavior_event", definition, message, _HINT)
    return None
