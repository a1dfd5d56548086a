"""The ways through a scope: what can come after what, and which ways can be taken together.

Boundary events come after the activity they sit on, catching links after the throwing ones. Loops are ways like
any other, so that every answer here errs to one side, which each function names.
"""

from collections.abc import Iterable
from functools import cached_property

from bpmn.check.standard.drawing import ACTIVITIES, Flow, Node, Scope, is_false, reference
from bpmn.xml_names import children, text_of

_ONE_OF_SEVERAL = ("exclusiveGateway", "eventBasedGateway")


class Ways:
    """All ways of one scope."""

    def __init__(self, scope: Scope) -> None:
        """Join flows, boundary events and links into one graph."""
        self.scope = scope
        self.after: dict[Node, list[Node]] = {
            node: [flow.target for flow in node.outgoing] for node in scope.nodes
        }
        hosts = {node.id: node for node in scope.nodes if node.tag in ACTIVITIES}
        self.boundaries: dict[Node, list[Node]] = {}
        for node in scope.of("boundaryEvent"):
            host = hosts.get(reference(node.xml, "attachedToRef"))
            if host is not None:
                self.after[host].append(node)
                self.boundaries.setdefault(host, []).append(node)
        self._join_links()

    def _join_links(self) -> None:
        targets = [node for node in self.scope.nodes if _catches_link(node)]
        for node in self.scope.of("intermediateThrowEvent"):
            if "link" in node.events:
                named = [each for each in targets if _link_names(each) & _link_names(node)]
                self.after[node].extend(named or targets)

    @cached_property
    def before(self) -> dict[Node, list[Node]]:
        """What can come right before each node."""
        found: dict[Node, list[Node]] = {node: [] for node in self.scope.nodes}
        for node, targets in self.after.items():
            for target in targets:
                found[target].append(node)
        return found

    def reached(self, begins: Iterable[Node], without: Node | None = None) -> dict[Node, None]:
        """Give what can be reached, in order; no way leads through `without`."""
        return _closure(self.after, begins, without)

    def leading_to(self, ends: Iterable[Node]) -> dict[Node, None]:
        """Give everything from which one of `ends` can be reached."""
        return _closure(self.before, ends, None)

    def splits(self) -> list[Node]:
        """Give the nodes that several tokens can leave."""
        return [node for node in self.scope.nodes if self._splits(node)]

    def _splits(self, node: Node) -> bool:
        if any(is_false(each.xml, "cancelActivity") for each in self.boundaries.get(node, [])):
            return True
        return len(node.outgoing) > 1 and node.tag not in _ONE_OF_SEVERAL

    def together(self, first: Flow, second: Flow) -> bool:
        """Say whether two flows certainly belong to different ways of one split; False where not sure."""
        for split in self.splits():
            ways = [self.reached([target], split) for target in self.after[split]]
            own = [_own(ways, place) for place in range(len(ways))]
            if _apart(own, first, second, split):
                return True
        return False

    def watched(self, node: Node, watchers: Iterable[Node]) -> bool:
        """Say whether one of the watchers may be open while `node` is: on another way of a split."""
        wanted = list(watchers)
        for split in self.splits():
            ways = [self.reached([target], split) for target in self.after[split]]
            with_node = [way for way in ways if node in way]
            for each in wanted:
                others = [way for way in ways if each in way]
                if with_node and any(other is not way for other in others for way in with_node):
                    return True
        return False


def _closure(
    edges: dict[Node, list[Node]], begins: Iterable[Node], without: Node | None
) -> dict[Node, None]:
    found: dict[Node, None] = {}
    pending = [node for node in begins if node is not without]
    while pending:
        node = pending.pop()
        if node not in found:
            found[node] = None
            pending += [each for each in edges[node] if each is not without and each not in found]
    return found


def _own(ways: list[dict[Node, None]], place: int) -> list[Node]:
    """Give the nodes of a way that no other way has."""
    others = [way for number, way in enumerate(ways) if number != place]
    return [node for node in ways[place] if not any(node in way for way in others)]


def _apart(own: list[list[Node]], first: Flow, second: Flow, split: Node) -> bool:
    """Say whether the two flows come from different ways, or straight from the split."""
    sides = [
        [number for number, nodes in enumerate(own) if flow.source in nodes]
        or ([split.outgoing.index(flow)] if flow in split.outgoing else [])
        for flow in (first, second)
    ]
    return bool(sides[0]) and bool(sides[1]) and sides[0] != sides[1]


def _catches_link(node: Node) -> bool:
    return node.tag == "intermediateCatchEvent" and "link" in node.events


def _link_names(node: Node) -> frozenset[str]:
    """Give the names, ids and references of an event's links, by which its other end is found."""
    names: list[str] = []
    for definition in children(node.xml, "linkEventDefinition"):
        names += [definition.get("name") or "", definition.get("id") or ""]
        names += [text_of(each) for each in children(definition, "source", "target")]
    return frozenset(name for name in names if name)
