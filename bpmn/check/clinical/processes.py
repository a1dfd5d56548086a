"""The processes of a file as clinical rules see them: the drawing with its ways, and the model's meaning."""

from collections.abc import Iterator

from bpmn.check.standard.drawing import Drawing, Node, Scope, is_false, reference
from bpmn.check.standard.ways import Ways
from bpmn.model import FlowNode, Process
from bpmn.xml_names import Xml


class Clinic:
    """All executable processes of one file."""

    def __init__(self, processes: tuple[Process, ...], root: Xml) -> None:
        """Join the nodes of the model with those of the drawing."""
        self.processes = [process for process in processes if process.executable]
        self.drawing = Drawing(root)
        self.model: dict[str, FlowNode] = {
            node.id: node for process in self.processes for node in process.nodes()
        }
        self._ways: dict[Scope, Ways] = {}

    def scopes(self) -> Iterator[Scope]:
        """Yield the scopes of executable processes."""
        yield from (scope for scope in self.drawing.scopes if scope.executable)

    def ways(self, scope: Scope) -> Ways:
        """Give the ways of a scope, found once."""
        if scope not in self._ways:
            self._ways[scope] = Ways(scope)
        return self._ways[scope]

    def statuses(self, node: Node) -> list[str]:
        """Give the business statuses that an element sets."""
        known = self.model.get(node.id)
        return [] if known is None else [status.value for status in known.status]

    def inner(self, node: Node) -> Iterator[Scope]:
        """Yield the scope inside a sub-process, and those inside that."""
        for scope in self.drawing.scopes:
            owner = scope.owner
            while owner is not None and owner is not node:
                owner = owner.scope.owner
            if owner is node:
                yield scope

    def timed(self, node: Node) -> bool:
        """Say whether a clock runs while the element is open: on it, or on anything around it."""
        place: Node | None = node
        while place is not None:
            beside = place.scope.of("boundaryEvent")
            if any(_is_on(each, place) and "timer" in each.events for each in beside):
                return True
            if any(_begins_on_timer(self.drawing, each) for each in place.scope.nodes):
                return True
            place = place.scope.owner
        return False


def _is_on(boundary: Node, host: Node) -> bool:
    return reference(boundary.xml, "attachedToRef") == host.id


def _begins_on_timer(drawing: Drawing, node: Node) -> bool:
    if not node.by_event:
        return False
    inside = (scope for scope in drawing.scopes if scope.owner is node)
    return any("timer" in start.events for scope in inside for start in scope.of("startEvent"))


def interrupts(node: Node) -> bool:
    """Say whether a boundary or start event ends what was going on."""
    name = "cancelActivity" if node.tag == "boundaryEvent" else "isInterrupting"
    return not is_false(node.xml, name)
