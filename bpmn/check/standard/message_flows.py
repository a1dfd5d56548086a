"""Message flows: from one pool to another, from what sends to what receives (BPMN 2.0.2, 7.6.2, 9.4)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import (
    ACTIVITIES,
    CATCHING,
    CHOREOGRAPHY_ACTIVITIES,
    THROWING,
    Drawing,
    reference,
)
from bpmn.xml_names import Xml, children, local

_SENDS = "begin it at a pool, a task, or a message throw or end event"
_RECEIVES = "end it at a pool, a task, or a message start or catch event"


def check_message_flows(notes: Notes, drawing: Drawing) -> None:
    """Check both ends of every message flow of the collaborations."""
    for collaboration in children(drawing.root, "collaboration"):
        pools = _pools(drawing, collaboration)
        for flow in children(collaboration, "messageFlow"):
            _check_flow(notes, drawing, flow, pools)


def _pools(drawing: Drawing, collaboration: Xml) -> dict[str, str]:
    """Give for every pool, and every element in one, the pool's id; a process without a pool is its own."""
    participants = list(children(collaboration, "participant"))
    pool_of = {reference(each, "processRef"): each.get("id") or "" for each in participants}
    pools = {each.get("id") or "": each.get("id") or "" for each in participants}
    for node in drawing.nodes.values():
        process = node.scope.process.get("id") or ""
        pools[node.id] = pool_of.get(process, process)
    return pools


def _check_flow(notes: Notes, drawing: Drawing, flow: Xml, pools: dict[str, str]) -> None:
    ends = [reference(flow, name) for name in ("sourceRef", "targetRef")]
    for end, hint in zip(ends, (_SENDS, _RECEIVES), strict=True):
        found = drawing.by_id.get(end)
        if found is None:
            message = f"the message flow refers to {end!r}, which is not in this file"
            notes.error("dangling_reference", flow, message, hint)
            return
        if end not in pools or local(found) in CHOREOGRAPHY_ACTIVITIES:
            message = f"a message flow does not begin or end at a {local(found)} ({end})"
            notes.error("message_flow_end", flow, message, hint)
            return
    if pools[ends[0]] == pools[ends[1]]:
        message = f"both ends of the message flow are in the pool {pools[ends[0]]}"
        hint = "draw a sequence flow: a message flow leads from one pool to another"
        notes.error("message_flow_inside_pool", flow, message, hint)
    _check_kinds(notes, drawing, flow, ends)


def _check_kinds(notes: Notes, drawing: Drawing, flow: Xml, ends: list[str]) -> None:
    if not _fits(drawing, ends[0], THROWING):
        notes.error("message_flow_end", flow, f"{ends[0]} sends no message", _SENDS)
    if not _fits(drawing, ends[1], CATCHING):
        notes.error("message_flow_end", flow, f"{ends[1]} waits for no message", _RECEIVES)


def _fits(drawing: Drawing, end: str, events: frozenset[str]) -> bool:
    node = drawing.nodes.get(end)
    if node is None or node.tag in ACTIVITIES:
        return True
    return node.tag in events and "message" in node.events
