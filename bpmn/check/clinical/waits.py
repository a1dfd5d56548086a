"""Waiting that nobody would notice: a message that may never come, with no clock and nobody who looks.

"Referral silence = escalate": a sender whose message was lost must not leave a patient waiting in silence. A wait
is fine where a timer can end it (behind the same event-based gateway, on it or around it), or where a person
has a task, or a clock runs, on a parallel way of the case.
"""

from collections.abc import Iterator

from bpmn.check.clinical.processes import Clinic
from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Node, Scope
from bpmn.model import Activity, Process, Sla


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
    """Say whether a clock of the element, or of what is around it, runs while it waits."""
    known = clinic.model.get(node.id)
    if isinstance(known, Activity) and known.sla:
        return True
    around = [place.owner for place in _scopes_around(node)]
    hosts = [clinic.model.get(each.id) for each in around if each is not None]
    clocks = [sla for host in hosts if isinstance(host, Activity) for sla in host.sla]
    clocks += [sla for process in clinic.processes if _holds(process, node) for sla in process.sla]
    return any(_runs_at(clinic, node, sla) for sla in clocks)


def _scopes_around(node: Node) -> Iterator[Scope]:
    scope: Scope | None = node.scope
    while scope is not None:
        yield scope
        scope = scope.owner.scope if scope.owner is not None else None


def _holds(process: Process, node: Node) -> bool:
    return any(each.id == node.id for each in process.nodes())


def _runs_at(clinic: Clinic, node: Node, sla: Sla) -> bool:
    """Say whether the clock runs while the element waits: not paused there, begun before, not stopped yet."""
    near = [node, *(flow.source for flow in node.incoming if _chooses(flow.source))]
    if any(each.id == pause.element for pause in sla.pauses for each in near):
        return False
    begins = [each for each in node.scope.nodes if each.id in sla.start_after]
    stops = [each for each in node.scope.nodes if each.id in sla.stop_after and each is not node]
    if not sla.start_after:
        return not stops or node not in clinic.ways(node.scope).reached(stops)
    ways = clinic.ways(node.scope).after
    seen: dict[Node, None] = {}
    pending = [target for each in begins for target in ways[each]]
    while pending:
        at = pending.pop()
        if at not in seen:
            seen[at] = None
            pending += [] if at in stops else ways[at]
    return node in seen


def _watched(clinic: Clinic, node: Node) -> bool:
    """Say whether a person or a clock is on a parallel way, here or around the scope."""
    place: Node | None = node
    while place is not None:
        if clinic.ways(place.scope).beside(place, clinic.watchers(place.scope)):
            return True
        place = place.scope.owner
    return False
