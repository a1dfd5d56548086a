"""Messages that are waited for: a key that finds the case."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import (
    BoundaryEvent,
    CatchEvent,
    MessageTrigger,
    ReceiveTask,
    StartEvent,
    triggers_in,
)


def check_messages(notes: Notes, place: Place) -> None:
    """Check the subscriptions of the body; what begins a process needs no key to find one."""
    begins = _begins(place)
    for node in place.body.nodes:
        if not isinstance(node, BoundaryEvent | CatchEvent | ReceiveTask | StartEvent):
            continue
        for trigger in triggers_in(node.trigger):
            if (
                isinstance(trigger, MessageTrigger)
                and trigger.correlation_key is None
                and node.id not in begins
            ):
                hint = "give the message a zeebe:subscription with a correlationKey"
                message = "without a correlation key only a message that has none either is taken"
                notes.warning("message_without_correlation_key", node, message, hint)


def _begins(place: Place) -> frozenset[str]:
    if not place.is_process:
        return frozenset()
    return frozenset(each.element.id for each in place.process.beginnings)
