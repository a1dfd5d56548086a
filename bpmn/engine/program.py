"""Compiles a process into the form that runs fast (`bpmn.engine.nodes`).

Cached by the process object's identity, so that a cache hit or miss changes nothing.
"""

from dataclasses import dataclass
from functools import lru_cache

from bpmn.engine.behaviours import COMPENSATING, behaviour_of, looping_of
from bpmn.engine.clock_marks import mark_clocks
from bpmn.engine.compensable import mark_compensable, throws_back, undoes
from bpmn.engine.data_flow import around_loop, data_of
from bpmn.engine.nodes import INNER, UNDO, Edge, Node, Program
from bpmn.engine.reach import reach_masks
from bpmn.model import (
    Activity,
    Body,
    BoundaryEvent,
    Catch,
    CatchEvent,
    CompensationTrigger,
    ComplexGateway,
    EventBasedGateway,
    FlowNode,
    Gateway,
    InclusiveGateway,
    Link,
    Multiple,
    ParallelGateway,
    Process,
    ReceiveTask,
    SequenceFlow,
    StartEvent,
    Status,
    SubProcess,
    UserTask,
)
from bpmn.model.links import links_of
from bpmn.model.starts import part_key


@lru_cache(maxsize=128)
def program_of(process: Process) -> Program:
    """Compile the process, or give the compiled form from the cache."""
    return _Compiler().program(process)


@dataclass(frozen=True, slots=True)
class _Around:
    """A body's flows and boundary events by the element they are at, found once for all elements."""

    body: Body
    outgoing: dict[str, list[SequenceFlow]]
    incoming: dict[str, list[SequenceFlow]]
    boundaries: dict[str, list[BoundaryEvent]]

    @classmethod
    def of(cls, body: Body) -> "_Around":
        around = cls(body, {}, {}, {})
        for flow in body.flows:
            around.outgoing.setdefault(flow.source, []).append(flow)
            around.incoming.setdefault(flow.target, []).append(flow)
        for node in body.nodes:
            if isinstance(node, BoundaryEvent):
                around.boundaries.setdefault(node.attached_to, []).append(node)
        return around


