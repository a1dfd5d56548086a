"""Event-based gateways: only events and receive tasks behind them, nothing else leads there (10.6.6)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, Node, reference

_TRIGGERS = frozenset(["message", "timer", "signal", "conditional"])


def check_event_gateways(notes: Notes, drawing: Drawing) -> None:
    """Check what stands behind every event-based gateway."""
    for scope in drawing.scopes:
        gateways = scope.of("eventBasedGateway")
        attached: dict[str, list[Node]] = {}
        for boundary in scope.of("boundaryEvent") if gateways else ():
            attached.setdefault(reference(boundary.xml, "attachedToRef"), []).append(boundary)
        for gateway in gateways:
            targets = [flow.target for flow in gateway.outgoing]
            _check_gateway(notes, gateway, targets)
            for target in targets:
                _check_target(notes, attached.get(target.id, []), target)


def _check_gateway(notes: Notes, gateway: Node, targets: list[Node]) -> None:
    if len(targets) < 2 and not gateway.loose_out:  # noqa: PLR2004 - one event is no choice
        message = "an event-based gateway has at least two events behind it"
        notes.error("event_gateway", gateway, message, "use the event without the gateway")
    receives = [target for target in targets if target.tag == "receiveTask"]
    messages = [target for target in targets if "message" in target.events]
    if receives and messages:
        message = "message events and receive tasks do not stand behind one event-based gateway"
        hint = f"make {receives[0].id} a message catch event"
        notes.error("event_gateway_mixed", gateway, message, hint)
    parallel = gateway.xml.get("eventGatewayType") == "Parallel"
    if parallel and not gateway.instantiates:
        message = "a parallel event-based gateway begins the process"
        hint = 'write instantiate="true" and remove its incoming flows, or use a parallel gateway'
        notes.error("event_gateway_parallel", gateway, message, hint)


def _check_target(notes: Notes, attached: list[Node], target: Node) -> None:
    catches = target.tag == "intermediateCatchEvent" and _TRIGGERS.issuperset(target.events)
    if not catches and target.tag != "receiveTask":
        kind = " ".join([*target.events, target.tag])
        message = f"a {kind} does not stand behind an event-based gateway"
        hint = "put a message, timer, signal or conditional catch event or a receive task there"
        notes.error("event_gateway_target", target, message, hint)
    elif len(target.incoming) > 1:
        message = "an event behind an event-based gateway has no other incoming flow"
        hint = f"remove {target.incoming[1].id or 'the other flow'}"
        notes.error("event_gateway_target_joined", target, message, hint)
    for each in attached:
        message = "a receive task behind an event-based gateway has no boundary events"
        hint = "put the event behind the gateway, beside the receive task"
        notes.error("event_gateway_boundary", each, message, hint)
