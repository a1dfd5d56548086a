"""Messages that are waited for: a name that is known, and a key that finds the case."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import (
    BoundaryEvent,
    CatchEvent,
    FlowNode,
    MessageTrigger,
    ReceiveTask,
    StartEvent,
    Static,
)


def check_messages(notes: Notes, place: Place) -> None:
    """Check the subscriptions of the body."""
    started: dict[str, str] = {}
    for node in place.body.nodes:
        if not isinstance(node, BoundaryEvent | CatchEvent | ReceiveTask | StartEvent):
            continue
        if not isinstance(node.trigger, MessageTrigger):
            continue
        if place.is_process and _starts(node):
            _check_start(notes, node, node.trigger, started)
        elif node.trigger.correlation_key is None:
            hint = "give the message a zeebe:subscription with a correlationKey"
            message = "without a correlation key only a message that has none either is taken"
            notes.warning("message_without_correlation_key", node, message, hint)


def _starts(node: FlowNode) -> bool:
    return isinstance(node, StartEvent) or (isinstance(node, ReceiveTask) and node.instantiate)


def _check_start(
    notes: Notes, node: FlowNode, trigger: MessageTrigger, started: dict[str, str]
) -> None:
    name = trigger.name.text
    if name in started:
        message = f"{started[name]} is started by the message {name!r} already"
        notes.error("started_twice", node, message, "use another message, or one start event")
    started.setdefault(name, node.id)
    if not isinstance(trigger.name, Static):
        message = "the name of a message that starts a process is a plain text"
        notes.error("message_name_not_static", node, message, "write the name without =")
