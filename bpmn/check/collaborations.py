"""Pools, message flows and lanes: references that lead somewhere."""

from bpmn.check.notes import Notes
from bpmn.model import (
    BoundaryEvent,
    CatchEvent,
    Collaboration,
    Definitions,
    EndEvent,
    FlowNode,
    Gateway,
    MessageFlow,
    MessageThrow,
    MessageTrigger,
    StartEvent,
    ThrowEvent,
)
from bpmn.xml_names import BPMN, Xml


def check_collaboration(notes: Notes, definitions: Definitions, root: Xml) -> None:
    """Check what the collaboration refers to."""
    _check_lanes(notes, definitions, root)
    collaboration = definitions.collaboration
    if collaboration is None:
        return
    known = {process.id for process in definitions.processes}
    for participant in collaboration.participants:
        if participant.process_id and participant.process_id not in known:
            message = f"there is no process {participant.process_id!r}"
            notes.error("dangling_reference", participant, message, "choose a process of this file")
    owner = _owners(collaboration, root)
    nodes = {node.id: node for process in definitions.processes for node in process.nodes()}
    for flow in collaboration.message_flows:
        _check_message_flow(notes, flow, owner)
        _check_ends(notes, flow, nodes)


def _owners(collaboration: Collaboration, root: Xml) -> dict[str, str]:
    """Give for every id inside a pool, and for the pool, the pool's id."""
    pool_of = {each.process_id: each.id for each in collaboration.participants}
    owner = {each.id: each.id for each in collaboration.participants}
    for process in root.iterchildren(f"{{{BPMN}}}process"):
        pool = pool_of.get(process.get("id") or "", process.get("id") or "")
        for element in process.iter(f"{{{BPMN}}}*"):
            if element.get("id"):
                owner[str(element.get("id"))] = pool
    return owner


def _check_message_flow(notes: Notes, flow: MessageFlow, owner: dict[str, str]) -> None:
    for end in (flow.source, flow.target):
        if end not in owner:
            message = f"the message flow refers to {end!r}, which is not in a pool"
            notes.error("dangling_reference", flow, message, "connect it again")
            return
    if owner[flow.source] == owner[flow.target]:
        message = "a message flow leads from one pool to another"
        notes.error("message_flow_inside_pool", flow, message, "draw a sequence flow")


def _check_ends(notes: Notes, flow: MessageFlow, nodes: dict[str, FlowNode]) -> None:
    """Check that events at the ends of a message flow are message events."""
    sender, receiver = nodes.get(flow.source), nodes.get(flow.target)
    throws = not isinstance(sender, ThrowEvent | EndEvent) or isinstance(sender.throw, MessageThrow)
    catches = not isinstance(receiver, StartEvent | CatchEvent | BoundaryEvent) or isinstance(
        receiver.trigger, MessageTrigger
    )
    if not throws or isinstance(sender, StartEvent | CatchEvent | BoundaryEvent | Gateway):
        message = f"{flow.source} sends no message"
        notes.error("message_flow_end", flow, message, "start it at a message throw event or task")
    if not catches or isinstance(receiver, ThrowEvent | EndEvent | Gateway):
        message = f"{flow.target} waits for no message"
        notes.error("message_flow_end", flow, message, "end it at a message catch event or task")


def _check_lanes(notes: Notes, definitions: Definitions, root: Xml) -> None:
    known = {element.get("id") for element in root.iter(f"{{{BPMN}}}*")}
    for process in definitions.processes:
        parents = {lane.id: lane.parent for lane in process.lanes}
        seen: dict[str, str] = {}
        for lane in process.lanes:
            for node_id in lane.nodes:
                if node_id not in known:
                    message = f"the lane refers to {node_id!r}, which is not there"
                    notes.error("dangling_reference", lane, message, "remove the flowNodeRef")
                before = seen.get(node_id)
                if before is not None and before != parents[lane.id]:
                    message = f"{node_id} is in the lanes {before} and {lane.id}"
                    notes.error("two_lanes", lane, message, "keep it in one lane")
                seen[node_id] = lane.id
