"""The ways through a scope: what can come after what, and which ways can be taken together.

Boundary events come after the activity they sit on, catching links after the throwing ones. Loops are ways like
any other, so that every answer here errs to one side, which each function names.
"""

from collections.abc import Iterable
from functools import cached_property

from bpmn.check.standard.drawing import ACTIVITIES, Flow, Node, Scope, is_false, reference
from bpmn.xml_names import children, text_of

MOST_STEPS = 300_000
"""Steps of looking in one scope; what comes after is answered in favour of the file."""
_ONE_OF_SEVERAL = ("exclusiveGateway", "eventBasedGateway")


class Ways:
    """All ways of one scope."""

    def __init__(self, scope: Scope) -> None:
        """Join flows, boundary events and links into one graph."""
        self.scope = scope
        self._steps = 0
        self._ways: dict[Node, list[dict[Node, None]]] = {}
        self._others: dict[tuple[Node, int], list[int]] = {}
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
        return self._closure(self.after, begins, without)

    def leading_to(self, ends: Iterable[Node]) -> dict[Node, None]:
        """Give everything from which one of `ends` can be reached."""
        return self._closure(self.before, ends, None)

    def ways_of(self, node: Node) -> list[dict[Node, None]]:
        """Give for each way out of a node what it can reach without coming back to the node."""
        if node not in self._ways:
            self._ways[node] = [self.reached([target], node) for target in self.after[node]]
        return self._ways[node]

    @cached_property
    def splits(self) -> list[Node]:
        """The nodes that several tokens can leave."""
        return [node for node in self.scope.nodes if self._splits(node)]

    def _splits(self, node: Node) -> bool:
        if any(is_false(each.xml, "cancelActivity") for each in self.boundaries.get(node, [])):
            return True
        if node.tag == "complexGateway" or node.xml.get("eventGatewayType") == "Parallel":
            return True  # its reset sends tokens once more; all its events are waited for
        return len(node.outgoing) > 1 and node.tag not in _ONE_OF_SEVERAL

    def together(self, flows: list[Flow]) -> bool:
        """Say whether two of the flows certainly belong to different ways of one split; False where not sure."""
        for split in self.splits:
            if self.tired:
                return False
            sides = _sides(self.ways_of(split), split, flows)
            if len(frozenset(sides)) > 1:
                return True
        return False

    def beside(self, node: Node, others: list[Node]) -> bool:
        """Say whether one of `others` may be open while `node` is: on another way of a split.

        True where looking took too long: a warning that may be wrong is worse than none.
        """
        for split in self.splits:
            if self.tired:
                return True
            ways = self.ways_of(split)
            own = [place for place, way in enumerate(ways) if node in way]
            if own and any(len(own) > 1 or place != own[0] for place in self._with(split, others)):
                return True
        return False

    def _with(self, split: Node, others: list[Node]) -> list[int]:
        """Give the ways of a split on which one of the others is; found once for the same others."""
        key = split, id(others)
        if key not in self._others:
            self._steps += len(others)
            ways = self.ways_of(split)
            self._others[key] = [
                place for place, way in enumerate(ways) if any(each in way for each in others)
            ]
        return self._others[key]

    @property
    def tired(self) -> bool:
        """Whether so much was looked at that a bigger drawing is not worth the time."""
        return self._steps > MOST_STEPS

    def _closure(
        self, edges: dict[Node, list[Node]], begins: Iterable[Node], without: Node | None
    ) -> dict[Node, None]:
        found: dict[Node, None] = {}
        pending = [node for node in begins if node is not without]
        while pending:
            node = pending.pop()
            if node in found:
                continue
            found[node] = None
            self._steps += 1 + len(edges[node])
            pending += [each for each in edges[node] if each is not without and each not in found]
        return found


def _sides(ways: list[dict[Node, None]], split: Node, flows: list[Flow]) -> list[int]:
    """Give the way of each flow that comes straight from the split, or from what only one way reaches."""
    often: dict[Node, int] = {}
    for way in ways:
        for node in way:
            often[node] = often.get(node, 0) + 1
    own = {node: place for place, way in enumerate(ways) for node in way if often[node] == 1}
    straight = {id(flow): place for place, flow in enumerate(split.outgoing)}
    sides = [own.get(flow.source, straight.get(id(flow), -1)) for flow in flows]
    return [side for side in sides if side >= 0]


def _catches_link(node: Node) -> bool:
    return node.tag == "intermediateCatchEvent" and "link" in node.events


def _link_names(node: Node) -> frozenset[str]:
    """Give the names, ids and references of an event's links, by which its other end is found."""
    names: list[str] = []
    for definition in children(node.xml, "linkEventDefinition"):
        names += [definition.get("name") or "", definition.get("id") or ""]
        names += [text_of(each) for each in children(definition, "source", "target")]
    return frozenset(name for name in names if name)
