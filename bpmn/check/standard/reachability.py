"""Every element is on a way from a start to an end (BPMN 2.0.2, 10.5.2 and 10.5.3).

With a start event nothing else begins by itself: an element without an incoming flow is never reached. An
intermediate event never begins anything (10.5.4).
With an end event no path stops in silence: each leads to one.
"""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, Node, Scope
from bpmn.check.standard.starts import begins

_INTERMEDIATE = ("intermediateCatchEvent", "intermediateThrowEvent")
_ANYWHERE = ("choreography", "subChoreography", "adHocSubProcess")


def check_reachability(notes: Notes, drawing: Drawing) -> None:
    """Refuse elements that nothing leads to, and paths that stop without an end event."""
    for scope in drawing.scopes:
        if scope.tag in _ANYWHERE or scope.broken:
            continue
        _check_reached(notes, scope, started=bool(scope.of("startEvent")))
        if scope.of("endEvent"):
            _check_ended(notes, scope)


def _check_reached(notes: Notes, scope: Scope, *, started: bool) -> None:
    for node in scope.nodes:
        begun = started or node.tag in _INTERMEDIATE
        if begun and node.tag != "startEvent" and begins(node) and not node.instantiates:
            hint = "lead a sequence flow to it, or remove it: nothing else begins it"
            notes.error("not_reachable", node, f"no flow leads to this {node.tag}", hint)


def _check_ended(notes: Notes, scope: Scope) -> None:
    for node in scope.nodes:
        if not node.outgoing and _goes_on(node):
            hint = "lead it to an end event that says how this path ended"
            message = f"the path stops at this {node.tag} without an end event"
            notes.error("implicit_end", node, message, hint)


def _goes_on(node: Node) -> bool:
    """Say whether a token that leaves the node has to go somewhere; events have rules of their own."""
    if node.tag.endswith(("Event", "Gateway")):
        return False
    return not (node.by_event or node.compensates)
