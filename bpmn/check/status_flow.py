"""Which business status a case can stand at, at each element: followed along every path of the diagram.

Errs to one side: a path is followed by itself, so that what parallel paths tell meanwhile is not mixed in, and
where they meet, a word that another path has certainly replaced is left out. What is reported can happen.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bpmn.check.status_paths import Paths, by_event, goes_on, interrupts, meets, waits
from bpmn.model import (
    AdHocSubProcess,
    Body,
    BoundaryEvent,
    Catch,
    EndEvent,
    ErrorTrigger,
    EscalationTrigger,
    FlowNode,
    Process,
    StartEvent,
    SubProcess,
    Throw,
    ThrowEvent,
    throws_in,
    triggers_in,
)

Told = frozenset[tuple[str, str]]
"""Words with the element that set each; the empty word of no element: none yet."""
NOTHING: Told = frozenset([("", "")])


@dataclass
class StatusFlow:
    """What can have been told last when a token reaches each element (``arriving``), by id."""

    process: Process
    arriving: dict[str, Told] = field(default_factory=dict)
    _grown: bool = True

    def __post_init__(self) -> None:
        """Follow all paths until nothing new is found; there are finitely many words."""
        while self._grown:
            self._grown = False
            self._body(self.process.body, NOTHING)

    def _body(self, body: Body, entering: Told) -> None:
        """Carry what enters a body through it once."""
        graph = Paths(body)
        for node in graph.begins:
            self._arrive(node, entering)
        for node in body.nodes:
            self._node(graph, node)
        for node in body.nodes:
            if isinstance(node, SubProcess) and node.by_event:
                self._body(node.body, self._happening(body, node.body, besides=node))

    def _node(self, graph: Paths, node: FlowNode) -> None:
        arriving = self._met(graph, node)
        if arriving:
            self._arrive(node, arriving)
        if node.id not in self.arriving or by_event(node):
            return
        if isinstance(node, SubProcess):
            inside = self._ended(node) if isinstance(node, AdHocSubProcess) else frozenset()
            self._body(node.body, self._begun(node) | inside)
        for target in graph.after[node.id]:
            if isinstance(target, BoundaryEvent):
                self._arrive(target, self._caught(node, target))
            elif not meets(target):
                self._arrive(target, self.leaving(node))

    def _arrive(self, node: FlowNode, told: Told) -> None:
        known = self.arriving.get(node.id, frozenset())
        if not told <= known:
            self.arriving[node.id] = known | told
            self._grown = True

    def _met(self, graph: Paths, node: FlowNode) -> Told:
        """Join the paths that meet: a word stays unless one of them comes from beyond it without it."""
        if not meets(node):
            return frozenset()
        paths = [(each, self.leaving(each)) for each in graph.before[node.id]]
        return _without_replaced(graph, paths)

    def leaving(self, node: FlowNode) -> Told:
        """Give what can stand when the element has completed."""
        if node.id not in self.arriving:
            return frozenset()
        inside = self._ended(node) if isinstance(node, SubProcess) else self._begun(node)
        return _set(node, "complete", inside)

    def _begun(self, node: FlowNode) -> Told:
        return _set(node, "activate", self.arriving.get(node.id, frozenset()))

    def _ended(self, node: SubProcess) -> Told:
        """Give what can stand at the ends of a sub-process."""
        graph = Paths(node.body)
        ends = [each for each in node.body.nodes if not graph.after[each.id] and goes_on(each)]
        handlers = [each for each in node.body.nodes if by_event(each)]
        paths = [(each, self.leaving(each)) for each in ends]
        told = _without_replaced(graph, paths) if graph.splits else _all(t for _, t in paths)
        return told | _all(
            self._ended(each)
            for each in handlers
            if isinstance(each, SubProcess) and interrupts(each)
        )

    def _caught(self, host: FlowNode, event: BoundaryEvent) -> Told:
        inside = host.body.nodes if isinstance(host, SubProcess) else ()
        return self._thrown(inside, event.trigger) or self._waiting(host)

    def _happening(self, body: Body, handler: Body, besides: FlowNode) -> Told:
        """Give what can stand when an event sub-process begins."""
        starts = [each for each in handler.nodes if isinstance(each, StartEvent) and each.trigger]
        thrown = _all(self._thrown(body.nodes, each.trigger) for each in starts)
        return thrown or self._waiting_in(body, besides)

    def _thrown(self, nodes: Iterable[FlowNode], trigger: Catch | None) -> Told:
        """Give what can stand where an error or escalation is drawn as thrown; nothing where jobs throw it."""
        found: Told = frozenset()
        for node in nodes:
            if isinstance(node, EndEvent | ThrowEvent) and _catches(trigger, node.throw):
                found |= self.leaving(node)
            elif isinstance(node, SubProcess):
                found |= self._thrown(node.body.nodes, trigger)
        return found

    def _waiting(self, node: FlowNode) -> Told:
        """Give what can stand while the element is open."""
        if not isinstance(node, SubProcess):
            return self._begun(node)
        return self._waiting_in(node.body)

    def _waiting_in(self, body: Body, besides: FlowNode | None = None) -> Told:
        open_ones = (node for node in body.nodes if node is not besides and waits(node))
        return _all(self._waiting(node) for node in open_ones if node.id in self.arriving)


def _without_replaced(graph: Paths, paths: list[tuple[FlowNode, Told]]) -> Told:
    every = _all(told for _, told in paths)
    return frozenset(
        pair
        for pair in every
        if not any(pair not in told and graph.reaches(pair[1], end) for end, told in paths)
    )


def _catches(trigger: Catch | None, throw: Throw | None) -> bool:
    """Whether what is thrown is an error or escalation that the trigger catches."""
    kinds = (ErrorTrigger, EscalationTrigger)
    return any(
        isinstance(one, kinds) and type(one) is type(other) and one.code in {"", other.code}
        for one in triggers_in(trigger)
        for other in throws_in(throw)
        if isinstance(other, kinds)
    )


def _set(node: FlowNode, on: str, told: Told) -> Told:
    for status in node.status:
        if status.on == on and told:
            told = frozenset([(status.value, node.id)])
    return told


def _all(several: Iterable[Told]) -> Told:
    return frozenset(pair for told in several for pair in told)
