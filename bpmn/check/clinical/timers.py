"""Timers that decide: a timeout escalates, it never accepts, rejects or closes a clinical decision by itself.

A timer takes the place of a person where it ends somebody's task (an interrupting timer on a human task, or on or
in a sub-process with one), or comes first where an answer was awaited (behind an event-based gateway). From there
every way has to come to a person, or to an escalation, before it sets a status that is a decision and before the
case ends. `expired` is none: a hold that runs out releases what was held.
"""

from collections.abc import Iterator

from bpmn.check.clinical.processes import Clinic, interrupts
from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import SUB_PROCESSES, Node, reference

DECISIONS = frozenset(
    [
        "accepted",
        "rejected",
        "redirected",
        "replied",
        "closed",
        "cancelled",
        "completed",
        "deceased",
    ]
)
"""Statuses that only a person gives."""


def check_timers(notes: Notes, clinic: Clinic) -> None:
    """Warn of every timer that decides."""
    for scope in clinic.scopes():
        for node in scope.nodes:
            if "timer" in node.events and _takes_over(clinic, node):
                _check_ways(notes, clinic, node)


def _takes_over(clinic: Clinic, node: Node) -> bool:
    if node.tag == "boundaryEvent" and interrupts(node):
        host = clinic.drawing.nodes.get(reference(node.xml, "attachedToRef"))
        return host is not None and _has_person(clinic, host)
    if node.tag == "startEvent" and interrupts(node):
        return _ends_a_scope(clinic, node)
    return any(_answer_awaited(flow.source, node) for flow in node.incoming)


def _ends_a_scope(clinic: Clinic, start: Node) -> bool:
    owner = start.scope.owner
    return (
        owner is not None
        and owner.by_event
        and any(_has_person(clinic, each) for each in owner.scope.nodes if each is not owner)
    )


def _answer_awaited(gateway: Node, timer: Node) -> bool:
    if gateway.tag != "eventBasedGateway":
        return False
    others = [flow.target for flow in gateway.outgoing if flow.target is not timer]
    return any("message" in each.events or each.tag == "receiveTask" for each in others)


def _has_person(clinic: Clinic, node: Node) -> bool:
    if node.tag == "userTask":
        return True
    inside = clinic.inner(node) if node.tag in SUB_PROCESSES else ()
    return any(scope.of("userTask") for scope in inside)


def _check_ways(notes: Notes, clinic: Clinic, timer: Node) -> None:
    for node in _until_a_person(clinic, timer):
        decided = [each for each in clinic.statuses(node) if each in DECISIONS]
        if decided:
            what = f"sets the status {decided[0]!r} at {node.id}"
        elif node.tag == "endEvent" and _ends_the_case(node):
            what = f"ends the case at {node.id}"
        else:
            continue
        message = f"when the time is up, no person decides: this way {what}"
        hint = "lead it to a human task or an escalation; a timeout escalates, it does not decide"
        notes.warning("clinical/timer_decides", timer, message, hint)
        return


def _until_a_person(clinic: Clinic, timer: Node) -> Iterator[Node]:
    """Yield what comes after the timer until a person, an escalation or a new wait for one takes over."""
    after = clinic.ways(timer.scope).after
    seen: dict[Node, None] = {}
    pending = [timer]
    while pending:
        node = pending.pop()
        if node in seen:
            continue
        seen[node] = None
        if node is not timer and (_has_person(clinic, node) or _asks(node)):
            continue
        yield node
        pending += after[node]


def _asks(node: Node) -> bool:
    """Say whether the case asks somebody here: an escalation, or an answer that is awaited again."""
    waits = "message" in node.events and node.tag == "intermediateCatchEvent"
    return "escalation" in node.events or waits or node.tag == "receiveTask"


def _ends_the_case(end: Node) -> bool:
    """Say whether nothing goes on after an end event: it is the process's own, or ends an event sub-process."""
    owner = end.scope.owner
    return (owner is None or owner.by_event) and "error" not in end.events
