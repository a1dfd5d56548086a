"""Zeebe's scoped variables, kept beside SpiffWorkflow's tasks: its own data are copied at every step.

SpiffWorkflow gives each branch a copy of all data and merges the copies where branches join, so that one
branch never sees what the other has written. The files mean Zeebe's scopes; here they are once more,
written from its rules and independent of `bpmn.engine.variables`.
"""

from collections.abc import Iterable
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

from bpmn.json_types import Json, Variables

_HAPPENED = TaskState.READY | TaskState.COMPLETED


def is_instance(task: Any) -> bool:
    """Say whether the task is one pass of an activity with a loop."""
    loop = task.parent.task_spec if task.parent is not None else None
    return isinstance(loop, LoopTask) and loop.task_spec == task.task_spec.name


class Scopes:
    """The variables of the case, and those that a task has of its own, by the task's id."""

    def __init__(self, variables: Variables) -> None:
        self.root: Variables = dict(variables)
        self.local: dict[Any, Variables] = {}

    def _inside_out(self, task: Any) -> Iterable[Variables]:
        """Yield the scopes from the task's own to the case's."""
        at = task
        if isinstance(task.task_spec, BoundaryEvent):
            if task.id in self.local:
                yield self.local[task.id]
            at = _host_of(task)
        while at is not None:
            if at.id in self.local:
                yield self.local[at.id]
            at = around(at)
        yield self.root

    def context(self, task: Any) -> Variables:
        """Give all that the task sees."""
        merged: Variables = {}
        for scope in reversed(list(self._inside_out(task))):
            merged.update(scope)
        return merged

    def write(self, task: Any, variables: Variables, *, inside: bool) -> None:
        """Write each variable to the nearest scope that knows it, else to the case.

        ``inside`` begins in the task's own scope, otherwise the search begins around it.
        """
        scopes = list(self._inside_out(task))
        if not inside and task.id in self.local:
            scopes = scopes[1:]
        for name, value in variables.items():
            scope = next((each for each in scopes if name in each), self.root)
            scope[name] = value


def _host_of(boundary: Any) -> Any:
    """Give the activity that a boundary event is attached to."""
    siblings = boundary.parent.children
    return next(each for each in siblings if not isinstance(each.task_spec, BoundaryEvent))


def around(task: Any) -> Any:
    """Give the task whose scope is around this one: the loop's, or the sub-process's."""
    if is_instance(task):
        return task.parent
    workflow = task.workflow
    if workflow.parent_task_id is None:
        return None
    return workflow.top_workflow.get_task_from_id(workflow.parent_task_id)


def interrupted(task: Any) -> bool:
    """Say whether a boundary event has taken away the token in the task, or in one around it.

    SpiffWorkflow completes what throws the event, and the sub-process around it, all the same, but lets
    nothing go on behind them.
    """
    at = task
    while at is not None and not isinstance(at.task_spec, BoundaryEvent):
        split = at.parent
        if split is not None and isinstance(split.task_spec, BoundaryEventSplit):
            beside = [each for each in split.children if isinstance(each.task_spec, BoundaryEvent)]
            for event in beside:
                if event.task_spec.cancel_activity and event.has_state(_HAPPENED):
                    return True
        at = around(at)
    return False


def put(variables: Variables, path: tuple[str, ...], value: Json) -> None:
    """Set a dotted path; what lies on the way is copied."""
    name, *rest = path
    if rest:
        inner = variables.get(name)
        fresh: Variables = dict(inner) if isinstance(inner, dict) else {}
        put(fresh, tuple(rest), value)
        variables[name] = fresh
    else:
        variables[name] = value
