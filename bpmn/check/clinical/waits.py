"""Waiting that nobody would notice: a message that may never come, with no clock and nobody who looks.

"Referral silence = escalate": a sender whose message was lost must not leave a patient waiting in silence. A wait
is fine where a timer can end it (behind the same event-based gateway, on it or around it), or where a person
has a task, or a clock runs, on a parallel way of the case.
"""

from bpmn.check.clinical.processes import Clinic
from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Node
from bpmn.model import Activity


def check_waits(notes: Notes, clinic: Clinic) -> None:
    """Warn of every wait for a message that nobody would notice; once where several are behind one gateway."""
    for scope in clinic.scopes():
        said: list[Node] = []
        for node in scope.of("intermediateCatchEvent", "receiveTask"):
            at = next((way.source for way in node.incoming if _chooses(way.source)), node)
            if at not in said and _waits(node) and not _noticed(clinic, node):
                said.append(at)
                message = "if no message ever comes here, no clock and no person notices"
                hint = (
                    "put a timer beside it behind an event-based gateway, and lead it to a person"
                )
                notes.warning("clinical/unattended_wait", at, message, hint)


def _chooses(node: Node) -> bool:
    return node.tag == "eventBasedGateway"


def _waits(node: Node) -> bool:
    return (node.tag == "receiveTask" or "message" in node.events) and not node.instantiates


def _noticed(clinic: Clinic, node: Node) -> bool:
    if clinic.timed(node) or _has_clock(clinic, node):
        return True
    gateways = [way.source for way in node.incoming if _chooses(way.source)]
    beside = [flow.target for gateway in gateways for flow in gateway.outgoing]
    return any("timer" in each.events for each in beside) or _watched(clinic, node)


def _has_clock(clinic: Clinic, node: Node) -> bool:
    known = clinic.model.get(node.id)
    return isinstance(known, Activity) and bool(known.sla)


def _watched(clinic: Clinic, node: Node) -> bool:
    """Say whether a person or a clock is on a parallel way, here or around the scope."""
    place: Node | None = node
    while place is not None:
        if clinic.ways(place.scope).beside(place, clinic.watchers(place.scope)):
            return True
        place = place.scope.owner
    return False
