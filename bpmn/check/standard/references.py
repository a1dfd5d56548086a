"""References lead to an element of the right kind (BPMN 2.0.2, the tables of attributes of each chapter)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import ACTIVITIES, FLOW_NODES, Drawing, reference
from bpmn.xml_names import Xml, local, plain_reference

_EVENT_DEFINITIONS = "EventDefinition"
_ITEM = frozenset(["itemDefinition"])
_AWARE = frozenset(
    [
        *("dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "property"),
        *("dataInput", "dataOutput", "inputDataItem", "outputDataItem"),
    ]
)
_INPUT, _OUTPUT = frozenset(["dataInput"]), frozenset(["dataOutput"])
_MESSAGE, _CHOREOGRAPHY = frozenset(["message"]), frozenset(["choreography"])
ATTRIBUTES: dict[str, frozenset[str]] = {
    "messageRef": _MESSAGE,
    "signalRef": frozenset(["signal"]),
    "errorRef": frozenset(["error"]),
    "escalationRef": frozenset(["escalation"]),
    "operationRef": frozenset(["operation"]),
    "itemSubjectRef": _ITEM,
    "itemRef": _ITEM,
    "dataObjectRef": frozenset(["dataObject"]),
    "dataStoreRef": frozenset(["dataStore"]),
    "processRef": frozenset(["process"]),
    "activityRef": ACTIVITIES,
    "inputDataRef": _INPUT,
    "outputDataRef": _OUTPUT,
    "parameterRef": frozenset(["resourceParameter"]),
    "noneBehaviorEventRef": frozenset([_EVENT_DEFINITIONS]),
    "oneBehaviorEventRef": frozenset([_EVENT_DEFINITIONS]),
    "correlationKeyRef": frozenset(["correlationKey"]),
    "correlationPropertyRef": frozenset(["correlationProperty"]),
    "calledCollaborationRef": frozenset(["collaboration", "globalConversation"]),
    "initiatingParticipantRef": frozenset(["participant"]),
    "definitionalCollaborationRef": frozenset(["collaboration"]),
    "categoryValueRef": frozenset(["categoryValue"]),
    "partitionElementRef": frozenset(),
}
"""Attributes that refer to an element, and the kinds they may refer to (none: any kind)."""
CHILDREN: dict[str, frozenset[str]] = {
    "flowNodeRef": FLOW_NODES,
    "eventDefinitionRef": frozenset([_EVENT_DEFINITIONS]),
    "operationRef": frozenset(["operation"]),
    "inMessageRef": _MESSAGE,
    "outMessageRef": _MESSAGE,
    "errorRef": frozenset(["error"]),
    "interfaceRef": frozenset(["interface"]),
    "supportedInterfaceRef": frozenset(["interface"]),
    "endPointRef": frozenset(["endPoint"]),
    "resourceRef": frozenset(["resource"]),
    "dataInputRefs": _INPUT,
    "optionalInputRefs": _INPUT,
    "whileExecutingInputRefs": _INPUT,
    "dataOutputRefs": _OUTPUT,
    "optionalOutputRefs": _OUTPUT,
    "whileExecutingOutputRefs": _OUTPUT,
    "inputSetRefs": frozenset(["inputSet"]),
    "outputSetRefs": frozenset(["outputSet"]),
    "loopDataInputRef": frozenset(["dataInput", "dataObject", "dataObjectReference", "property"]),
    "loopDataOutputRef": frozenset(["dataOutput", "dataObject", "dataObjectReference", "property"]),
    "correlationPropertyRef": frozenset(["correlationProperty"]),
    "categoryValueRef": frozenset(["categoryValue"]),
    "participantRef": frozenset(["participant"]),
    "messageFlowRef": frozenset(["messageFlow"]),
    "choreographyRef": _CHOREOGRAPHY,
    "innerParticipantRef": frozenset(["participant"]),
    "outerParticipantRef": frozenset(["participant"]),
    "innerMessageFlowRef": frozenset(["messageFlow"]),
    "outerMessageFlowRef": frozenset(["messageFlow"]),
}
"""Child elements whose text refers to an element."""
_DATA_ENDS = ("dataInputAssociation", "dataOutputAssociation")


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: where it stands, its name, the id it gives, and what that may be."""

    at: Xml
    name: str
    found: str
    kinds: frozenset[str]


def check_references(notes: Notes, drawing: Drawing) -> None:
    """Check every reference of the file."""
    for element in drawing.elements:
        for one in _references(element):
            _check(notes, drawing, one)


def _references(at: Xml) -> Iterator[Reference]:
    tag = local(at)
    for key in at.attrib:
        name = str(key)
        if name in ATTRIBUTES:
            yield Reference(at, name, reference(at, name), ATTRIBUTES[name])
    if tag in CHILDREN:
        yield Reference(at, tag, plain_reference(at.text or ""), CHILDREN[tag])
    elif tag in ("sourceRef", "targetRef") and _is_data(at):
        yield Reference(at, tag, plain_reference(at.text or ""), _AWARE)
    elif tag == "association":
        for name in ("sourceRef", "targetRef"):
            yield Reference(at, name, reference(at, name), frozenset())


def _is_data(element: Xml) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) in _DATA_ENDS


def _check(notes: Notes, drawing: Drawing, one: Reference) -> None:
    target = drawing.by_id.get(one.found)
    if target is None:
        message = f"{one.name} refers to {one.found!r}, which is not in this file"
        kinds = one.kinds
        hint = f"choose {_one_of(drawing, kinds)}" if kinds else "choose an element of this file"
        notes.error("dangling_reference", one.at, message, hint)
    elif _EVENT_DEFINITIONS in one.kinds:
        _check_definition(notes, drawing, one.at, target)
    elif one.kinds and local(target) not in one.kinds:
        message = f"{one.name} refers to {one.found!r}, which is a {local(target)}"
        hint = f"choose {_one_of(drawing, one.kinds)}"
        notes.error("wrong_reference", one.at, message, hint)


def _check_definition(notes: Notes, drawing: Drawing, at: Xml, target: Xml) -> None:
    """Refuse a definition that stands in another event (BPMN 2.0.2, 10.5.1, eventDefinitionRefs)."""
    if not local(target).endswith(_EVENT_DEFINITIONS):
        message = f"{target.get('id')!r} is a {local(target)}, no event definition"
        notes.error("wrong_reference", at, message, "refer to an event definition")
    elif target.getparent() is not drawing.root:
        message = f"{target.get('id')!r} belongs to another event and is not shared"
        hint = "give this event its own definition, or put the shared one beside the processes"
        notes.error("event_definition_not_shared", at, message, hint)


def _one_of(drawing: Drawing, kinds: frozenset[str]) -> str:
    """Say what could be chosen: up to five ids of the right kinds."""
    found = (each for kind in sorted(kinds) for each in drawing.by_tag.get(kind, []))
    ids = [str(each.get("id")) for each in islice(found, 5) if each.get("id")]
    if not ids:
        return f"another, or declare a {min(kinds)}"
    return f"one of: {', '.join(ids)}"
