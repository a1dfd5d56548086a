"""Where a process, sub-process or event sub-process begins and ends (BPMN 2.0.2, 10.5.2, 10.5.3, 10.3.5)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, Node, Scope

_NO_SEQUENCE = ("choreography", "subChoreography", "adHocSubProcess")


def check_starts(notes: Notes, drawing: Drawing) -> None:
    """Check the start and end events of every scope."""
    for scope in drawing.scopes:
        if scope.tag in _NO_SEQUENCE:
            continue
        starts, ends = scope.of("startEvent"), scope.of("endEvent")
        if scope.owner is not None and scope.owner.by_event:
            _event_subprocess(notes, scope, starts)
        else:
            _begin(notes, scope, starts, ends)
        if starts and not ends:
            message = "there is a start event and no end event"
            notes.error("no_end", scope, message, "let every path lead to an end event")


def _event_subprocess(notes: Notes, scope: Scope, starts: list[Node]) -> None:
    if len(starts) != 1:
        message = f"an event sub-process has exactly one start event, this one has {len(starts)}"
        hint = "add a start event with a trigger" if not starts else "split it into several"
        notes.error("event_subprocess_start", scope, message, hint)


def _begin(notes: Notes, scope: Scope, starts: list[Node], ends: list[Node]) -> None:
    plain = [start for start in starts if not start.events]
    if len(plain) > 1:
        hint = f"keep {plain[0].id} and lead its flow to a gateway"
        message = "there are several none start events; which one begins is not said"
        notes.error("several_starts", plain[1], message, hint)
    if not scope.nodes and scope.tag == "process" and scope.executable:
        notes.error("no_start", scope, "the process is empty", "draw a start event")
    elif ends and not starts and not any(node.instantiates for node in scope.nodes):
        message = f"there is an end event ({ends[0].id}) and no start event"
        notes.error("no_start", scope, message, "draw a start event")
    elif scope.nodes and not starts and not any(begins(node) for node in scope.nodes):
        message = "nothing begins: there is no start event and every element has an incoming flow"
        notes.error("no_start", scope, message, "draw a start event")


def begins(node: Node) -> bool:
    """Say whether the node begins its scope when there is no start event (BPMN 2.0.2, 13.2)."""
    if node.led_to or node.tag == "boundaryEvent" or node.by_event or node.compensates:
        return False
    return not (node.tag == "intermediateCatchEvent" and "link" in node.events)
