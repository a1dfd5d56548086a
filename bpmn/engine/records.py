"""What completed activities leave behind so that they can be undone (BPMN 2.0, 13.5.5).

A scope keeps a record for each completed activity that something may undo, oldest first: the boundary
event whose handler undoes it, or for a sub-process what is recorded inside it; with the local variables
as they were then (the standard's snapshot). Of a loop or multi-instance activity every instance is
recorded with its own variables, as the standard says; a handler that is itself multi-instance runs once
for all of them, as Zeebe's do. A loop therefore keeps one record for each pass.
"""

from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.json_types import Json, Variables


def remember(activation: Activation, node: Node) -> None:
    """Record an activity that has just completed in the scope around it."""
    scope = activation.parent
    if scope is None:
        return
    if node.inner is not None and node.inner.recorded:
        _keep(scope, activation.compensable or [])
        return
    record: Variables = {"activity": node.id}
    if node.compensation is not None:
        record["boundary"] = node.compensation.key
    elif activation.compensable or node.undoing is not None:
        record["records"] = [*(activation.compensable or ())]
    else:
        return
    _keep(scope, [with_snapshot(record, activation)])


def with_snapshot(record: Variables, activation: Activation) -> Variables:
    """Add the local variables as they are now."""
    if activation.variables:
        record["variables"] = dict(activation.variables)
    return record


def _keep(scope: Activation, records: list[Json]) -> None:
    if records and scope.compensable is None:
        scope.compensable = []
    if scope.compensable is not None:
        scope.compensable.extend(records)
