"""Link events: two sides with one name in the same process or sub-process (BPMN 2.0.2, 10.5.5).

Several throwing sides may lead to one catching side. No sequence flow leads to a catching side, none away from
a throwing one: the link is the flow.
"""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import CatchEvent, FlowNode, Link, ThrowEvent


def check_links(notes: Notes, place: Place) -> None:
    """Check both sides of every link of the body."""
    targets: dict[str, FlowNode] = {}
    thrown = frozenset(
        node.throw.name
        for node in place.body.nodes
        if isinstance(node, ThrowEvent) and isinstance(node.throw, Link)
    )
    for node in place.body.nodes:
        if isinstance(node, CatchEvent) and isinstance(node.trigger, Link):
            _check_target(notes, place, node, node.trigger.name, thrown)
            if node.trigger.name in targets:
                message = f"{targets[node.trigger.name].id} is the other side of this link already"
                hint = "give the link another name, or keep one catching side"
                notes.error("link_target_twice", node, message, hint)
            targets.setdefault(node.trigger.name, node)
    for node in place.body.nodes:
        if isinstance(node, ThrowEvent) and isinstance(node.throw, Link):
            _check_source(notes, place, node, node.throw.name, targets)


def _check_target(
    notes: Notes, place: Place, node: FlowNode, name: str, thrown: frozenset[str]
) -> None:
    if place.incoming[node.id]:
        message = "a link catch event has no incoming sequence flow: the link leads to it"
        notes.error("link_with_flow", node, message, "remove the flow, or the link")
    if name not in thrown:
        message = f"no link event beside it goes to {name!r}"
        hint = "draw the throwing side in the same process or sub-process, with the same name"
        notes.error("link_without_source", node, message, hint)


def _check_source(
    notes: Notes, place: Place, node: FlowNode, name: str, targets: dict[str, FlowNode]
) -> None:
    if place.outgoing[node.id]:
        message = "a link throw event has no outgoing sequence flow: the link leads on"
        notes.error("link_with_flow", node, message, "remove the flow, or the link")
    if name not in targets:
        message = f"there is no other side {name!r} of this link"
        hint = "draw the catching side in the same process or sub-process, with the same name"
        notes.error("link_without_target", node, message, hint)
