"""Changes a BPMN file so that it means the same: ids, flow ids, prefixes, order, diagram.

What must not move the results of a test: every id gets another name wherever it is referred to, sequence
flows lose their ids, prefixes and the order of attributes change, flow elements and roots are shuffled,
diagrams go. What has a meaning stays: the order of sequence flows among each other (an exclusive gateway
takes the first that holds), of the activities of an ad-hoc sub-process, and whatever an expression
may call by name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from bpmn.conformance.rewriting import name_of, shuffle_inside, with_other_prefixes
from bpmn.findings import Refused
from bpmn.reader.xml import read_xml
from bpmn.xml_names import BPMN, Xml, children, local, namespace, plain_reference, text_of

_ENDS_WITH_REF = re.compile(r"\w+Refs?")
_REFERENCES = frozenset(
    ["calledElement", "default", "incoming", "outgoing", "source", "target", "type"]
)
"""BPMN attributes and elements that hold an id, besides all whose name ends in Ref or Refs."""
_SPEAKING = frozenset(
    [
        "dataObject",
        "dataObjectReference",
        "dataStore",
        "dataStoreReference",
        "dataInput",
        "dataOutput",
        "property",
        "inputDataItem",
        "outputDataItem",
    ]
)
"""Elements whose id may serve as the name of a variable where they have no name."""
_DIAGRAMS = "http://www.omg.org/spec/BPMN/20100524/DI"
_FIXED = frozenset(
    [
        "documentation",
        "extensionElements",
        "auditing",
        "monitoring",
        "property",
        "laneSet",
        "ioSpecification",
        "ioBinding",
        "resourceRole",
        "performer",
        "humanPerformer",
        "potentialOwner",
        "correlationSubscription",
        "supports",
        "association",
        "group",
        "textAnnotation",
        "incoming",
        "outgoing",
        "dataInputAssociation",
        "dataOutputAssociation",
        "standardLoopCharacteristics",
        "multiInstanceLoopCharacteristics",
        "import",
        "extension",
        "relationship",
        "completionCondition",
    ]
)
"""Children that stay where they are: the schema gives them their place."""
_CONTAINERS = ("process", "subProcess", "transaction", "definitions", "laneSet")
_REMARKS = frozenset(["documentation", "text"])
_WORD = re.compile(r"[^\W\d][\w.\-]*")


@dataclass(frozen=True, slots=True)
class Changed:
    """The changed file and what became of its ids."""

    data: bytes
    ids: Mapping[str, str] = field(default_factory=dict)

    def id(self, before: str) -> str:
        """Give the new name of an id."""
        return self.ids.get(before, before)


def mutate_bpmn(data: bytes, seed: int) -> Changed:
    """Change a file; one that is no XML within the limits stays as it is."""
    try:
        root = read_xml(data, "")
    except Refused:
        return Changed(data)
    for diagram in root.findall(f"{{{_DIAGRAMS}}}BPMNDiagram"):
        root.remove(diagram)
    _drop_flow_ids(root)
    ids = _rename(root, seed)
    for container in root.iter(etree.Element):
        if namespace(container) == BPMN and local(container) in _CONTAINERS:
            _shuffle(container, seed)
    names = {name for each in root.iter(etree.Element) for name in _reference_names(each)}
    return Changed(etree.tostring(with_other_prefixes(seed, root, frozenset(names))), ids)


def _is_reference(element: Xml, name: str) -> bool:
    """Whether an attribute of an element, or the element by its own name, holds an id."""
    if namespace(element) != BPMN:
        return name == "processId"
    return name in _REFERENCES or _ENDS_WITH_REF.fullmatch(name) is not None


def _references(element: Xml) -> Iterator[tuple[str | None, str]]:
    """Yield where an element refers to ids: the attribute (None for its text) and the value."""
    for name, value in element.attrib.items():
        if _is_reference(element, str(name)):
            yield str(name), str(value)
    if _is_reference(element, local(element)) and text_of(element):
        yield None, text_of(element)


def _reference_names(element: Xml) -> Iterator[str]:
    if namespace(element) == BPMN:
        for attribute, _ in _references(element):
            yield attribute or local(element)


def _drop_flow_ids(root: Xml) -> None:
    """Take the ids off sequence flows that nothing but their own ends refers to, and rightly so.

    A flow that one end lists and the other does not keeps its id: the file contradicts itself there. Where some
    flows are listed and others are nowhere, all keep theirs, because what that means depends on how many.
    """
    flows = [each for each in root.iter(f"{{{BPMN}}}sequenceFlow") if each.get("id")]
    ids = [each.get("id", "") for each in flows]
    ends = {own: _ends(each) for own, each in zip(ids, flows, strict=True)}
    kept = {own for own in ids if ids.count(own) > 1} | _words(root)
    mentions: dict[str, list[Xml]] = {}
    for element in root.iter(etree.Element):
        for attribute, value in _references(element):
            flow = plain_reference(value)
            if flow in ends and _is_end(element, attribute, ends[flow]):
                mentions.setdefault(flow, []).append(element)
            elif flow in ends:
                kept.add(flow)
    kept |= {own for own, ends_at in mentions.items() if len(ends_at) == 1}
    if mentions and any(own not in mentions for own in ids):
        return
    for own, flow_element in zip(ids, flows, strict=True):
        if own not in kept:
            del flow_element.attrib["id"]
            for mention in mentions.get(own, []):
                mention.getparent().remove(mention)  # type: ignore[union-attr]  # it has a parent


def _ends(flow: Xml) -> dict[str, str]:
    """Give what has to mention a flow: its source as outgoing, its target as incoming."""
    return {
        "outgoing": plain_reference(flow.get("sourceRef", "")),
        "incoming": plain_reference(flow.get("targetRef", "")),
    }


def _is_end(element: Xml, attribute: str | None, ends: Mapping[str, str]) -> bool:
    owner = element.getparent()
    side = ends.get(local(element))
    return attribute is None and owner is not None and side is not None and owner.get("id") == side


def _words(root: Xml) -> set[str]:
    """Every word in a text or attribute that is no reference, name or remark: an expression may mean an id."""
    words: set[str] = set()
    for element in root.iter(etree.Element):
        texts = [value for name, value in element.attrib.items() if _may_name(element, str(name))]
        if not _is_reference(element, local(element)) and local(element) not in _REMARKS:
            texts.append(element.text or "")
        for text in texts:
            words.update(_WORD.findall(str(text)))
    return words


def _may_name(element: Xml, name: str) -> bool:
    """Whether an attribute may hold an expression that names an id."""
    own = namespace(element) == BPMN and name in {"id", "name"}
    return not own and not _is_reference(element, name)


def _rename(root: Xml, seed: int) -> dict[str, str]:
    words = _words(root)
    ids: dict[str, str] = {}
    for element in root.iter(etree.Element):
        own = element.get("id", "")
        speaks = local(element) in _SPEAKING and not element.get("name")
        if own and namespace(element) == BPMN and own not in words and not speaks:
            ids[own] = name_of(seed, own)
    for element in root.iter(etree.Element):
        if namespace(element) == BPMN and element.get("id") in ids:
            element.set("id", ids[element.get("id", "")])
        for attribute, value in list(_references(element)):
            prefix, colon, own = value.strip().rpartition(":")
            if own not in ids:
                continue
            if attribute is None:
                element.text = prefix + colon + ids[own]
            else:
                element.set(attribute, prefix + colon + ids[own])
    return ids


def _shuffle(container: Xml, seed: int) -> None:
    inside = [each for each in children(container) if local(each) not in _FIXED]
    flows = [each for each in inside if local(each) == "sequenceFlow"]
    shuffle_inside(seed, container, [each for each in inside if each not in flows], flows)
