"""What stands in a file beside BPMN's own words: nothing that could change how a case runs is passed over.

The reader refuses extension elements that have no meaning where they stand. Here is what it does not look at:
their attributes and children, and extension elements at what is not read for any.
"""

from lxml import etree

from bpmn.check.notes import Notes
from bpmn.xml_names import BPMN, CARELANE, ZEEBE, Xml, local, namespace, with_foreign_attributes

_VERSIONED = frozenset(["bindingType", "versionTag"])
ATTRIBUTES: dict[str, frozenset[str]] = {
    "zeebe:ioMapping": frozenset(),
    "zeebe:input": frozenset(["source", "target"]),
    "zeebe:output": frozenset(["source", "target"]),
    "zeebe:taskDefinition": frozenset(["type", "retries"]),
    "zeebe:taskHeaders": frozenset(),
    "zeebe:header": frozenset(["key", "value"]),
    "zeebe:assignmentDefinition": frozenset(["assignee", "candidateGroups", "candidateUsers"]),
    "zeebe:taskSchedule": frozenset(["dueDate", "followUpDate"]),
    "zeebe:priorityDefinition": frozenset(["priority"]),
    "zeebe:formDefinition": _VERSIONED | {"formId"},
    "zeebe:calledDecision": _VERSIONED | {"decisionId", "resultVariable"},
    "zeebe:script": frozenset(["expression", "resultVariable"]),
    "zeebe:loopCharacteristics": frozenset(
        ["inputCollection", "inputElement", "outputCollection", "outputElement"]
    ),
    "zeebe:subscription": frozenset(["correlationKey"]),
    "zeebe:versionTag": frozenset(["value"]),
    "zeebe:conditionalFilter": frozenset(["variableNames", "variableEvents"]),
    "zeebe:userTask": frozenset(),
    "carelane:pool": frozenset(["kind"]),
    "carelane:role": frozenset(["code"]),
    "carelane:startable": frozenset(["role"]),
    "carelane:message": frozenset(["name", "correlationKey", "to", "timeToLive", "messageId"]),
    "carelane:job": frozenset(["timeout", "backoff", "patience"]),
    "carelane:task": frozenset(["excluded", "administrators", "skippable"]),
    "carelane:sla": frozenset(
        [
            "start",
            "due",
            "target",
            "when",
            "steps",
            "decision",
            "calendar",
            "name",
            "nameEn",
            "startAfter",
            "stopAfter",
            "pause",
            "variable",
        ]
    ),
    "carelane:status": frozenset(["value", "on"]),
    "carelane:statusDefinition": frozenset(
        [
            "code",
            "name",
            "nameEn",
            "request",
            "task",
            "xdw",
            "closes",
            "after",
            "before",
        ]
    ),
}
"""Of the words that the reader takes without looking at all of their attributes."""
CHILDREN = {"zeebe:ioMapping": ("input", "output"), "zeebe:taskHeaders": ("header",)}
USE_INSTEAD = {
    "formKey": "put the form into a .form file of the folder and name it by formId",
    "externalReference": "put the form into a .form file of the folder and name it by formId",
    "retryBackoff": "use carelane:job backoff",
}
_OWN = {ZEEBE: "zeebe", CARELANE: "carelane"}
_READ = ("participant", "lane", "transaction", "multiInstanceLoopCharacteristics")
_READ_KINDS = ("task", "activity", "event", "gateway", "process")
"""Elements whose extension elements the reader looks at, and endings of the names of others."""
_THROWING = ("intermediateThrowEvent", "endEvent")
_OF_TEMPLATES = ("modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon")


def check_extensions(notes: Notes, root: Xml) -> None:
    """Refuse words of Zeebe and our own that nothing reads."""
    for at in with_foreign_attributes(root):
        _prefixed_attributes(notes, at)
    for at in root.iter(f"{{{BPMN}}}extensionElements"):
        for child in at.iterchildren(etree.Element):
            _extension(notes, at, child)


def _prefixed_attributes(notes: Notes, at: Xml) -> None:
    for name in map(str, at.attrib):
        space, _, word = name.removeprefix("{").rpartition("}")
        if space in _OWN and not (space == ZEEBE and word in _OF_TEMPLATES):
            message = f"{local(at)} has an attribute {_OWN[space]}:{word} that is not supported"
            notes.error("unsupported_attribute", at, message, "remove it")


def _extension(notes: Notes, container: Xml, child: Xml) -> None:
    parent = container.getparent()
    name = f"{_OWN.get(namespace(child), '')}:{local(child)}"
    if namespace(child) == BPMN:
        message = f"{local(child)} stands in extensionElements, where nothing of BPMN is read"
        notes.error("unsupported_element", child, message, "move it out")
    elif namespace(child) in _OWN and parent is not None:
        if not _is_read(parent, name):
            message = f"{name} is not supported on {local(parent)}"
            notes.error("unsupported_extension", child, message, "remove it")
        _content(notes, child, name)


def _is_read(parent: Xml, name: str) -> bool:
    """Whether the reader decides about it; it does not look at what is unused, nor at most definitions of events."""
    kind, around = local(parent), parent.getparent()
    if kind == "message":
        return name in ("zeebe:subscription", "zeebe:properties")
    if kind.endswith("EventDefinition") and around is not None:
        return kind == "conditionalEventDefinition" or local(around) in _THROWING
    return kind in _READ or kind.lower().endswith(_READ_KINDS) or name == "zeebe:properties"


def _content(notes: Notes, at: Xml, name: str) -> None:
    """Check the attributes of an extension element, and those of its children."""
    _attributes(notes, at, name)
    if name in ATTRIBUTES:
        for child in at.iterchildren(etree.Element):
            if namespace(child) == ZEEBE and local(child) in CHILDREN.get(name, ()):
                _attributes(notes, child, f"zeebe:{local(child)}")
            else:
                message = f"{local(child)} is not supported in {name}"
                notes.error("unsupported_extension", child, message, "remove it")


def _attributes(notes: Notes, at: Xml, name: str) -> None:
    known = ATTRIBUTES.get(name)
    for attribute in map(str, at.attrib) if known is not None else ():
        if attribute not in (known or ()):
            message = f"{name} has an attribute {attribute} that is not supported"
            hint = USE_INSTEAD.get(attribute, "remove it")
            notes.error("unsupported_attribute", at, message, hint)
    if known is not None and known >= _VERSIONED and at.get("versionTag"):
        message = f"{name} asks for a version; the one of this folder is used"
        notes.error("unsupported_attribute", at, message, "remove versionTag and bindingType")
