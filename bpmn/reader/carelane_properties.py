"""Carelane's words as `zeebe:property`: the form that an element template of a modeler can write.

`carelane:sla.due` is the attribute `due` of a `carelane:sla`, and `carelane:sla.2.due` that of a second one. Each
group is put beside the other extensions as the element that it stands for; from there on there is one form only.
"""

from lxml import etree

from bpmn.check.extensions import ATTRIBUTES
from bpmn.reader.source import Source
from bpmn.xml_names import BPMN, CARELANE, ZEEBE, Xml, line_of, local

_PREFIX = "carelane:"
WORDS = {
    name.removeprefix(_PREFIX): tuple(sorted(attributes))
    for name, attributes in ATTRIBUTES.items()
    if name.startswith(_PREFIX)
}
"""Every element of the namespace with its attributes."""
REPEATED = ("sla", "status", "statusDefinition")
"""Elements that may stand several times: their properties may carry a number."""
MOST = 99
"""The largest number that a property may carry."""
_Groups = dict[tuple[str, int], dict[str, Xml]]


def spell_out(source: Source, root: Xml) -> None:
    """Add to the tree the elements that properties stand for; refuse names that mean nothing."""
    for container in list(root.iter(f"{{{BPMN}}}extensionElements")):
        drawn = list(container.iterchildren(f"{{{CARELANE}}}*"))
        groups: _Groups = {}
        for at in container.iter(f"{{{ZEEBE}}}property"):
            _collect(source, at, groups)
        for name, number in sorted(groups):
            _add(source, drawn, name, groups[name, number])


def _collect(source: Source, at: Xml, groups: _Groups) -> None:
    name = (at.get("name") or "").strip()
    if not name.startswith(_PREFIX):
        return
    element, *between = name.removeprefix(_PREFIX).split(".")
    attribute = between.pop() if between else ""
    number = _number(element, between)
    if number is None or attribute not in WORDS.get(element, ()):
        message = f"there is no property {name!r}"
        source.error("unknown_property", at, message, _properties(element))
    elif _value(at):
        first = groups.setdefault((element, number), {}).setdefault(attribute, at)
        if _value(first) != _value(at):
            message = f"{name} stands twice, as {_value(first)!r} and {_value(at)!r}"
            source.error("conflicting_property", at, message, "keep one")


def _value(at: Xml) -> str:
    return (at.get("value") or "").strip()


def _number(element: str, between: list[str]) -> int | None:
    """Give the number in a property's name: 1 without one, None where it may not stand."""
    if not between:
        return 1
    text = between[0]
    if element not in REPEATED or len(between) > 1 or not (text.isascii() and text.isdigit()):
        return None
    return int(text) if len(text) <= len(str(MOST)) and int(text) else None


def _properties(element: str) -> str:
    known = [f"{_PREFIX}{element}.{each}" for each in WORDS.get(element, ())]
    if not known:
        return f"after {_PREFIX} stands one of: {', '.join(WORDS)}"
    more = f"; a second one: {_PREFIX}{element}.2.{WORDS[element][0]}"
    return f"use one of: {', '.join(known)}{more if element in REPEATED else ''}"


def _add(source: Source, drawn: list[Xml], name: str, given: dict[str, Xml]) -> None:
    """Add the element beside the list of properties, unless the file has the very same."""
    values = {attribute: _value(at) for attribute, at in given.items()}
    first = next(iter(given.values()))
    same = [at for at in drawn if local(at) == name]
    if any({str(key): str(given) for key, given in at.attrib.items()} == values for at in same):
        return
    if same:
        message = f"carelane:{name} stands as an element and, otherwise, as properties"
        source.error("conflicting_property", first, message, "keep one of the two forms")
        return
    container = first.getparent()
    while container is not None and local(container) != "extensionElements":
        container = container.getparent()
    if container is not None:
        added = etree.SubElement(container, f"{{{CARELANE}}}{name}", values)
        added.sourceline = line_of(first)  # type: ignore[assignment]  # lxml-stubs: never assigned