class _Compiler:
    """Builds the nodes scope by scope."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.waits_for_quiet = False

    def program(self, process: Process) -> Program:
        root = Node(process.id, process.id, process, behaviour_of(process))
        root.slas = process.sla
        self._fill(root, process.body)
        self.nodes[root.key] = root
        self.nodes[root.key + UNDO] = Node(root.key + UNDO, root.id, process, COMPENSATING)
        mark_compensable(process.body, self.nodes)
        moves = mark_clocks(self.nodes)
        tasks = (node.element for node in self.nodes.values())
        excluded = {each for task in tasks if isinstance(task, UserTask) for each in task.excluded}
        return Program(process, root, self.nodes, self.waits_for_quiet, moves, frozenset(excluded))

    def _fill(self, scope: Node, body: Body) -> None:
        local = {element.id: self._node(element) for element in body.nodes}
        around = _Around.of(body)
        for element in body.nodes:
            self._link(local[element.id], element, around, local)
        for source, target in links_of(body):
            local[source].link = local[target]
        scope.starts = tuple(local[element.id] for element in _starts(body))
        scope.event_subprocesses = tuple(
            (local[element.id], self._start_of(element))
            for element in body.nodes
            if isinstance(element, SubProcess) and element.by_event
        )
        own = [pair for pair in scope.event_subprocesses if undoes(pair[0].element)]
        scope.undoing = own[0] if own else None

    def _start_of(self, element: SubProcess) -> Node:
        start = next(node for node in element.body.nodes if isinstance(node, StartEvent))
        return self.nodes[start.id]

    def _node(self, element: FlowNode) -> Node:
        node = self._bare(element.id, element)
        if isinstance(element, Activity) and element.loop is not None:
            inner = self._bare(element.id + INNER, element)
            inner.status_on_activate = inner.status_on_complete = ()
            node = Node(element.id, element.id, element, looping_of(element.loop), inner=inner)
            node.status_on_activate = _statuses(element, "activate")
            node.status_on_complete = _statuses(element, "complete")
            node.trigger = inner.trigger
            node.data, inner.data = around_loop(inner.data, element.loop)
            self.nodes[node.key] = node
        return node

    def _bare(self, key: str, element: FlowNode) -> Node:
        node = Node(key, element.id, element, behaviour_of(element))
        node.inputs, node.outputs, node.data = element.inputs, element.outputs, data_of(element)
        node.status_on_activate = _statuses(element, "activate")
        node.status_on_complete = _statuses(element, "complete")
        if isinstance(element, Activity):
            node.slas = element.sla
        if isinstance(element, BoundaryEvent | CatchEvent | ReceiveTask | StartEvent):
            self._triggers(node, element.trigger)
        if isinstance(element, SubProcess):
            self._fill(node, element.body)
        self.nodes[key] = node
        return node

    def _triggers(self, node: Node, trigger: Catch | None) -> None:
        """Note what the node waits for, each of several triggers as a node of its own."""
        node.trigger = trigger
        if not isinstance(trigger, Multiple):
            return
        for place, single in enumerate(trigger.triggers):
            part = Node(part_key(node.id, place), node.id, node.element, node.behaviour)
            part.trigger, part.whole = single, node
            self.nodes[part.key] = part
            node.parts += (part,)

    def _link(self, node: Node, element: FlowNode, around: _Around, local: dict[str, Node]) -> None:
        default = element.default if isinstance(element, Activity | Gateway) else ""
        node.outgoing = tuple(
            Edge(flow.id, local[flow.target], flow, flow.id == default)
            for flow in around.outgoing.get(element.id, ())
        )
        node.incoming = tuple(flow.id for flow in around.incoming.get(element.id, ()))
        node.plain = all(e.flow.condition is None and not e.is_default for e in node.outgoing)
        node.boundaries = tuple(local[each.id] for each in around.boundaries.get(element.id, ()))
        self._compensation(node, local)
        self._joins(node, element, around.body)

    def _compensation(self, node: Node, local: dict[str, Node]) -> None:
        """Link what undoes the node, and make the node that undoes what it throws at or has done."""
        for boundary in node.boundaries:
            assert isinstance(boundary.element, BoundaryEvent)
            if isinstance(boundary.element.trigger, CompensationTrigger):
                for each in filter(None, (node, node.inner)):
                    each.compensation = boundary
                    each.handler = local[boundary.element.handler]
        if node.inner is not None:
            node.undoing = node.inner.undoing
        if throws_back(node.element):
            key = node.id + UNDO
            self.nodes[key] = Node(key, node.id, node.element, COMPENSATING)

    def _joins(self, node: Node, element: FlowNode, body: Body) -> None:
        several = len(node.incoming) > 1
        complex_join = isinstance(element, ComplexGateway) and element.activation is not None
        if complex_join or (isinstance(element, InclusiveGateway) and several):
            node.joins = self.waits_for_quiet = True
            node.reach = reach_masks(node.id, node.incoming, body)
        elif isinstance(element, ParallelGateway):
            node.joins = several
        elif isinstance(element, Activity):
            node.needed, node.produced = element.start_quantity, element.completion_quantity
            node.joins = node.needed > 1


def _statuses(element: FlowNode, on: str) -> tuple[Status, ...]:
    return tuple(status for status in element.status if status.on == on)


def _starts(body: Body) -> list[FlowNode]:
    """Give the none start events, or without any start event what has no incoming flow."""
    events = [node for node in body.nodes if isinstance(node, StartEvent)]
    if events:
        return [event for event in events if event.trigger is None]
    targets = {flow.target for flow in body.flows}
    return [node for node in body.nodes if node.id not in targets and _starts_alone(node)]


def _starts_alone(node: FlowNode) -> bool:
    match node:
        case BoundaryEvent() | CatchEvent(trigger=Link()) | SubProcess(by_event=True):
            return False
        case ReceiveTask(instantiate=True) | EventBasedGateway(instantiate=True):
            return False
        case Activity(for_compensation=True):
            return False
    return True
