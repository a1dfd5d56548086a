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
        self._watchers: dict[Scope, list[Node]] = {}
        self._timed: dict[Scope, tuple[frozenset[str], bool]] = {}

    def scopes(self) -> Iterator[Scope]:
        """Yield the scopes of executable processes."""
        yield from (scope for scope in self.drawing.scopes if scope.executable)

    def ways(self, scope: Scope) -> Ways:
        """Give the ways of a scope, found once."""
        if scope not in self._ways:
            self._ways[scope] = Ways(scope)
        return self._ways[scope]

    def watchers(self, scope: Scope) -> list[Node]:
        """Give the human tasks and timers of a scope, found once."""
        if scope not in self._watchers:
            self._watchers[scope] = [
                node for node in scope.nodes if node.tag == "userTask" or "timer" in node.events
            ]
        return self._watchers[scope]

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
            hosts, everywhere = self._clocks(place.scope)
            if everywhere or place.id in hosts:
                return True
            place = place.scope.owner
        return False

    def _clocks(self, scope: Scope) -> tuple[frozenset[str], bool]:
        """Give what has a timer on it in a scope, and whether one runs for the whole of it; found once."""
        if scope not in self._timed:
            timers = [each for each in scope.of("boundaryEvent") if "timer" in each.events]
            hosts = frozenset(reference(each.xml, "attachedToRef") for each in timers)
            handlers = [each for each in scope.nodes if each.by_event]
            whole = any(_begins_on_timer(self.drawing, each) for each in handlers)
            self._timed[scope] = hosts, whole
        return self._timed[scope]


def _begins_on_timer(drawing: Drawing, node: Node) -> bool:
    inside = (scope for scope in drawing.scopes if scope.owner is node)
    return any("timer" in start.events for scope in inside for start in scope.of("startEvent"))


def interrupts(node: Node) -> bool:
    """Say whether a boundary or start event ends what was going on."""
    name = "cancelActivity" if node.tag == "boundaryEvent" else "isInterrupting"
    return not is_false(node.xml, name)
