"""Events of multi-instance activities: a boundary event of the activity is there to catch them."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import (
    Activity,
    BoundaryEvent,
    EscalationTrigger,
    ImplicitThrow,
    MultiInstance,
    SignalTrigger,
)


def check_instance_events(notes: Notes, place: Place) -> None:
    """Warn of an event that nothing catches: it would be thrown for nobody."""
    for node in place.body.nodes:
        if not isinstance(node, Activity) or not isinstance(node.loop, MultiInstance):
            continue
        boundaries = [
            each
            for each in place.body.nodes
            if isinstance(each, BoundaryEvent) and each.attached_to == node.id
        ]
        for event in node.loop.events:
            if not any(_may_catch(boundary, event.event) for boundary in boundaries):
                hint = "attach a boundary event that catches it, or write behavior All"
                message = "no boundary event catches what its instances throw"
                notes.warning("behavior_event_not_caught", node, message, hint)


def _may_catch(boundary: BoundaryEvent, thrown: ImplicitThrow) -> bool:
    match boundary.trigger, thrown:
        case SignalTrigger(), SignalTrigger():
            return True
        case EscalationTrigger(code=waited), EscalationTrigger(code=code):
            return waited in ("", code)
    return False
