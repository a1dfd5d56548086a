"""The undoing of completed activities, one after the other, the youngest first.

Such an activation stands beside the tokens of its scope and holds the handlers; it belongs to the event
that threw, or to a completed sub-process that is opened again with the variables it had.
"""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.lifecycle import create, leave
from bpmn.engine.nodes import UNDO, Node
from bpmn.engine.state import Activation
from bpmn.engine.transactions import leave_cancelled
from bpmn.engine.turn import Turn, step
from bpmn.json_types import Json, Variables
from bpmn.model import BoundaryEvent


class Compensating(Behaviour):
    """Keeps the records `ahead` and who is `waiting`."""

    scoped = True

    def child_completed(self, turn: Turn, activation: Activation, child: Activation) -> None:
        """Go on to the next record."""
        del child
        turn.later("undo_next", activation)

    def cancel(self, turn: Turn, activation: Activation) -> None:
        """Give back what was not undone: it can still be undone by another event."""
        scope, data = activation.parent, activation.data or {}
        ahead = data["ahead"]
        assert scope is not None
        assert isinstance(ahead, list)
        if not ahead:
            return
        if not scope.key.endswith(UNDO):
            scope.compensable = [*(scope.compensable or ()), *ahead]
            return
        assert scope.data is not None
        outer = scope.data["ahead"]
        assert isinstance(outer, list)
        record: Variables = {"activity": turn.node(activation).id, "records": ahead}
        if activation.variables:
            record["variables"] = activation.variables
        scope.data["ahead"] = [*outer, record]

    def finish(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Let the event go on that waited, or the transaction that was cancelled."""
        del node
        data = activation.data or {}
        waiting = turn.state.activations.get(str(data["waiting"]))
        if waiting is not None and not _waits_for_more(turn, activation, waiting):
            turn.complete(waiting)
        if data.get("cancels"):
            assert activation.parent is not None
            leave_cancelled(turn, activation.parent)


def _waits_for_more(turn: Turn, undone: Activation, waiting: Activation) -> bool:
    """Say whether an event that has thrown several compensations waits for another of them."""
    return any(
        each.key == undone.key and (each.data or {}).get("waiting") == waiting.id
        for each in turn.state.activations.values()
    )


@step("undo_next")
def _undo_next(turn: Turn, activation: Activation, _argument: Json) -> None:
    if activation.children:
        return
    data = activation.data
    assert data is not None
    ahead = data["ahead"]
    assert isinstance(ahead, list)
    if not ahead:
        turn.complete(activation)
        return
    record = ahead.pop()
    assert isinstance(record, dict)
    if "boundary" in record:
        _run_handler(turn, activation, turn.nodes[str(record["boundary"])], record)
    else:
        _open_again(turn, activation, record)


def _run_handler(turn: Turn, undoing: Activation, boundary: Node, record: Variables) -> None:
    assert isinstance(boundary.element, BoundaryEvent)
    handler = create(turn, undoing, turn.nodes[boundary.element.handler])
    handler.variables = _snapshot(record)
    turn.later("activate", handler)
    leave(turn, create(turn, undoing, boundary), boundary, ())


def _open_again(turn: Turn, undoing: Activation, record: Variables) -> None:
    """Open a completed sub-process: its event sub-process undoes it, or what is recorded in it does."""
    key, records = str(record["activity"]), record["records"]
    assert isinstance(records, list)
    again = create(turn, undoing, turn.nodes[key + UNDO])
    again.variables = _snapshot(record)
    handler = turn.nodes[key].undoing
    if handler is None:
        again.data = {"ahead": [*records], "waiting": ""}
        turn.later("undo_next", again)
        return
    again.data = {"ahead": [], "waiting": ""}
    again.compensable = [*records]
    event, start = handler
    inside = create(turn, again, event)
    inside.data = {"start": start.key, "with": {}}
    turn.later("activate", inside)


def _snapshot(record: Variables) -> Variables | None:
    variables = record.get("variables")
    return dict(variables) if isinstance(variables, dict) else None
