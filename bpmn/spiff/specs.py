"""SpiffWorkflow's task specs, where ours differ: work is done at the desk, loops by the items found there."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.control import _EndJoin
from SpiffWorkflow.bpmn.specs.defaults import (
    EndEvent,
    IntermediateThrowEvent,
    NoneTask,
    ParallelMultiInstanceTask,
    SequentialMultiInstanceTask,
)
from SpiffWorkflow.bpmn.specs.event_definitions.timer import CycleTimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask

from bpmn.model import EndEvent as DrawnEnd
from bpmn.model import MessageThrow, ThrowEvent
from bpmn.model.jobs import job_of
from bpmn.spiff import instances
from bpmn.spiff.desk import Desk


def desk_of(task: Any) -> Desk:
    """Give the desk of the task's case."""
    desk = task.workflow.top_workflow.script_engine.desk
    assert isinstance(desk, Desk)
    return desk


class Work(NoneTask):  # type: ignore[misc]  # SpiffWorkflow has no types
    """Any task; one that others do is ``manual`` and waits."""

    def _run_hook(self, my_task: Any) -> Any:
        if not self.manual:
            desk_of(my_task).work(my_task)
        return super()._run_hook(my_task)


class Throw(IntermediateThrowEvent):  # type: ignore[misc]  # SpiffWorkflow has no types
    """A throw event; a message goes by way of the desk, never straight to who waits in this case."""

    def _run_hook(self, my_task: Any) -> Any:
        desk_of(my_task).work(my_task)
        return True if _sends(my_task) else super()._run_hook(my_task)


class End(EndEvent):  # type: ignore[misc]  # SpiffWorkflow has no types
    """An end event; like `Throw`."""

    def _run_hook(self, my_task: Any) -> Any:
        if _sends(my_task):
            desk_of(my_task).work(my_task)
            return True
        return super()._run_hook(my_task)


def _sends(task: Any) -> bool:
    node = desk_of(task).nodes.get(task.task_spec.bpmn_id)
    return isinstance(node, ThrowEvent | DrawnEnd) and isinstance(node.throw, MessageThrow)


class ParallelInstances(ParallelMultiInstanceTask):  # type: ignore[misc]  # SpiffWorkflow has no types
    """A parallel multi-instance, one pass for each item."""

    def _update_hook(self, my_task: Any) -> Any:
        instances.open_items(desk_of(my_task), my_task)
        return super()._update_hook(my_task)


class SequentialInstances(SequentialMultiInstanceTask):  # type: ignore[misc]  # SpiffWorkflow has no types
    """A sequential multi-instance, one pass for each item."""

    def _update_hook(self, my_task: Any) -> Any:
        instances.open_items(desk_of(my_task), my_task)
        return super()._update_hook(my_task)


class Cycle(CycleTimerEventDefinition):  # type: ignore[misc]  # SpiffWorkflow has no types
    """A cycle that tells each firing: SpiffWorkflow itself only completes the event after the last."""

    def cycle_complete(self, my_task: Any) -> Any:
        """Say whether the cycle fires now, and note it."""
        fires = super().cycle_complete(my_task)
        if fires:
            desk_of(my_task).notes.completed.append(my_task.task_spec.bpmn_id)
        return fires


def wire(spec: Any, desk: Desk, listed: Mapping[str, object]) -> None:
    """Let all tasks of a process or sub-process report to the desk; who waits for others is manual."""
    for each in spec.task_specs.values():
        node = desk.nodes.get(each.bpmn_id) if not isinstance(each, _EndJoin) else None
        definition = getattr(each, "event_definition", None)
        if type(definition) is CycleTimerEventDefinition:
            definition.__class__ = Cycle
        if node is None:
            continue
        if isinstance(each, Work):
            others = node.tag in ("userTask", "callActivity") or job_of(node) is not None
            each.manual = others or listed.get(node.id) == "wall"
        each.update_event.connect(desk.updated)
        if isinstance(each, SubWorkflowTask):
            each.update_event.connect(desk.entered)
        else:
            each.ready_event.connect(desk.entered)
        if type(definition) is not Cycle:
            each.completed_event.connect(desk.left)
