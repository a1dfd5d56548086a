"""The XML of a decision file as a small tree of our own: DMN elements only, in any version's namespace.

Diagrams and extension elements carry nothing that is executed and are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bpmn.reader.xml import read_xml

_NAMESPACES = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
    "https://www.omg.org/spec/DMN/20240513/MODEL/",
)
"""Namespaces of DMN 1.1 to 1.6."""


@dataclass(frozen=True, slots=True)
class Element:
    """One DMN element: local name, attributes, own text, line and DMN children."""

    name: str
    attributes: dict[str, str]
    text: str
    line: int
    children: tuple["Element", ...] = field(repr=False)

    @property
    def id(self) -> str:
        """The id attribute, or nothing."""
        return self.attributes.get("id", "")

    def get(self, attribute: str) -> str:
        """Give an attribute without white space around it, or nothing."""
        return self.attributes.get(attribute, "").strip()

    def all(self, name: str) -> list["Element"]:
        """Give the children of that name."""
        return [child for child in self.children if child.name == name]

    def one(self, name: str) -> "Element | None":
        """Give the first child of that name."""
        return next(iter(self.all(name)), None)

    def text_of(self, name: str) -> str:
        """Give the text of the first child of that name, or nothing."""
        child = self.one(name)
        return child.text.strip() if child else ""

    def walk(self) -> Iterator["Element"]:
        """Give the element and everything below it, in the file's order."""
        yield self
        for child in self.children:
            yield from child.walk()


MAX_ELEMENTS = 5_000
"""Of a file of decisions: a chain of a thousand decisions is more work than any table needs."""
KIT_BYTES, KIT_ELEMENTS = 10_000_000, 50_000
"""Limits of a file of a test kit: it may hold hundreds of models' worth of decisions."""


def read_markup(data: bytes, file: str, *, of_a_kit: bool = False) -> Element:
    """Give the root element of a file; raises Refused where the XML is bad."""
    if of_a_kit:
        return _convert(read_xml(data, file, most_bytes=KIT_BYTES, most_elements=KIT_ELEMENTS))
    return _convert(read_xml(data, file, most_elements=MAX_ELEMENTS))


def is_dmn(root: Element) -> bool:
    """Whether the root is the definitions element of DMN."""
    return root.name == "definitions"


def _convert(node: object) -> Element:
    """Give an element of lxml with its DMN children; others become children without a name to be skipped."""
    tag, attributes, text = node.tag, node.attrib, node.text  # type: ignore[attr-defined]
    namespace, _, name = tag[1:].rpartition("}")
    children = [
        _convert(child)
        for child in node  # type: ignore[attr-defined]  # an lxml element
        if isinstance(child.tag, str)
        and child.tag[1:].startswith(_NAMESPACES)
        and not child.tag.endswith("}extensionElements")
    ]
    known = namespace in _NAMESPACES
    plain = {str(key): str(value) for key, value in attributes.items()}
    line = node.sourceline or 0  # type: ignore[attr-defined]
    return Element(name if known else "", plain, str(text or ""), line, tuple(children))
