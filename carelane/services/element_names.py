"""Names of elements in the reader's language, read from the definition's BPMN file.

The name in the file is Chinese; an English one stands in a `zeebe:property` called ``name_en`` of the element.
A clock (`carelane:sla`) has its English name beside the other one (``nameEn``). The file has passed the deploy gate; it is parsed here with the same refusals all the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
_ENGLISH = "name_en"
_SLA = "{https://carelane.org/schema/bpmn/1.0}sla"
_CLOCK_NAME = re.compile(r"carelane:sla(\.\d+)?\.name")


@dataclass(frozen=True, slots=True)
class ElementNames:
    """Names by element id: as drawn, and in English where the designer gave one.

    ``pools`` gives the participant (pool) that executes a process, by process id; ``clocks`` the English name of a
    clock by the one that it is told by.
    """

    drawn: dict[str, str] = field(default_factory=dict)
    english: dict[str, str] = field(default_factory=dict)
    pools: dict[str, str] = field(default_factory=dict)
    clocks: dict[str, str] = field(default_factory=dict)

    def clock(self, name: str, language: str) -> str:
        """Give the name of a clock, as it stands in the database, in a language."""
        return self.clocks.get(name, name) if language == "en" else name

    def of(self, element_id: str, language: str, otherwise: str = "") -> str:
        """Give the name of an element; ``otherwise`` or its id where it has none."""
        names = (self.english, self.drawn) if language == "en" else (self.drawn, self.english)
        for by_id in names:
            if by_id.get(element_id):
                return by_id[element_id]
        return otherwise or element_id

    def replacements(self, language: str) -> dict[str, str]:
        """Give the names that the diagram shows instead of the drawn ones."""
        return self.english if language == "en" else {}


@lru_cache(maxsize=64)
def read_names(bpmn: str) -> ElementNames:
    """Read the names of all elements of a BPMN file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(bpmn.encode(), parser)
    drawn, english, pools = {}, {}, {}
    for element in root.iter(f"{_BPMN}*"):
        element_id = element.get("id")
        if element_id is None:
            continue
        if name := element.get("name"):
            drawn[element_id] = name
        if name_en := _property(element, _ENGLISH):
            english[element_id] = name_en
        if process_id := element.get("processRef"):
            pools[process_id] = element_id
    return ElementNames(drawn, english, pools, dict(_clocks(root)))


def _clocks(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield name and English name of each clock that has both, as an element or as properties."""
    for at in root.iter(_SLA):
        yield from _both(at.get("name"), at.get("nameEn"))
    for container in root.iter(f"{_ZEEBE}properties"):
        said = {str(at.get("name")): at.get("value") for at in container.iter(f"{_ZEEBE}property")}
        for name, value in said.items():
            if _CLOCK_NAME.fullmatch(name):
                yield from _both(value, said.get(f"{name}En"))


def _both(name: str | None, english: str | None) -> Iterator[tuple[str, str]]:
    if (name or "").strip() and (english or "").strip():
        yield str(name).strip(), str(english).strip()


def _property(element: etree._Element, name: str) -> str:
    """Give a `zeebe:property` of the element itself, or an empty text."""
    path = f"{_BPMN}extensionElements/{_ZEEBE}properties/{_ZEEBE}property"
    for found in element.iterfind(path):
        if found.get("name") == name:
            return found.get("value") or ""
    return ""
