"""What nodes say of their flows: `incoming` and `outgoing` name the flows that the flows themselves show.

Both are optional: a file without any is fine, and one written by hand may list a few. A file that lists
them, as modelers do, must not contradict itself: nobody knows which of the two was meant (BPMN 2.0.2,
8.4.13: sourceRef and outgoing, targetRef and incoming are two views of one thing).
"""

from collections.abc import Iterator

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, Flow, Node, Scope, references

_WORDS = {"incoming": "lead here", "outgoing": "leave here"}


def check_listed_flows(notes: Notes, drawing: Drawing) -> None:
    """Refuse lists that contradict the flows."""
    for scope in drawing.scopes:
        moved: set[str] = set()
        for node in scope.nodes:
            wrong = _check_names(notes, node, "incoming", node.incoming)
            moved.update(wrong + _check_names(notes, node, "outgoing", node.outgoing))
        missing = [each for each in _missing(scope) if each[2].id not in moved]
        if len(missing) * 2 <= _ends(scope):
            for node, name, flow in missing:
                _say(notes, node, name, flow)


def _ends(scope: Scope) -> int:
    return 2 * sum(bool(flow.id) for flow in scope.flows)


def _missing(scope: Scope) -> Iterator[tuple[Node, str, Flow]]:
    """Yield every end of a flow with an id that the node there does not list."""
    for node in scope.nodes:
        for name, flows in (("incoming", node.incoming), ("outgoing", node.outgoing)):
            listed = references(node.xml, name)
            yield from ((node, name, flow) for flow in flows if flow.id and flow.id not in listed)


def _check_names(notes: Notes, node: Node, name: str, flows: list[Flow]) -> list[str]:
    """Refuse names of flows that are elsewhere, and give them."""
    drawn = {flow.id for flow in flows if flow.id}
    wrong = [each for each in references(node.xml, name) if each not in drawn]
    if len(wrong) > sum(not flow.id for flow in flows):
        message = f"{name} names {wrong[0]!r}, which does not {_WORDS[name]}"
        notes.error("flow_listed_wrongly", node, message, f"remove this {name}, or move the flow")
    return wrong


def _say(notes: Notes, node: Node, name: str, flow: Flow) -> None:
    ends = f"the flow {flow.id} from {flow.source.id} to {flow.target.id}"
    message = f"{ends} is not among its {name} flows, which this file lists"
    notes.error("flow_not_listed", node, message, f"add <{name}>{flow.id}</{name}>")
