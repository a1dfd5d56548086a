"""Checks the decision requirements graph: every requirement leads somewhere, and none in a circle."""

from collections.abc import Container, Mapping

from bpmn.dmn.markup import Element
from bpmn.dmn.model import Graph
from bpmn.dmn.reading import Reading


def target_of(reading: Reading, element: Element) -> str:
    """Give the id that a reference such as ``#id`` points to; that of another file with its namespace."""
    namespace, _, target = element.get("href").rpartition("#")
    return f"{namespace}#{target}" if namespace not in {"", reading.namespace} else target


def check_graph(reading: Reading, root: Element, graph: Graph) -> None:
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
            target = target_of(reading, part)
            if part.name in known and not _is_there(graph, target, part.name, known[part.name]):
                reading.refuse(
                    part,
                    "missing",
                    f"{part.name} {target!r} is not in the file",
                    "add it, or remove the requirement",
                )
    _check_ids(reading, root)
    _check_cycles(reading, root, graph)


def _is_there(graph: Graph, target: str, kind: str, own: Mapping[str, object]) -> bool:
    namespace, foreign, element_id = target.rpartition("#")
    if not foreign:
        return target in own
    imported = graph.imports.get(namespace)
    if imported is None:
        return False
    other = imported.graph
    functions = {**other.knowledge, **other.services}
    by_kind: dict[str, Mapping[str, object]] = {
        "requiredInput": other.inputs,
        "requiredKnowledge": functions,
    }
    return element_id in by_kind.get(kind, other.decisions)


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


def required_by(
    graph: Graph, decision_id: str, *, include_self: bool = True, known: Container[str] = ()
) -> list[str]:
    """Give the ids of all decisions that one needs, each after what it needs itself; without recursion.

    What is known already needs nothing more.
    """
    order: list[str] = []
    done: set[str] = set()
    start = graph.decisions[decision_id]
    stack = [(decision_id, False)] if include_self else [(one, False) for one in start.decisions]
    while stack:
        current, ready = stack.pop()
        if ready:
            order.append(current)
        elif current not in done and current not in known and current in graph.decisions:
            done.add(current)
            stack.append((current, True))
            stack.extend((one, False) for one in reversed(graph.decisions[current].decisions))
    return order
