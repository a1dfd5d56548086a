"""What comes after what in the body of a process, and which elements time passes in.

Over flows, boundary events and links; what only undoes something stands beside the ways.
"""

from collections.abc import Iterator

from bpmn.model import (
    Activity,
    Body,
    BoundaryEvent,
    BusinessRuleTask,
    CallActivity,
    CatchEvent,
    CompensationTrigger,
    EventBasedGateway,
    FlowNode,
    InclusiveGateway,
    JobDefinition,
    Link,
    ParallelGateway,
    ReceiveTask,
    ScriptTask,
    SendTask,
    ServiceTask,
    StartEvent,
    SubProcess,
    ThrowEvent,
    UserTask,
)

_ALWAYS_WAIT = (UserTask, ServiceTask, ReceiveTask, CallActivity, CatchEvent, EventBasedGateway)


class Paths:
    """What comes after what in one body, over flows, boundary events and links."""

    def __init__(self, body: Body) -> None:
        """Join flows, boundary events and links."""
        by_id = {node.id: node for node in body.nodes}
        self.after: dict[str, list[FlowNode]] = {node.id: [] for node in body.nodes}
        self.before: dict[str, list[FlowNode]] = {node.id: [] for node in body.nodes}
        for source, target in _ways(body):
            self.after[source].append(by_id[target])
            self.before[target].append(by_id[source])
        self.begins = [
            each
            for each in body.nodes
            if not self.before[each.id] and not by_event(each) and goes_on(each)
        ]
        self.holder = {inner: node.id for node in body.nodes for inner in (node.id, *_inside(node))}
        self.splits = any(
            (not each.interrupting)
            if isinstance(each, BoundaryEvent)
            else meets(each) or (isinstance(each, Activity) and len(self.after[each.id]) > 1)
            for each in body.nodes
        )

    def reaches(self, setter: str, node: FlowNode) -> bool:
        """Whether a path leads from what holds the setter to the node; what is outside lies before all."""
        if setter not in self.holder:
            return True
        seen: set[str] = set()
        pending = [self.holder[setter]]
        while pending:
            at = pending.pop()
            if at == node.id:
                return True
            new = [each.id for each in self.after[at] if each.id not in seen]
            seen.update(new)
            pending += new
        return False


def _ways(body: Body) -> Iterator[tuple[str, str]]:
    for flow in body.flows:
        yield flow.source, flow.target
    known = {node.id for node in body.nodes}
    links = {
        node.trigger.name: node.id
        for node in body.nodes
        if isinstance(node, CatchEvent) and isinstance(node.trigger, Link)
    }
    for node in body.nodes:
        if isinstance(node, BoundaryEvent) and node.attached_to in known and goes_on(node):
            yield node.attached_to, node.id
        throw = node.throw if isinstance(node, ThrowEvent) else None
        if isinstance(throw, Link) and throw.name in links:
            yield node.id, links[throw.name]


def meets(node: FlowNode) -> bool:
    """Whether parallel paths meet or part in it."""
    return isinstance(node, ParallelGateway | InclusiveGateway)


def by_event(node: FlowNode) -> bool:
    """Whether an event begins it."""
    return isinstance(node, SubProcess) and node.by_event


def goes_on(node: FlowNode) -> bool:
    """Whether it stands on the ways of tokens; what only undoes stands beside them."""
    if isinstance(node, BoundaryEvent):
        return not isinstance(node.trigger, CompensationTrigger)
    return not (isinstance(node, Activity) and node.for_compensation) and not by_event(node)


def interrupts(handler: SubProcess) -> bool:
    """Whether an event sub-process ends what was going on around it."""
    starts = [each for each in handler.body.nodes if isinstance(each, StartEvent)]
    return any(each.interrupting for each in starts)


def _inside(node: FlowNode) -> Iterator[str]:
    for each in node.body.nodes if isinstance(node, SubProcess) else ():
        yield each.id
        yield from _inside(each)


def waits(node: FlowNode) -> bool:
    """Whether time passes in it, so that something else can happen meanwhile."""
    match node:
        case SendTask():
            return isinstance(node.sending, JobDefinition)
        case ScriptTask():
            return isinstance(node.script, JobDefinition)
        case BusinessRuleTask():
            return isinstance(node.decision, JobDefinition)
        case SubProcess():
            return True
    return isinstance(node, _ALWAYS_WAIT)
