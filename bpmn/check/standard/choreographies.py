"""Choreographies and conversations: not executed, and not mixed with what is (BPMN 2.0.2, 9.4, 11)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import CHOREOGRAPHY_ACTIVITIES, Drawing, is_true
from bpmn.xml_names import children, local, plain_reference

_INSTEAD = "draw a collaboration: pools with processes, and message flows between them"


def check_choreographies(notes: Notes, drawing: Drawing) -> None:
    """Check what choreographies contain and refer to."""
    for at in [*children(drawing.root, "choreography", "globalConversation")]:
        if next(children(at, "choreographyRef"), None) is not None:
            message = f"a {local(at)} does not refer to a choreography"
            notes.error("choreography_reference", at, message, "remove choreographyRef")
    for scope in drawing.scopes:
        for node in scope.of(*CHOREOGRAPHY_ACTIVITIES):
            if scope.tag not in ("choreography", "subChoreography"):
                message = f"a {node.tag} does not stand in a {scope.tag}"
                notes.error("choreography_activity", node, message, _INSTEAD)
    _check_closed(notes, drawing)


def _check_closed(notes: Notes, drawing: Drawing) -> None:
    """Refuse messages beside a closed choreography (BPMN 2.0.2, 11.3, isClosed)."""
    for collaboration in children(drawing.root, "collaboration"):
        for ref in children(collaboration, "choreographyRef"):
            found = drawing.by_id.get(plain_reference(ref.text or ""))
            if found is None or not is_true(found, "isClosed"):
                continue
            for flow in children(collaboration, "messageFlow"):
                message = (
                    f"the choreography {found.get('id')} is closed: there are no other messages"
                )
                hint = 'remove the message flow, or write isClosed="false"'
                notes.error("closed_choreography", flow, message, hint)
