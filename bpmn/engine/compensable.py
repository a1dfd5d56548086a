"""Which activities leave a record when they complete, so that they can be undone later.

Found when a process is compiled. Who cancels a case may want undone what it has done: so everything that has
a handler is recorded, but for what only its own sub-process undoes; a case without handlers keeps nothing.
"""

from collections.abc import Mapping

from bpmn.engine.nodes import Node
from bpmn.model import (
    Activity,
    Body,
    CancelTrigger,
    CompensationThrow,
    CompensationTrigger,
    Element,
    EndEvent,
    StartEvent,
    SubProcess,
    ThrowEvent,
    Transaction,
    throws_in,
)

Nodes = Mapping[str, Node]


def mark_compensable(body: Body, nodes: Nodes) -> None:
    """Mark the nodes of a process's body and of all bodies inside it."""
    _mark(body, nodes, reached=True, cancelled=False)


def undoes(element: Element) -> bool:
    """Say whether this is a compensation event sub-process."""
    if not (isinstance(element, SubProcess) and element.by_event):
        return False
    starts = [node for node in element.body.nodes if isinstance(node, StartEvent)]
    return any(isinstance(start.trigger, CompensationTrigger) for start in starts)


def throws_back(element: Element) -> bool:
    """Say whether something can be undone by this event, or inside this sub-process."""
    if isinstance(element, ThrowEvent | EndEvent):
        return any(
            isinstance(t, CompensationThrow | CancelTrigger) for t in throws_in(element.throw)
        )
    return isinstance(element, SubProcess)


def _mark(body: Body, nodes: Nodes, *, reached: bool, cancelled: bool) -> None:
    """Mark a body that a throw outside of it reaches, or that is in a transaction which cancels."""
    named = {throw.activity for throw in _throws(body)}
    for element in body.nodes:
        if not isinstance(element, Activity) or element.for_compensation:
            if isinstance(element, SubProcess):
                _mark(element.body, nodes, reached=False, cancelled=False)
            continue
        recorded = reached or cancelled or "" in named or element.id in named
        if not (isinstance(element, SubProcess) and undoes(element)):
            _record(nodes[element.id], recorded=recorded)
        if isinstance(element, SubProcess):
            _mark_inside(element, nodes, recorded=recorded, cancelled=cancelled)


def _record(node: Node, *, recorded: bool) -> None:
    node.recorded = recorded
    if node.inner is not None:
        whole = node.handler is not None and node.handler.inner is not None
        node.inner.recorded = recorded and not whole


def _mark_inside(element: SubProcess, nodes: Nodes, *, recorded: bool, cancelled: bool) -> None:
    """Go into a sub-process: from outside its content is undone unless a handler does that."""
    has_handler = nodes[element.id].handler is not None
    own = any(isinstance(n, SubProcess) and undoes(n) for n in element.body.nodes)
    inside = recorded and not has_handler and not own and not undoes(element)
    within = cancelled or (isinstance(element, Transaction) and _cancels(element.body))
    _mark(element.body, nodes, reached=inside, cancelled=within)


def _throws(body: Body) -> list[CompensationThrow]:
    """Give the throws that see this body's activities: its own and those of its event sub-processes."""
    found = [
        throw
        for node in body.nodes
        if isinstance(node, ThrowEvent | EndEvent)
        for throw in throws_in(node.throw)
        if isinstance(throw, CompensationThrow)
    ]
    for node in body.nodes:
        if isinstance(node, SubProcess) and node.by_event:
            found += _throws(node.body)
    return found


def _cancels(body: Body) -> bool:
    return any(
        (isinstance(node, EndEvent) and CancelTrigger() in throws_in(node.throw))
        or (isinstance(node, SubProcess) and _cancels(node.body))
        for node in body.nodes
    )
