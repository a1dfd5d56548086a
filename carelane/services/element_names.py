"""Names of elements in the reader's language, read from the definition's BPMN file.

The name in the file is Chinese; an English one stands in a `zeebe:property` called ``name_en`` of the element.
The file has passed the deploy gate; it is parsed here with the same refusals all the same.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
_ENGLISH = "name_en"


@dataclass(frozen=True, slots=True)
class ElementNames:
    """Names by element id: as drawn, and in English where the designer gave one.

    ``pools`` gives the participant (pool) that executes a process, by process id.
    """

    drawn: dict[str, str] = field(default_factory=dict)
    english: dict[str, str] = field(default_factory=dict)
    pools: dict[str, str] = field(default_factory=dict)

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
    return ElementNames(drawn, english, pools)


def _property(element: etree._Element, name: str) -> str:
    """Give a `zeebe:property` of the element itself, or an empty text."""
    path = f"{_BPMN}extensionElements/{_ZEEBE}properties/{_ZEEBE}property"
    for found in element.iterfind(path):
        if found.get("name") == name:
            return found.get("value") or ""
    return ""
