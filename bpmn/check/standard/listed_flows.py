"""What nodes say of their flows: `incoming` and `outgoing` name the flows that the flows themselves show.

Both are optional: a file without any is fine. A file that lists them must not contradict itself, since
then nobody knows which of the two was meant (BPMN 2.0.2, 8.4.13: sourceRef and incoming are one thing).
"""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, Flow, Node, Scope, references

_WORDS = {"incoming": "lead here", "outgoing": "leave here"}


def check_listed_flows(notes: Notes, drawing: Drawing) -> None:
    """Refuse lists that contradict the flows."""
    for scope in drawing.scopes:
        lists = _listing(scope)
        for node in scope.nodes:
            _check(notes, node, "incoming", node.incoming, listing=lists)
            _check(notes, node, "outgoing", node.outgoing, listing=lists)


def _listing(scope: Scope) -> bool:
    return any(references(n.xml, "incoming") or references(n.xml, "outgoing") for n in scope.nodes)


def _check(notes: Notes, node: Node, name: str, flows: list[Flow], *, listing: bool) -> None:
    if not listing:
        return
    listed = references(node.xml, name)
    drawn = {flow.id for flow in flows if flow.id}
    wrong = [each for each in listed if each not in drawn]
    if len(wrong) > sum(not flow.id for flow in flows):
        message = f"{name} names {wrong[0]!r}, which does not {_WORDS[name]}"
        notes.error("flow_listed_wrongly", node, message, f"remove this {name}, or move the flow")
    for flow in flows:
        if flow.id and flow.id not in listed:
            ends = f"the flow {flow.id} from {flow.source.id} to {flow.target.id}"
            message = f"{ends} is not among its {name} flows, which this file lists"
            notes.error("flow_not_listed", node, message, f"add <{name}>{flow.id}</{name}>")
