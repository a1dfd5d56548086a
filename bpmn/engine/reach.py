"""Which incoming flows of an inclusive join a token can still reach (BPMN 2.0, 13.4.3).

For a join J and a node N: a bit mask of J's incoming flows that paths from N end with, without going
through J. The first mask also follows boundary events (a token in an activity may still leave by
them, so J must wait for it); the second follows sequence flows (and links) only, as the standard's rule for "has a
path to a flow that already holds a token".
"""

from bpmn.model import Body, BoundaryEvent
from bpmn.model.links import links_of


def reach_masks(join: str, incoming: tuple[str, ...], body: Body) -> dict[str, tuple[int, int]]:
    """Give for each node of the body the two masks; nodes that reach nothing are left out."""
    bit = {flow: 1 << place for place, flow in enumerate(incoming)}
    links = links_of(body)
    wide = _spread(join, bit, body, links + _attached(body))
    strict = _spread(join, bit, body, links)
    return {
        node.id: (wide[node.id], strict[node.id])
        for node in body.nodes
        if node.id != join and wide[node.id]
    }


def _attached(body: Body) -> list[tuple[str, str]]:
    events = [node for node in body.nodes if isinstance(node, BoundaryEvent)]
    return [(event.attached_to, event.id) for event in events]


def _spread(
    join: str, bit: dict[str, int], body: Body, extra: list[tuple[str, str]]
) -> dict[str, int]:
    """Carry the masks backwards from the join, as long as one grows."""
    masks = {node.id: 0 for node in body.nodes}
    before: dict[str, list[str]] = {}
    for source, target in [(flow.source, flow.target) for flow in body.flows] + extra:
        if join not in (source, target):
            before.setdefault(target, []).append(source)
    for flow in body.flows:
        if flow.target == join and flow.source != join:
            masks[flow.source] |= bit[flow.id]
    growing = [key for key, mask in masks.items() if mask]
    while growing:
        target = growing.pop()
        for source in before.get(target, ()):
            gained = masks[source] | masks[target]
            if gained != masks[source]:
                masks[source] = gained
                growing.append(source)
    return masks
