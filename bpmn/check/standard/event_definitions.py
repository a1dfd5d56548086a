"""Which event definitions stand on which event (BPMN 2.0.2, 10.5.2 to 10.5.5)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import SUB_PROCESSES, THROWING, Drawing, Node, is_false, reference
from bpmn.xml_names import local

_STARTS = frozenset(["message", "timer", "signal", "conditional"])
_NOT_INTERRUPTING = _STARTS | {"escalation"}
_INTERRUPTING = _NOT_INTERRUPTING | {"error", "compensate"}
_THROWN = frozenset(["message", "signal", "escalation", "compensate"])
ALLOWED: dict[str, tuple[str, frozenset[str]]] = {
    "start": ("a start event of a process", _STARTS),
    "inner start": ("a start event of an embedded sub-process", frozenset()),
    "event sub-process": ("a start event of an event sub-process", _INTERRUPTING),
    "non-interrupting event sub-process": (
        "a non-interrupting start event of an event sub-process",
        _NOT_INTERRUPTING,
    ),
    "catch": ("an intermediate catch event", _STARTS | {"link"}),
    "boundary": ("a boundary event", _INTERRUPTING | {"cancel"}),
    "non-interrupting boundary": ("a non-interrupting boundary event", _NOT_INTERRUPTING),
    "throw": ("an intermediate throw event", _THROWN | {"link"}),
    "end": ("an end event", _THROWN | {"error", "cancel", "terminate"}),
}
"""By place: what it is called, and the definitions that may stand there."""
_NEEDS_ONE = ("event sub-process", "catch", "boundary")
_PLACES = {
    "intermediateCatchEvent": "catch",
    "intermediateThrowEvent": "throw",
    "implicitThrowEvent": "throw",
    "endEvent": "end",
}


def check_event_definitions(notes: Notes, drawing: Drawing) -> None:
    """Check the definitions of every event, and where the special ones stand."""
    for node in drawing.nodes.values():
        place = _place(node)
        if place:
            _check_place(notes, node, place)
        if "cancel" in node.events:
            _check_cancel(notes, drawing, node)
        if node.tag in THROWING and "escalation" in node.events:
            _check_code(notes, drawing, node)
        if node.scope.executable:
            _check_named(notes, drawing, node)


def _place(node: Node) -> str:
    if node.tag == "boundaryEvent":
        off = is_false(node.xml, "cancelActivity")
        return "non-interrupting boundary" if off else "boundary"
    if node.tag != "startEvent":
        return _PLACES.get(node.tag, "")
    owner = node.scope.owner
    if owner is None:
        return "start" if node.scope.tag == "process" else ""
    if not owner.by_event:
        return "inner start" if owner.tag in SUB_PROCESSES else ""
    off = is_false(node.xml, "isInterrupting")
    return "non-interrupting event sub-process" if off else "event sub-process"


def _check_place(notes: Notes, node: Node, place: str) -> None:
    name, allowed = ALLOWED[place]
    hint = f"use one of: {', '.join(sorted(allowed))}" if allowed else "remove the definition"
    if not node.events and place.removeprefix("non-interrupting ") in _NEEDS_ONE:
        notes.error("missing_event_definition", node, f"{name} has no event definition", hint)
    for kind in node.events:
        if kind not in allowed:
            message = f"a {kind} definition is not allowed on {name}"
            notes.error("event_definition_not_allowed", node, message, hint)


def _check_cancel(notes: Notes, drawing: Drawing, node: Node) -> None:
    """Check that a cancel event stands in, or on, a transaction (BPMN 2.0.2, 10.3.5)."""
    if node.tag == "boundaryEvent":
        host = drawing.nodes.get(reference(node.xml, "attachedToRef"))
        inside = host is not None and host.tag == "transaction"
    else:
        inside = _in_transaction(node)
    if node.tag in ("boundaryEvent", "endEvent") and not inside:
        message = f"a cancel {node.tag} belongs to a transaction"
        hint = "make the sub-process a transaction, or use an error event"
        notes.error("cancel_outside_transaction", node, message, hint)


def _in_transaction(node: Node) -> bool:
    owner = node.scope.owner
    while owner is not None and owner.tag != "transaction":
        owner = owner.scope.owner
    return owner is not None


def _check_code(notes: Notes, drawing: Drawing, node: Node) -> None:
    """Check that a thrown escalation has a code, by which it is caught (BPMN 2.0.2, 8.4.4)."""
    for definition in drawing.definitions(node.xml):
        found = drawing.by_id.get(reference(definition, "escalationRef"))
        thrown = found is not None and bool(found.get("escalationCode"))
        if local(definition) == "escalationEventDefinition" and not thrown:
            message = f"this {node.tag} throws an escalation without a code"
            hint = "refer to an escalation with an escalationCode"
            notes.error("missing_escalation_code", node, message, hint)


def _check_named(notes: Notes, drawing: Drawing, node: Node) -> None:
    """Check that what an executed event waits for or throws has a name (BPMN 2.0.2, 10.5.5)."""
    if not set(node.events) & {"message", "signal"}:
        return
    for definition in drawing.definitions(node.xml):
        name = local(definition)
        kind = name.removesuffix("EventDefinition")
        if kind in ("message", "signal") and not reference(definition, f"{kind}Ref"):
            message = f"{name} refers to no {kind}"
            hint = f"choose the {kind} in the properties of the event"
            notes.error("missing_reference", definition, message, hint)
