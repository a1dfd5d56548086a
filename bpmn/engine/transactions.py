"""Cancelling a transaction (BPMN 2.0, 10.3.5 and 13.5.6).

What is open inside is taken away and what has completed is undone, in the sub-processes that were open
too; then the transaction is left by its cancel boundary event. Of a multi-instance transaction all
instances are cancelled (as in Camunda 7; the standard does not say). While it is being undone the
transaction waits for no other event, but an error that a handler throws can still be caught on it.
"""

from bpmn.engine.compensation import undo, unfinished
from bpmn.engine.lifecycle import clear, terminate
from bpmn.engine.nodes import INNER, Node
from bpmn.engine.state import Activation
from bpmn.engine.triggering import close_reactions, trigger
from bpmn.engine.turn import Turn
from bpmn.model import BoundaryEvent, CancelTrigger, Transaction


def cancel_transaction(turn: Turn, thrower: Activation, node: Node) -> None:
    """Cancel the nearest transaction around a cancel end event, which has just ended."""
    transaction = thrower.parent
    while transaction is not None and not isinstance(turn.node(transaction).element, Transaction):
        transaction = transaction.parent
    assert transaction is not None
    if transaction.key.endswith(INNER):
        transaction = transaction.parent
        assert transaction is not None
    records = unfinished(turn, transaction)
    clear(turn, transaction)
    transaction.compensable = None
    close_reactions(turn, transaction)
    undoing = undo(turn, transaction, node, records, "")
    assert undoing.data is not None
    undoing.data["cancels"] = True


def leave_cancelled(turn: Turn, transaction: Activation) -> None:
    """Leave a transaction, all undone, by its cancel boundary event; a case that is cancelled just ends."""
    if transaction.parent is None:
        return
    for boundary in turn.node(transaction).boundaries:
        assert isinstance(boundary.element, BoundaryEvent)
        if isinstance(boundary.element.trigger, CancelTrigger):
            trigger(turn, transaction, boundary, {})
            return
    scope = transaction.parent
    terminate(turn, transaction)
    turn.node(scope).behaviour.child_completed(turn, scope, transaction)
