"""What nodes say of their flows: `incoming` and `outgoing` name the flows that the flows themselves show.

Both are optional: a file without any is fine, and one written by hand may list a few. A file that lists
them, as modelers do, must not contradict itself: nobody knows which of the two was meant (BPMN 2.0.2,
8.4.13: sourceRef and outgoing, targetRef and incoming are two views of one thing).
"""

from collections.abc import Iterator
from typing import NamedTuple

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, Flow, Node, Scope, references

_WORDS = {"incoming": "lead here", "outgoing": "leave here"}


class _List(NamedTuple):
    """What a node says of its flows on one side, beside the flows that are there."""

    node: Node
    name: str
    flows: list[Flow]
    listed: list[str]


def check_listed_flows(notes: Notes, drawing: Drawing) -> None:
    """Refuse lists that contradict the flows."""
    for scope in drawing.scopes:
        moved: set[str] = set()
        lists = [each for node in scope.nodes for each in _lists(node)]
        for each in lists:
            moved.update(_check_names(notes, each))
        missing = [each for each in _missing(lists) if each[2].id not in moved]
        if len(missing) * 2 <= _ends(scope):
            for node, name, flow in missing:
                _say(notes, node, name, flow)


def _ends(scope: Scope) -> int:
    return 2 * sum(bool(flow.id) for flow in scope.flows)


def _lists(node: Node) -> tuple[_List, _List]:
    """Give both lists of a node, with the flows that are drawn there."""
    return (
        _List(node, "incoming", node.incoming, references(node.xml, "incoming")),
        _List(node, "outgoing", node.outgoing, references(node.xml, "outgoing")),
    )


def _missing(lists: list[_List]) -> Iterator[tuple[Node, str, Flow]]:
    """Yield every end of a flow with an id that the node there does not list."""
    for node, name, flows, listed in lists:
        yield from ((node, name, flow) for flow in flows if flow.id and flow.id not in listed)


def _check_names(notes: Notes, one: _List) -> list[str]:
    """Refuse names of flows that are elsewhere, and give them."""
    node, name, flows, listed = one
    drawn = {flow.id for flow in flows if flow.id}
    wrong = [each for each in listed if each not in drawn]
    if len(wrong) > sum(not flow.id for flow in flows):
        message = f"{name} names {wrong[0]!r}, which does not {_WORDS[name]}"
        notes.error("flow_listed_wrongly", node, message, f"remove this {name}, or move the flow")
    return wrong


def _say(notes: Notes, node: Node, name: str, flow: Flow) -> None:
    ends = f"the flow {flow.id} from {flow.source.id} to {flow.target.id}"
    message = f"{ends} is not among its {name} flows, which this file lists"
    notes.error("flow_not_listed", node, message, f"add <{name}>{flow.id}</{name}>")
