"""Who catches the error of a job: SpiffWorkflow has no word for jobs, so its host looks for the catcher."""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import ErrorEventDefinition

from bpmn.spiff.scopes import around, is_instance
from bpmn.spiff.waiting import Waiting, Waits


def catcher_of(waits: Waits, task: Any, code: str) -> Waiting | None:
    """Give the nearest boundary event around the task that waits for the error, None if there is none."""
    at = task
    while at is not None:
        parent = None if is_instance(at) else at.parent
        if parent is not None and isinstance(parent.task_spec, BoundaryEventSplit):
            found = _beside(waits, parent, code)
            if found is not None:
                return found
        at = around(at)
    return None


def _beside(waits: Waits, split: Any, code: str) -> Waiting | None:
    """Give the event of an activity that catches this error, or else every error."""
    errors = [
        each
        for each in waits.open()
        if each[0].parent is split and isinstance(each[2], ErrorEventDefinition)
    ]
    for wanted in (code, None):
        for each in errors:
            if each[2].code == wanted:
                return each
    return None
