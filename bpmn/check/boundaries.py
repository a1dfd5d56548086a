"""Boundary events of one activity: no two of them catch the same."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import (
    BoundaryEvent,
    CancelTrigger,
    CompensationTrigger,
    ErrorTrigger,
    EscalationTrigger,
    triggers_in,
)

_ONCE = ErrorTrigger | EscalationTrigger | CompensationTrigger | CancelTrigger


def check_boundaries(notes: Notes, place: Place) -> None:
    """Check that it is clear which boundary event catches an error or escalation."""
    caught: dict[tuple[str, str], str] = {}
    for node in place.body.nodes:
        if isinstance(node, BoundaryEvent):
            _check_twice(notes, node, caught)


def _check_twice(notes: Notes, node: BoundaryEvent, caught: dict[tuple[str, str], str]) -> None:
    for trigger in triggers_in(node.trigger):
        if not isinstance(trigger, _ONCE):
            continue
        code = getattr(trigger, "code", "")
        key = (node.attached_to, f"{type(trigger).__name__} {code}")
        if key in caught:
            message = f"{caught[key]} catches the same already"
            notes.error("caught_twice", node, message, "keep one of the two")
        caught.setdefault(key, node.id)
