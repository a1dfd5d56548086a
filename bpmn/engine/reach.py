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
    masks = {node.id: 0 for node in body.nodes}
    ways = [(flow.source, flow.target) for flow in body.flows if flow.target != join] + extra
    for flow in body.flows:
        if flow.target == join:
            masks[flow.source] |= bit[flow.id]
    masks[join] = 0
    changed = True
    while changed:
        changed = False
        for source, target in ways:
            gained = masks[source] | masks[target]
            if source != join and gained != masks[source]:
                masks[source] = gained
                changed = True
    return masks
