"""Where the tokens of a case on SpiffWorkflow are, and how it ended."""

from collections.abc import Iterator, Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    InclusiveGateway,
    ParallelGateway,
    StartEvent,
)
from SpiffWorkflow.bpmn.specs.event_definitions.simple import TerminateEventDefinition
from SpiffWorkflow.util.task import TaskState

_OPEN = TaskState.READY | TaskState.WAITING | TaskState.STARTED
_NOT_ACTIVE = (BoundaryEvent, ParallelGateway, InclusiveGateway, StartEvent)
"""What waits without a token in it: our engine counts it as a wait, or as a token on its way."""


def active_in(workflow: Any, nodes: Mapping[str, object]) -> Iterator[str]:
    """Yield the elements with a token in them, in the case and in its sub-processes."""
    for each in [workflow, *workflow.get_active_subprocesses()]:
        for task in each.tasks.values():
            element = str(getattr(task.task_spec, "bpmn_id", None))
            waits = isinstance(task.task_spec, _NOT_ACTIVE)
            if element in nodes and task.has_state(_OPEN) and not waits:
                yield element


def outcome_of(workflow: Any, *, error: bool) -> str:
    """Say how the case ended."""
    if error:
        return "error"
    ends = workflow.get_tasks(state=TaskState.COMPLETED, skip_subprocesses=True)
    definitions = (getattr(task.task_spec, "event_definition", None) for task in ends)
    terminated = any(isinstance(each, TerminateEventDefinition) for each in definitions)
    return "terminated" if terminated else "completed"
