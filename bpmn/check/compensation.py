"""Compensation: boundary events with their handlers, and throw events that undo something.

BPMN 2.0, 10.5.6 and 10.7. That a handler has no boundary events is Zeebe's rule: where their flows would
lead is said nowhere.
"""

from collections.abc import Iterator

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import (
    Activity,
    Body,
    BoundaryEvent,
    CompensationThrow,
    CompensationTrigger,
    EndEvent,
    FlowNode,
    Process,
    StartEvent,
    SubProcess,
    ThrowEvent,
    throws_in,
)


def check_compensation(notes: Notes, place: Place) -> None:
    """Check who undoes what in the body."""
    used = {}
    for boundary in _boundaries(place.body):
        _check_boundary(notes, place, boundary)
        used[boundary.handler] = boundary.id
    for node in place.body.nodes:
        if isinstance(node, Activity) and node.for_compensation:
            _check_handler(notes, place, node, used)
    throws = [(node, throw) for node in place.body.nodes for throw in _thrown(node)]
    if throws:
        _check_throws(notes, place, throws)
    _check_event_subprocesses(notes, place)


def _thrown(node: FlowNode) -> list[CompensationThrow]:
    throws = throws_in(node.throw) if isinstance(node, ThrowEvent | EndEvent) else ()
    return [throw for throw in throws if isinstance(throw, CompensationThrow)]


def _boundaries(body: Body) -> Iterator[BoundaryEvent]:
    for node in body.nodes:
        if isinstance(node, BoundaryEvent) and isinstance(node.trigger, CompensationTrigger):
            yield node


def _check_boundary(notes: Notes, place: Place, boundary: BoundaryEvent) -> None:
    if place.outgoing[boundary.id]:
        message = "a compensation boundary event has no outgoing sequence flow"
        hint = "associate it with the activity that undoes the work"
        notes.error("compensation_boundary_flow", boundary, message, hint)
    handler = place.by_id.get(boundary.handler)
    if not isinstance(handler, Activity):
        message = "no activity beside it undoes the work"
        hint = "draw an association to an activity with the compensation marker"
        notes.error("compensation_handler", boundary, message, hint)
    elif not handler.for_compensation:
        message = f"{handler.id} is no activity for compensation"
        notes.error("compensation_handler", boundary, message, 'set isForCompensation="true" on it')


def _check_handler(notes: Notes, place: Place, node: Activity, used: dict[str, str]) -> None:
    if place.incoming[node.id] or place.outgoing[node.id]:
        message = "an activity for compensation has no sequence flows"
        notes.error("compensation_handler_flow", node, message, "remove the flows")
    if node.id not in used:
        message = "no compensation boundary event is associated with this activity"
        hint = "draw an association to it, or remove it"
        notes.error("compensation_handler_unused", node, message, hint)
    for event in place.body.nodes:
        if isinstance(event, BoundaryEvent) and event.attached_to == node.id:
            message = "an activity for compensation has no boundary events"
            hint = "make it a sub-process, and attach the event inside"
            notes.error("compensation_handler_boundary", event, message, hint)


def _check_throws(
    notes: Notes, place: Place, throws: list[tuple[FlowNode, CompensationThrow]]
) -> None:
    seen = _seen(place)
    known = frozenset(node.id for each in seen for node in each.body.nodes)
    undoable = frozenset(id_ for each in seen for id_ in _undoable(each.body))
    for node, throw in throws:
        target = throw.activity
        if not target and not undoable:
            message = "nothing in its scope can be undone"
            hint = "attach a compensation boundary event to what it shall undo"
            notes.warning("compensation_of_nothing", node, message, hint)
        elif target and target not in known:
            message = f"it undoes {target!r}, which is no activity of its scope"
            hint = "choose an activity beside it, or none"
            notes.error("compensation_target", node, message, hint)
        elif target and target not in undoable:
            message = f"nothing undoes {target}"
            hint = "attach a compensation boundary event to it"
            notes.error("compensation_target", node, message, hint)


def _seen(place: Place) -> list[Place]:
    """Give the bodies whose activities a throw event here can undo, the nearest first."""
    seen = [place]
    for outer in place.around:
        if not (isinstance(seen[-1].owner, SubProcess) and seen[-1].owner.by_event):
            break
        seen.append(outer)
    return seen


def _undoable(body: Body) -> list[str]:
    """Give the activities that can be undone: by their handler, from inside, or by what they hold."""
    handled = frozenset(boundary.attached_to for boundary in _boundaries(body))
    return [
        node.id
        for node in body.nodes
        if isinstance(node, Activity) and not node.for_compensation
        if node.id in handled or (isinstance(node, SubProcess) and _undone_inside(node.body))
    ]


def _undone_inside(body: Body) -> bool:
    return any(_undoes(node) for node in body.nodes) or bool(_undoable(body))


def _undoes(node: FlowNode) -> bool:
    if not (isinstance(node, SubProcess) and node.by_event):
        return False
    starts = [each for each in node.body.nodes if isinstance(each, StartEvent)]
    return any(isinstance(start.trigger, CompensationTrigger) for start in starts)


def _check_event_subprocesses(notes: Notes, place: Place) -> None:
    undoing = [node for node in place.body.nodes if _undoes(node)]
    owner = place.owner
    if undoing and isinstance(owner, Process):
        message = "nothing undoes a process as a whole: its compensation would never begin"
        notes.error("compensation_of_process", undoing[0], message, "put it into a sub-process")
    if len(undoing) > 1:
        message = f"{undoing[0].id} undoes {owner.id} already"
        notes.error("caught_twice", undoing[1], message, "keep one of the two")
