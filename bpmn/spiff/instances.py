"""Loops of activities: the items of a multi-instance, what each pass sees, what comes out of all."""

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask, StandardLoopTask

from bpmn.json_types import Json, Variables
from bpmn.model import Activity, FlowNode, MultiInstance
from bpmn.spiff.scopes import is_instance

if TYPE_CHECKING:
    from bpmn.spiff.desk import Desk


def is_loop(task: Any) -> bool:
    """Say whether the task is an activity's loop, which holds its passes."""
    return isinstance(task.task_spec, LoopTask)


def open_items(desk: "Desk", task: Any) -> None:
    """Find the items of a multi-instance, before its passes are made."""
    loop = _multi(desk.nodes[task.task_spec.bpmn_id])
    context = desk.scopes.context(task)
    items: Json
    if loop.collection is not None:
        items = desk.expressions.value(loop.collection, context)
    else:
        items = [None] * int(str(desk.expressions.value(loop.cardinality, context)))
    if not isinstance(items, list):
        raise TypeError(f"the collection of {task.task_spec.bpmn_id} is not a list")
    task.internal_data["items"] = items
    task.internal_data["results"] = [None] * len(items)


def item_of(task: Any, node: FlowNode) -> Variables:
    """Give the variables of one pass: its count, and its item."""
    position = position_of(task)
    variables: Variables = {"loopCounter": position + 1}
    loop = node.loop if isinstance(node, Activity) else None
    if isinstance(loop, MultiInstance) and loop.element:
        variables[loop.element] = task.parent.internal_data["items"][position]
    return variables


def position_of(task: Any) -> int:
    """Give the number of the pass, from 0, as SpiffWorkflow keeps it."""
    data = task.internal_data
    for name in ("key_or_index", "iteration", "item"):
        if data.get(name) is not None:
            return int(data[name])
    return 0


def keep_result(desk: "Desk", task: Any, node: FlowNode) -> None:
    """Keep what a pass gives to the output collection."""
    loop = node.loop if isinstance(node, Activity) else None
    if isinstance(loop, MultiInstance) and loop.output_element is not None:
        value = desk.expressions.value(loop.output_element, desk.scopes.context(task))
        task.parent.internal_data["results"][position_of(task)] = value


def counts(task: Any) -> Variables:
    """Give the counts that a loop's conditions see besides the variables."""
    if isinstance(task.task_spec, StandardLoopTask):
        return {"loopCounter": len(task.internal_data.get("merged", []))}
    if not is_instance(task) or "items" not in task.parent.internal_data:
        return {}
    parent = task.parent
    done, opened = len(parent.internal_data["merged"]), len(parent.children)
    return {
        "numberOfInstances": len(parent.internal_data["items"]),
        "numberOfActiveInstances": opened - done,
        "numberOfCompletedInstances": done,
        "numberOfTerminatedInstances": 0,
    }


def _multi(node: FlowNode) -> MultiInstance:
    assert isinstance(node, Activity)
    assert isinstance(node.loop, MultiInstance)
    return node.loop
