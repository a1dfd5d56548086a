"""Namespaces, and the few questions asked of every XML element."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
CARELANE = "https://carelane.org/schema/bpmn/1.0"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"

_FOREIGN = etree.XPath("descendant-or-self::b:*[@*[namespace-uri()]]", namespaces={"b": BPMN})

Xml = etree._Element  # noqa: SLF001 - lxml has no public name for its element type


def namespace(element: Xml) -> str:
    """Give the namespace of the element's tag."""
    return _parts(element.tag)[0]


def local(element: Xml) -> str:
    """Give the tag without its namespace."""
    return _parts(element.tag)[1]


def line_of(element: Xml) -> int:
    """Give the line of the element in its file, 0 if it is not known."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def children(element: Xml, *names: str) -> Iterator[Xml]:
    """Give the direct children in the BPMN namespace, of these names or all."""
    return element.iterchildren(*_tags(names))


@lru_cache(maxsize=1024)
def _parts(tag: str) -> tuple[str, str]:
    """Give the namespace of a tag and the rest; files have few different ones."""
    space, _, name = tag.rpartition("}")
    return space[1:], name


@lru_cache(maxsize=1024)
def _tags(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{{{BPMN}}}{name}" for name in names or ("*",))


def text_of(element: Xml) -> str:
    """Give the element's own text, trimmed."""
    return (element.text or "").strip()


def with_foreign_attributes(root: Xml) -> list[Xml]:
    """Give the BPMN elements that have an attribute of some namespace."""
    found: list[Xml] = _FOREIGN(root)  # type: ignore[assignment]  # elements, by its expression
    return found


def plain_reference(text: str) -> str:
    """Give a reference without the namespace prefix that a QName may carry."""
    return text.strip().rpartition(":")[2]


def id_near(at: Xml) -> str:
    """Give the id of the element, or of the nearest one around it that has one."""
    found: Xml | None = at
    while found is not None:
        if found.get("id"):
            return str(found.get("id"))
        found = found.getparent()
    return ""
