"""Compensation: undoing what has completed (BPMN 2.0, 10.7 and 13.5.5).

What completed activities leave behind is in `bpmn.engine.records`; it is undone one after the other, the
youngest first, each once. The standard asks for that order; Zeebe starts all handlers at once.
"""

from bpmn.engine.lifecycle import create
from bpmn.engine.nodes import UNDO, Node
from bpmn.engine.records import with_snapshot
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn
from bpmn.json_types import Json, Variables
from bpmn.model import CompensationThrow, SubProcess


def compensate(turn: Turn, thrower: Activation, throw: CompensationThrow) -> bool:
    """Begin to undo what the event throws at; say whether its token has to wait for that.

    Where nothing has completed nothing happens (BPMN 2.0, 10.5.6).
    """
    scope = _scope_of(turn, thrower, throw)
    kept = scope.compensable or []
    records = [each for each in kept if _is_meant(each, throw)]
    if not records:
        return False
    scope.compensable = [each for each in kept if not _is_meant(each, throw)] or None
    undo(turn, scope, turn.node(thrower), records, thrower.id if throw.wait else "")
    return throw.wait


def _is_meant(record: Json, throw: CompensationThrow) -> bool:
    assert isinstance(record, dict)
    return throw.activity in ("", record["activity"])


def _scope_of(turn: Turn, thrower: Activation, throw: CompensationThrow) -> Activation:
    """Give the scope whose activities the event sees.

    The one it is in; in an event sub-process the one around that (BPMN says so of compensation event
    sub-processes; here all can undo what their scope has done), unless it names an activity of its own.
    """
    scope = thrower.parent
    assert scope is not None
    while (element := turn.node(scope).element) and isinstance(element, SubProcess):
        own = any(node.id == throw.activity for node in element.body.nodes)
        if not element.by_event or own or scope.parent is None:
            break
        scope = scope.parent
    return scope


def undo(
    turn: Turn, scope: Activation, node: Node, records: list[Json], waiting: str
) -> Activation:
    """Undo the records in the scope, beside its tokens; `waiting` completes with that, if it is there."""
    undoing = create(turn, scope, turn.nodes[node.id + UNDO])
    undoing.data = {"ahead": records, "waiting": waiting}
    turn.later("undo_next", undoing)
    return undoing


def unfinished(turn: Turn, scope: Activation) -> list[Json]:
    """Give all that the scope and the scopes open inside it could still undo, oldest first."""
    records: list[Json] = [*(scope.compensable or ())]
    if scope.key.endswith(UNDO):
        ahead = (scope.data or {}).get("ahead")
        records += ahead if isinstance(ahead, list) else []
    for child in (scope.children or {}).values():
        inside = unfinished(turn, child)
        node = turn.node(child)
        if inside and isinstance(node.element, SubProcess) and node.inner is None:
            record: Variables = {"activity": node.id, "records": inside}
            records.append(with_snapshot(record, child))
        else:
            records += inside
    return records
