"""User tasks: somebody can see them, and the elements that they exclude (four eyes) are people's work too."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import UserTask


def check_owners(notes: Notes, place: Place) -> None:
    """Warn of a task that no role and no person owns; refuse exclusions that could never hold."""
    tasks = [node for node in place.body.nodes if isinstance(node, UserTask)]
    for node in tasks:
        if not _has_owner(node):
            hint = "put it into a lane with carelane:role, or add zeebe:assignmentDefinition"
            message = "nobody can see this task: it is in no lane and names no group"
            notes.warning("task_without_owner", node, message, hint)
    if any(node.excluded for node in tasks):
        _check_excluded(notes, place, tasks)


def _has_owner(node: UserTask) -> bool:
    named = node.assignment
    owners = (named.assignee, named.candidate_groups, named.candidate_users)
    return bool(node.role) or any(each is not None for each in owners)


def _check_excluded(notes: Notes, place: Place, tasks: list[UserTask]) -> None:
    """Whoever completed one task may not do another of the same case: both are human tasks of one process."""
    known = {node.id for node in place.process.nodes() if isinstance(node, UserTask)}
    for node in tasks:
        for element in node.excluded:
            if element not in known:
                message = f"carelane:task excludes {element!r}, which is no human task here"
                hint = "name human tasks of the same process by their ids"
                notes.error("unknown_excluded_element", node, message, hint)
