"""What an activation may wait for by the drawing, and whether it waits for that at this moment."""

from collections.abc import Collection

from bpmn.engine.gathering import gathers
from bpmn.engine.nodes import UNDO, Node, Program
from bpmn.engine.state import Activation, State
from bpmn.model import CatchEvent, EventBasedGateway, ReceiveTask, StartEvent

_BEFORE_BOUNDARIES = ("activate", "open_around")
_BEFORE_EVENTS = ("activate", "start", "open_scope", "open_around", "fill_around")
_BEFORE_CLOCKS = ("activate", "start", "clocks", "open_around", "fill_around")
"""Steps that have failed on an activation, or were put off: what they open is not open yet, and they will open it."""


def reactions_of(node: Node, program: Program) -> list[Node]:
    """List the events that may be waited for in an activation of the node, its own last."""
    found = [*node.boundaries, *(start for _, start in node.event_subprocesses)]
    if isinstance(node.element, EventBasedGateway):
        found += [edge.target for edge in node.outgoing]
    own = isinstance(node.element, CatchEvent | ReceiveTask | StartEvent) and node.inner is None
    return [*found, program.nodes[node.id]] if own else found


def with_parts(event: Node) -> tuple[Node, ...]:
    """Give the event's node, and those of its single triggers."""
    return (event, *event.parts)


def additions(
    old: Program, state: State, host: Activation, after: Node, known: Collection[str]
) -> list[Node]:
    """List the events that the host's node in the new version has beside the known ones and must wait for now.

    Not where it will come to that yet, where an interrupting event sub-process has taken the scope over, and in
    a transaction that is being cancelled. `host` is still as the old version has it.
    """
    if _is_cancelled(host):
        return []
    found: list[Node] = []
    if not _has_failed(state, host, _BEFORE_BOUNDARIES):
        found += after.boundaries
    if not _has_failed(state, host, _BEFORE_EVENTS):
        if isinstance(after.element, EventBasedGateway):
            found += [edge.target for edge in after.outgoing]
        if not _is_taken_over(old, host) and not _begins_still(old, host):
            found += [start for _, start in after.event_subprocesses]
    return [event for event in found if event.key not in known]


def may_start_clocks(state: State, host: Activation) -> bool:
    """Say whether clocks of the activity run by now if there are any."""
    return not _is_cancelled(host) and not _has_failed(state, host, _BEFORE_CLOCKS)


def _has_failed(state: State, host: Activation, steps: tuple[str, ...]) -> bool:
    failed = [(incident.step, incident.host) for incident in state.incidents.values()]
    put_off = [(step, activation_id) for step, activation_id, _ in state.put_off]
    return any(id_ == host.id and step in steps for step, id_ in (*failed, *put_off))


def _is_cancelled(host: Activation) -> bool:
    return any(
        child.key.endswith(UNDO) and "cancels" in (child.data or {})
        for child in (host.children or {}).values()
    )


def _is_taken_over(program: Program, host: Activation) -> bool:
    handlers = {
        handler.key: start.element for handler, start in program.nodes[host.key].event_subprocesses
    }
    starts = [handlers.get(child.key) for child in (host.children or {}).values()]
    return any(isinstance(start, StartEvent) and start.interrupting for start in starts)


def _begins_still(program: Program, host: Activation) -> bool:
    """Say whether the case has begun by one of several triggers and waits for the others before all else."""
    if host.parent is not None:
        return False
    inside = [program.nodes[child.key] for child in (host.children or {}).values()]
    return any(
        isinstance(node.element, StartEvent) and any(gathers(part) for part in node.parts)
        for node in inside
    )
