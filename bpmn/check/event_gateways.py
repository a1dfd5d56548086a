"""Event-based gateways: only events and receive tasks behind them, and nothing else leads there."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import CatchEvent, EventBasedGateway, MessageTrigger, ReceiveTask


def check_event_gateways(notes: Notes, place: Place) -> None:
    """Check what stands behind every event-based gateway."""
    for node in place.body.nodes:
        if isinstance(node, EventBasedGateway):
            _check(notes, place, node)


def _check(notes: Notes, place: Place, gateway: EventBasedGateway) -> None:
    targets = [place.by_id[flow.target] for flow in place.outgoing[gateway.id]]
    if len(targets) < 2:  # noqa: PLR2004 - one event is no choice
        message = "an event-based gateway has at least two events behind it"
        notes.error("event_gateway", gateway, message, "use the event without the gateway")
    for target in targets:
        if not isinstance(target, CatchEvent | ReceiveTask):
            message = f"a {target.tag} does not stand behind an event-based gateway"
            hint = "put a catch event or a receive task there"
            notes.error("event_gateway_target", target, message, hint)
        elif len(place.incoming[target.id]) > 1:
            message = "an event behind an event-based gateway has no other incoming flow"
            notes.error("event_gateway_target", target, message, "remove the other flow")
    receives = any(isinstance(target, ReceiveTask) for target in targets)
    messages = any(
        isinstance(target, CatchEvent) and isinstance(target.trigger, MessageTrigger)
        for target in targets
    )
    if receives and messages:
        message = "message events and receive tasks do not stand behind one event-based gateway"
        notes.error("event_gateway_target", gateway, message, "use one of the two kinds")
