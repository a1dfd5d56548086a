"""SLA clocks: what starts, stops and pauses them is inside their element, and a pause is one of the few allowed.

Section 1.6 of the clinical specification: a clock stands still only while the case waits for the patient, or for an
answer to an information request before acceptance; never for want of a bed, and never in an emergency.
"""

from collections.abc import Iterator

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import (
    Activity,
    BoundaryEvent,
    CatchEvent,
    EventBasedGateway,
    Expression,
    FlowNode,
    Pause,
    Process,
    ReceiveTask,
    Sla,
    StartEvent,
    SubProcess,
    TimerTrigger,
)
from bpmn.model.clocks import EMERGENCY, URGENCY

_ACCEPTED = "accepted"
_WAITS = (CatchEvent, EventBasedGateway, ReceiveTask)
_ONLY_EMERGENCIES = f'{URGENCY}="{EMERGENCY}"'
_Host = Process | FlowNode


def check_clocks(notes: Notes, place: Place) -> None:
    """Refuse clocks that name what they cannot know, and pauses that cost a patient time."""
    if isinstance(place.owner, Process):
        _check_host(notes, place.process, place.owner, place.owner.sla)
    for node in place.body.nodes:
        if isinstance(node, Activity):
            _check_host(notes, place.process, node, node.sla)


def _check_host(notes: Notes, process: Process, host: _Host, slas: tuple[Sla, ...]) -> None:
    kept = [each.variable for each in slas if each.variable]
    if len(kept) > len(set(kept)):
        message = "two carelane:sla keep their state in one variable"
        notes.error("sla_variable", host, message, "give each clock a variable of its own")
    if not any(each.start_after or each.stop_after or each.pauses for each in slas):
        return
    inside = {node.id: node for node in _inside(host)}
    for sla in slas:
        _check_breaking_off(notes, host, sla)
        for name in (*sla.start_after, *sla.stop_after, *(each.element for each in sla.pauses)):
            if name not in inside:
                message = f"carelane:sla names {name!r}, which is not inside {host.id}"
                hint = "name an element of the process or sub-process that has the clock"
                notes.error("sla_element", host, message, hint)
        for pause in sla.pauses:
            _check_pause(notes, process, host, sla, pause, inside.get(pause.element))


def _check_breaking_off(notes: Notes, host: _Host, sla: Sla) -> None:
    """Warn of a clock up to some element that goes on telling people after all before that element was broken off."""
    if not sla.stop_after or not isinstance(host, Process | SubProcess):
        return
    handlers = [n for n in host.body.nodes if isinstance(n, SubProcess) and n.by_event]
    for start in (node for handler in handlers for node in handler.body.nodes):
        if isinstance(start, StartEvent) and start.interrupting and start.id not in sla.stop_after:
            message = f"the clock to {' '.join(sla.stop_after)} goes on when {start.id} has interrupted the way there"
            notes.warning("sla_goes_on", host, message, f"add {start.id} to stopAfter")


def _check_pause(  # noqa: PLR0913, PLR0917 - where, and what pauses which
    notes: Notes, process: Process, host: _Host, sla: Sla, pause: Pause, at: FlowNode | None
) -> None:
    when = sla.when.text if isinstance(sla.when, Expression) else ""
    if when.replace(" ", "") == _ONLY_EMERGENCIES:
        message = "the clock of an emergency never stands still"
        notes.error("sla_pause", host, message, "remove pause")
    if at is None:
        return
    if isinstance(at, CatchEvent) and isinstance(at.trigger, TimerTrigger):
        message = f"a clock stands still at {at.id}, which waits for time to pass and for nobody"
        hint = "let an event-based gateway wait for the answer and for the time, and name that"
        notes.error("sla_pause", host, message, hint)
    elif not isinstance(at, _WAITS):
        message = f"a clock stands still at {at.id}, which is not waiting for anybody outside"
        hint = "name the event, receive task or event-based gateway that waits"
        notes.error("sla_pause", host, message, hint)
    elif pause.reason == "info_request" and at.id in _after_acceptance(process):
        message = f"{at.id} comes after acceptance: a question then does not stop the clock"
        notes.error("sla_pause", host, message, "remove the pause, or ask before acceptance")


def _inside(host: _Host) -> Iterator[FlowNode]:
    if isinstance(host, Process):
        yield from host.nodes()
    elif isinstance(host, SubProcess):
        for node in host.body.nodes:
            yield node
            yield from _inside(node)


def _after_acceptance(process: Process) -> frozenset[str]:
    """Give the ids of what can come after an element that sets the status `accepted`."""
    after: dict[str, list[str]] = {}
    for body in (process.body, *(n.body for n in process.nodes() if isinstance(n, SubProcess))):
        for flow in body.flows:
            after.setdefault(flow.source, []).append(flow.target)
    for node in process.nodes():
        if isinstance(node, BoundaryEvent):
            after.setdefault(node.attached_to, []).append(node.id)
        if isinstance(node, SubProcess):
            after.setdefault(node.id, []).extend(each.id for each in node.body.nodes)
    found: dict[str, None] = {}
    accepting = [n for n in process.nodes() if any(s.value == _ACCEPTED for s in n.status)]
    pending = [target for node in accepting for target in after.get(node.id, ())]
    while pending:
        name = pending.pop()
        if name not in found:
            found[name] = None
            pending.extend(after.get(name, ()))
    return frozenset(found)
