"""What begins a process from outside: names that are known before it runs, each once.

BPMN 2.0.2, 10.5.2 (start events), 10.3.3 (receive tasks) and 10.6.6 (event-based gateways).
"""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import (
    Beginning,
    BoundaryEvent,
    EventBasedGateway,
    MessageTrigger,
    Multiple,
    Process,
    ReceiveTask,
    SignalTrigger,
    Static,
)


def check_beginnings(notes: Notes, place: Place) -> None:
    """Check every event that begins the process, and that nothing inside it claims to."""
    if isinstance(place.owner, Process):
        started: dict[tuple[str, str], str] = {}
        for beginning in place.owner.beginnings:
            _check_name(notes, beginning, started)
            _check_gathered(notes, beginning)
        _check_tasks(notes, place)
        return
    for node in place.body.nodes:
        if isinstance(node, ReceiveTask | EventBasedGateway) and node.instantiate:
            message = f"a {node.tag} inside a sub-process begins no process"
            notes.error("instantiates_inside", node, message, 'remove instantiate="true"')


def _check_name(notes: Notes, beginning: Beginning, started: dict[tuple[str, str], str]) -> None:
    trigger, element = beginning.trigger, beginning.element
    if not isinstance(trigger, MessageTrigger | SignalTrigger):
        return
    kind = "message" if isinstance(trigger, MessageTrigger) else "signal"
    name = trigger.name.text
    if (kind, name) in started:
        message = f"{started[kind, name]} is started by the {kind} {name!r} already"
        hint = f"use another {kind}, or one start event"
        notes.error("started_twice", element, message, hint)
    started.setdefault((kind, name), element.id)
    if not isinstance(trigger.name, Static):
        message = f"the name of a {kind} that starts a process is a plain text"
        notes.error(f"{kind}_name_not_static", element, message, "write the name without =")


def _check_gathered(notes: Notes, beginning: Beginning) -> None:
    """Refuse a start that would wait for several things in two ways at once."""
    element = beginning.element
    trigger = getattr(element, "trigger", None)
    if beginning.gateway is not None and isinstance(trigger, Multiple) and trigger.parallel:
        message = "a parallel multiple event does not stand behind an instantiating gateway"
        hint = "make the gateway parallel, with one event for each trigger"
        notes.error("event_gateway_target", element, message, hint)


def _check_tasks(notes: Notes, place: Place) -> None:
    """Refuse what an instantiating task could never do: its message has come before it begins."""
    for node in place.body.nodes:
        if not isinstance(node, ReceiveTask) or not node.instantiate:
            continue
        if node.loop is not None:
            message = "a receive task that begins the process has no loop"
            notes.error("loop_not_allowed", node, message, "put a second receive task behind it")
        for event in place.body.nodes:
            if isinstance(event, BoundaryEvent) and event.attached_to == node.id:
                message = (
                    f"{node.id} begins the process when its message is there: nothing interrupts it"
                )
                hint = "attach the event to the element behind it"
                notes.error("boundary_never_caught", event, message, hint)
