"""Namespaces, and the few questions asked of every XML element."""

from collections.abc import Iterator

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
CARELANE = "https://carelane.org/schema/bpmn/1.0"

Xml = etree._Element  # noqa: SLF001 - lxml has no public name for its element type


def namespace(element: Xml) -> str:
    """Give the namespace of the element's tag."""
    return etree.QName(element).namespace or ""


def local(element: Xml) -> str:
    """Give the tag without its namespace."""
    return etree.QName(element).localname


def line_of(element: Xml) -> int:
    """Give the line of the element in its file, 0 if it is not known."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def children(element: Xml, *names: str) -> Iterator[Xml]:
    """Yield the direct children in the BPMN namespace, of these names or all."""
    for child in element.iterchildren(tag=etree.Element):
        if namespace(child) == BPMN and (not names or local(child) in names):
            yield child


def text_of(element: Xml) -> str:
    """Give the element's own text, trimmed."""
    return (element.text or "").strip()


def plain_reference(text: str) -> str:
    """Give a reference without the namespace prefix that a QName may carry."""
    return text.strip().rpartition(":")[2]
