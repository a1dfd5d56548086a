"""Lanes: every element of a process is in one of them at most."""

from bpmn.check.notes import Notes
from bpmn.model import Definitions


def check_lanes(notes: Notes, definitions: Definitions) -> None:
    """Check that no element is in two lanes beside each other."""
    for process in definitions.processes:
        parents = {lane.id: lane.parent for lane in process.lanes}
        seen: dict[str, str] = {}
        for lane in process.lanes:
            for node_id in lane.nodes:
                before = seen.get(node_id)
                if before is not None and before != parents[lane.id]:
                    message = f"{node_id} is in the lanes {before} and {lane.id}"
                    notes.error("two_lanes", lane, message, "keep it in one lane")
                seen[node_id] = lane.id
