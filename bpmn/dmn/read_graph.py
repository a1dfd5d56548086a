"""Reads the decision requirements graph of a file, and collects everything that is wrong with it."""

from bpmn.dmn.check_graph import check_graph, target_of
from bpmn.dmn.imports import Library, add_types, read_imports
from bpmn.dmn.items import read_types
from bpmn.dmn.logic import FunctionLogic, Nothing
from bpmn.dmn.markup import Element
from bpmn.dmn.model import Decision, Graph, InputData, Knowledge, Service
from bpmn.dmn.read_logic import logic_in, read_function
from bpmn.dmn.reading import Reading
from bpmn.feel.types import TypeRef

_SKIPPED = frozenset(
    [
        "description",
        "knowledgeSource",
        "elementCollection",
        "performanceIndicator",
        "organizationUnit",
        "textAnnotation",
        "association",
        "group",
        "itemDefinition",
        "import",
    ]
)


def read_graph(reading: Reading, root: Element, library: Library) -> Graph:
    """Everything in the file; the findings are in the reading."""
    imports = read_imports(
        reading, root, library, lambda inner, other: read_graph(inner, other, library)
    )
    graph = Graph({}, {}, {}, {}, read_types(reading, root), imports)
    add_types(graph.types, imports)
    for element in root.children:
        reading.owner = element.id
        if element.name in _READERS:
            if not element.id:
                reading.refuse(element, "id", f"{element.name} without an id")
            _READERS[element.name](reading, graph, element)
        elif element.name not in _SKIPPED:
            reading.refuse(element, "element", f"{element.name} is not supported here")
    check_graph(reading, root, graph)
    return graph


def _variable(reading: Reading, element: Element) -> tuple[str, TypeRef | None]:
    """Give the name and type that expressions know an element by."""
    variable = element.one("variable")
    name = (variable.get("name") if variable else "") or element.get("name") or element.id
    return name, reading.type_ref(variable) if variable else None


def _references(
    reading: Reading, element: Element, requirement: str, *kinds: str
) -> tuple[str, ...]:
    """Give the ids that the requirements of an element point to."""
    return tuple(
        target_of(reading, child)
        for part in element.all(requirement)
        for child in part.children
        if child.name in kinds
    )


def _hrefs(reading: Reading, element: Element, name: str) -> tuple[str, ...]:
    return tuple(target_of(reading, part) for part in element.all(name))


def _input_data(reading: Reading, graph: Graph, element: Element) -> None:
    name, kind = _variable(reading, element)
    graph.inputs[element.id] = InputData(element.id, name, kind)


def _decision(reading: Reading, graph: Graph, element: Element) -> None:
    name, kind = _variable(reading, element)
    graph.decisions[element.id] = Decision(
        element.id,
        name,
        kind,
        logic_in(reading, element, required=not reading.lenient),
        _references(reading, element, "informationRequirement", "requiredInput"),
        _references(reading, element, "informationRequirement", "requiredDecision"),
        _references(reading, element, "knowledgeRequirement", "requiredKnowledge"),
    )


def _knowledge(reading: Reading, graph: Graph, element: Element) -> None:
    name, kind = _variable(reading, element)
    body = element.one("encapsulatedLogic")
    logic = read_function(reading, body) if body else FunctionLogic((), Nothing())
    if body is None and not reading.lenient:
        reading.refuse(element, "logic", "a business knowledge model without logic")
    graph.knowledge[element.id] = Knowledge(
        element.id,
        name,
        kind,
        logic.parameters,
        logic.body,
        _references(reading, element, "knowledgeRequirement", "requiredKnowledge"),
    )


def _service(reading: Reading, graph: Graph, element: Element) -> None:
    name, kind = _variable(reading, element)
    graph.services[element.id] = Service(
        element.id,
        name,
        kind,
        _hrefs(reading, element, "outputDecision"),
        _hrefs(reading, element, "inputData"),
        _hrefs(reading, element, "inputDecision"),
    )


_READERS = {
    "inputData": _input_data,
    "decision": _decision,
    "businessKnowledgeModel": _knowledge,
    "decisionService": _service,
}
