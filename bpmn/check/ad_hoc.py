"""Ad-hoc sub-processes: activities, no start or end events, and no split where one is done at a time."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import Activity, AdHocSubProcess, EndEvent, ExclusiveGateway, StartEvent


def check_ad_hoc(notes: Notes, place: Place) -> None:
    """Check the content of an ad-hoc sub-process (BPMN 2.0, 10.3.5)."""
    owner = place.owner
    if not isinstance(owner, AdHocSubProcess):
        return
    if not any(isinstance(node, Activity) for node in place.body.nodes):
        message = "the ad-hoc sub-process has no activity"
        notes.error("ad_hoc_empty", owner, message, "put a task into it")
    for node in place.body.nodes:
        if isinstance(node, StartEvent | EndEvent):
            message = f"an ad-hoc sub-process has no {node.tag}"
            hint = "remove it: its activities begin by themselves, or by activeElementsCollection"
            notes.error("ad_hoc_start_or_end", node, message, hint)
        splits = len(place.outgoing[node.id]) > 1 and not isinstance(node, ExclusiveGateway)
        if owner.sequential and splits:
            message = "in a sequential ad-hoc sub-process one activity is done at a time"
            hint = "use an exclusive gateway, or ordering Parallel"
            notes.error("ad_hoc_split", node, message, hint)
