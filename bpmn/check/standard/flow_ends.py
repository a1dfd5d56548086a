"""The two ends of a sequence flow: flow nodes of one process or sub-process (BPMN 2.0.2, 7.6.1, 8.4.13)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, Scope, reference
from bpmn.xml_names import Xml, children, local


def check_flow_ends(notes: Notes, drawing: Drawing) -> None:
    """Refuse flows that end nowhere, in a drawing aid, or across a border."""
    for scope in drawing.scopes:
        beside = {node.id for node in scope.nodes}
        for flow in children(scope.xml, "sequenceFlow"):
            for name in ("sourceRef", "targetRef"):
                end = reference(flow, name)
                if end not in beside or not end:
                    _say(notes, drawing, scope, flow, end)


def _say(notes: Notes, drawing: Drawing, scope: Scope, flow: Xml, end: str) -> None:
    found = drawing.by_id.get(end)
    if found is None:
        hint = "connect the flow to elements of the same process or sub-process"
        message = f"the sequence flow refers to {end!r}, which is no element beside it"
        notes.error("dangling_flow", flow, message, hint)
    elif end not in drawing.nodes:
        message = f"a sequence flow does not begin or end at a {local(found)} ({end})"
        hint = "connect it to a task, event or gateway; use an association for a note"
        notes.error("flow_end_not_a_node", flow, message, hint)
    else:
        message = f"the sequence flow leads across the border of {scope.id} ({end} is outside)"
        hint = "use a message flow between pools, and an event at the border of a sub-process"
        notes.error("flow_crosses_border", flow, message, hint)
