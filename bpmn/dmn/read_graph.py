"""Reads the decision requirements graph of a file, and collects everything that is wrong with it."""

from collections.abc import Mapping

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
    ]
)


def read_graph(reading: Reading, root: Element) -> Graph:
    """Everything in the file; the findings are in the reading."""
    graph = Graph({}, {}, {}, {}, read_types(reading, root))
    for element in root.children:
        reading.owner = element.id
        if element.name in _READERS:
            if not element.id:
                reading.refuse(element, "id", f"{element.name} without an id")
            _READERS[element.name](reading, graph, element)
        elif element.name == "import":
            reading.refuse(
                element, "import", "imports are not supported", "put the decisions into one file"
            )
        elif element.name not in _SKIPPED:
            reading.refuse(element, "element", f"{element.name} is not supported here")
    _check_references(reading, root, graph)
    return graph


def _variable(reading: Reading, element: Element) -> tuple[str, TypeRef | None]:
    """Give the name and type that expressions know an element by."""
    variable = element.one("variable")
    name = (variable.get("name") if variable else "") or element.get("name") or element.id
    return name, reading.type_ref(variable) if variable else None


def _references(element: Element, requirement: str, *kinds: str) -> tuple[str, ...]:
    """Give the ids that the requirements of an element point to."""
    return tuple(
        _target(child)
        for part in element.all(requirement)
        for child in part.children
        if child.name in kinds
    )


def _target(element: Element) -> str:
    """Give the id that a reference such as ``#id`` points to."""
    return element.get("href").rpartition("#")[2]


def _hrefs(element: Element, name: str) -> tuple[str, ...]:
    return tuple(_target(part) for part in element.all(name))


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
        _references(element, "informationRequirement", "requiredInput"),
        _references(element, "informationRequirement", "requiredDecision"),
        _references(element, "knowledgeRequirement", "requiredKnowledge"),
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
        _references(element, "knowledgeRequirement", "requiredKnowledge"),
    )


def _service(reading: Reading, graph: Graph, element: Element) -> None:
    name, kind = _variable(reading, element)
    graph.services[element.id] = Service(
        element.id,
        name,
        kind,
        _hrefs(element, "outputDecision"),
        _hrefs(element, "inputData"),
        _hrefs(element, "inputDecision"),
    )


_READERS = {
    "inputData": _input_data,
    "decision": _decision,
    "businessKnowledgeModel": _knowledge,
    "decisionService": _service,
}


def _check_references(reading: Reading, root: Element, graph: Graph) -> None:
    """Every requirement has to lead somewhere in the file, and none in a circle."""
    known: dict[str, Mapping[str, object]] = {
        "requiredInput": graph.inputs,
        "requiredDecision": graph.decisions,
        "requiredKnowledge": {**graph.knowledge, **graph.services},
        "outputDecision": graph.decisions,
        "encapsulatedDecision": graph.decisions,
        "inputDecision": graph.decisions,
    }
    for element in root.children:
        reading.owner = element.id
        for part in element.walk():
            target = _target(part)
            if part.name in known and target not in known[part.name]:
                reading.refuse(
                    part,
                    "missing",
                    f"{part.name} {target!r} is not in the file",
                    "add it, or remove the requirement",
                )
    _check_ids(reading, root)
    _check_cycles(reading, root, graph)


def _check_ids(reading: Reading, root: Element) -> None:
    seen: set[str] = set()
    for element in root.children:
        if element.id and element.id in seen:
            reading.refuse(element, "id", f"the id {element.id!r} occurs twice")
        seen.add(element.id)


def _check_cycles(reading: Reading, root: Element, graph: Graph) -> None:
    elements = {element.id: element for element in root.children}
    for decision in graph.decisions:
        if decision in required_by(graph, decision, include_self=False):
            reading.owner = decision
            reading.refuse(elements[decision], "cycle", f"decision {decision!r} requires itself")


def required_by(graph: Graph, decision_id: str, *, include_self: bool = True) -> list[str]:
    """Give the ids of all decisions that one needs, each after what it needs itself; without recursion."""
    order: list[str] = []
    done: set[str] = set()
    start = graph.decisions[decision_id]
    stack = [(decision_id, False)] if include_self else [(one, False) for one in start.decisions]
    while stack:
        current, ready = stack.pop()
        if ready:
            order.append(current)
        elif current not in done and current in graph.decisions:
            done.add(current)
            stack.append((current, True))
            stack.extend((one, False) for one in reversed(graph.decisions[current].decisions))
    return order
