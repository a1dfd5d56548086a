"""Transactions that can be cancelled lead on by a cancel boundary event (BPMN 2.0, 10.5.6)."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import (
    BoundaryEvent,
    CancelTrigger,
    Element,
    EndEvent,
    FlowNode,
    Transaction,
    throws_in,
)


def check_transactions(notes: Notes, place: Place) -> None:
    """Check the cancel end events of the body; that they are in a transaction is a rule of its own."""
    ends = [node for node in place.body.nodes if _cancels(node)]
    places = [place, *place.around] if ends else []
    depth = next((n for n, p in enumerate(places) if isinstance(p.owner, Transaction)), None)
    if depth is None:
        return
    transaction = places[depth].owner
    if not any(_catches(each, transaction) for each in places[depth + 1].body.nodes):
        message = f"{transaction.id} has no cancel boundary event: the case would not go on"
        notes.error("cancel_without_boundary", ends[0], message, "attach a cancel event to it")


def _cancels(node: FlowNode) -> bool:
    return isinstance(node, EndEvent) and CancelTrigger() in throws_in(node.throw)


def _catches(node: FlowNode, transaction: Element) -> bool:
    return (
        isinstance(node, BoundaryEvent)
        and isinstance(node.trigger, CancelTrigger)
        and node.attached_to == transaction.id
    )
