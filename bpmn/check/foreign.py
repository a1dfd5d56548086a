"""Words of other products in a file: they change nothing here, and a designer is told so."""

from collections.abc import Iterator

from lxml import etree

from bpmn.check.notes import Notes
from bpmn.xml_names import (
    BPMN,
    CARELANE,
    XSI_TYPE,
    ZEEBE,
    Xml,
    local,
    namespace,
    with_foreign_attributes,
)

_ABOUT_PICTURES = (
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/",
    "http://www.omg.org/spec/BPMN/non-normative/color/",
    "http://bpmn.io/schema/bpmn/biocolor/",
    "http://camunda.org/schema/modeler/",
    "http://www.w3.org/",
)


def check_foreign(notes: Notes, root: Xml) -> None:
    """Tell once of every other product whose words are in the file."""
    found: dict[str, tuple[Xml, dict[str, None]]] = {}
    for at, space, word in _words(root):
        if space not in (BPMN, ZEEBE, CARELANE) and not space.startswith(_ABOUT_PICTURES):
            found.setdefault(space, (at, {}))[1][word] = None
    for space, (at, words) in found.items():
        some = ", ".join([*words][:5])
        message = f"what is written in the words of {space} changes nothing here: {some}"
        hint = "draw what it says, or write it with zeebe: or carelane: elements"
        notes.warning("foreign_extension", at, message, hint)


def _words(root: Xml) -> Iterator[tuple[Xml, str, str]]:
    """Give every element of an `extensionElements`, and every attribute of BPMN elements with a namespace."""
    for at in with_foreign_attributes(root):
        for name in map(str, at.attrib):
            if name.startswith("{") and name != XSI_TYPE:
                space, _, word = name[1:].partition("}")
                yield at, space, word
    for at in root.iter(f"{{{BPMN}}}extensionElements"):
        for child in at.iterchildren(etree.Element):
            yield child, namespace(child), local(child)
