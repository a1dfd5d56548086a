"""Changes a DMN file so that it means the same: ids, prefixes, order, diagram.

Names stay, because FEEL and the tests call things by name. The order of what a table, context or
decision service lists has a meaning and stays as well.
"""

from lxml import etree

from bpmn.conformance.rewriting import name_of, shuffle_inside, with_other_prefixes
from bpmn.dmn.markup import KIT_BYTES, KIT_ELEMENTS
from bpmn.findings import Refused
from bpmn.reader.xml import read_xml
from bpmn.xml_names import Xml, local, namespace

_GROUPS = (
    frozenset(["itemDefinition"]),
    frozenset(
        ["inputData", "decision", "businessKnowledgeModel", "decisionService", "knowledgeSource"]
    ),
    frozenset(["informationRequirement"]),
    frozenset(["knowledgeRequirement"]),
)
"""What may change places with each other inside one parent."""
_TYPES = frozenset(["typeRef", "outputTypeRef"])


def mutate_dmn(data: bytes, seed: int) -> bytes:
    """Change a file; one that is no XML within the limits stays as it is."""
    try:
        root = read_xml(data, "", most_bytes=KIT_BYTES, most_elements=KIT_ELEMENTS)
    except Refused:
        return data
    for child in list(root):
        if local(child) == "DMNDI":
            root.remove(child)
    _rename(root, seed)
    for parent in list(root.iter(etree.Element)):
        for group in _GROUPS:
            members = [
                child for child in parent.iterchildren(tag=etree.Element) if local(child) in group
            ]
            if len(members) > 1:
                shuffle_inside(seed, parent, members)
    return etree.tostring(with_other_prefixes(seed, root, _TYPES))


def _rename(root: Xml, seed: int) -> None:
    space = namespace(root)
    for element in root.iter(etree.Element):
        if namespace(element) != space:
            continue
        if element.get("id"):
            element.set("id", name_of(seed, element.get("id", "")))
        before, mark, target = (element.get("href") or "").rpartition("#")
        if mark:  # of another file as well, which is changed with the same seed
            element.set("href", before + mark + name_of(seed, target))
