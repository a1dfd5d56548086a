"""What may stand where: children and attributes of BPMN elements, and what to use instead of the rest.

Everything in the BPMN namespace that no table here names is refused; nothing is skipped in silence.
"""

from bpmn.reader.source import Source
from bpmn.xml_names import BPMN, Xml, children, local

ALWAYS = frozenset(["documentation", "extensionElements"])
"""Children that any element may have."""
ON_NODES = ALWAYS | {"incoming", "outgoing", "auditing", "monitoring", "categoryValueRef"}
DATA_FLOW = frozenset(
    ["ioSpecification", "property", "dataInputAssociation", "dataOutputAssociation"]
)
"""Data of its own, and where it comes from and goes to (`bpmn.reader.data`)."""
ON_ACTIVITIES = (
    ON_NODES
    | DATA_FLOW
    | {
        "standardLoopCharacteristics",
        "multiInstanceLoopCharacteristics",
        "resourceRole",
        "performer",
        "humanPerformer",
        "potentialOwner",
    }
)

USE_INSTEAD = {
    "supportedInterfaceRef": "begin the process at a message start event",
    "ioBinding": "begin the process at a message start event",
    "resourceRole": "use zeebe:assignmentDefinition",
    "performer": "use zeebe:assignmentDefinition",
    "humanPerformer": "use zeebe:assignmentDefinition assignee",
    "potentialOwner": "use a lane with carelane:role, or zeebe:assignmentDefinition candidateGroups",
    "script": "use zeebe:script with a FEEL expression",
    "choreography": "draw a collaboration",
    "globalChoreographyTask": "draw a collaboration",
    "globalConversation": "draw a collaboration",
}


def check_children(source: Source, element: Xml, allowed: frozenset[str]) -> None:
    """Refuse children of the BPMN namespace that are not allowed, with what to use instead."""
    for child in children(element):
        name = local(child)
        if name in allowed and name not in USE_INSTEAD:
            continue
        hint = USE_INSTEAD.get(
            name, f"remove it: a {local(element)} holds no {name} that is executed"
        )
        source.error("unsupported_element", child, f"{name} is not supported here", hint)


def check_attributes(source: Source, element: Xml, allowed: frozenset[str]) -> None:
    """Refuse attributes of BPMN that are not allowed; of other namespaces `bpmn.check` tells."""
    for name in element.attrib:
        key = str(name)
        if key.startswith("{") and not key.startswith(f"{{{BPMN}}}"):
            continue
        if key.removeprefix(f"{{{BPMN}}}") not in allowed | {"id", "name"}:
            message = f"{local(element)} has an attribute {key} that is not supported"
            source.error(
                "unsupported_attribute", element, message, f"remove {key}: it is not executed"
            )
