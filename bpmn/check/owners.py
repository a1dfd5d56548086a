"""User tasks: somebody can see them."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import UserTask


def check_owners(notes: Notes, place: Place) -> None:
    """Warn of a task that no role and no person owns."""
    for node in place.body.nodes:
        if not isinstance(node, UserTask) or node.role:
            continue
        if node.assignment.assignee is None and node.assignment.candidate_groups is None:
            hint = "put it into a lane with carelane:role, or add zeebe:assignmentDefinition"
            message = "nobody can see this task: it is in no lane and names no group"
            notes.warning("task_without_owner", node, message, hint)
