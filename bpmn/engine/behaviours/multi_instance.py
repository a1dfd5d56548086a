"""Multi-instance activities: one instance for each item, all at once or one after the other."""

from contextlib import suppress

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.behaviours.instance_events import thrown_by_instance
from bpmn.engine.lifecycle import afford, clear, create
from bpmn.engine.nodes import Node
from bpmn.engine.splits import is_true
from bpmn.engine.state import Activation
from bpmn.engine.turn import BUDGET, Trouble, Turn, step
from bpmn.engine.variables import context_of, evaluate, evaluate_feel, merge
from bpmn.json_types import Json, Variables
from bpmn.model import Activity, MultiInstance


def _loop_of(node: Node) -> MultiInstance:
    assert isinstance(node.element, Activity)
    assert isinstance(node.element.loop, MultiInstance)
    return node.element.loop


_RESULT = ""
"""Under no variable's name: what the instance gives, as it was when it completed. Results go up at once, so of instances that
complete in one turn each would otherwise give what the last one brought."""


def _result(turn: Turn, activation: Activation, local: Variables) -> Json:
    output = _loop_of(turn.node(activation)).output_element
    if output is None:
        return None
    return evaluate_feel(turn, output, {**context_of(activation), **local})


class Repeating(Behaviour):
    """Keeps the items still to do, the results so far, and the counts."""

    scoped = True

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Find the items and open the first instance, or all."""
        loop = _loop_of(node)
        items = _items(turn, activation, loop)
        afford(turn, min(len(items), 1) if loop.sequential else len(items))
        turn.pay(len(items))
        results: list[Json] = [None] * len(items)
        activation.data = {"items": items, "opened": 0, "done": 0, "results": results}
        if loop.output_element is not None:
            activation.data["places"] = {}
        if not items:
            turn.later("instances_done", activation)
            return
        for _ in range(1 if loop.sequential else len(items)):
            _open_next(turn, activation, node, loop)

    def child_completed(self, turn: Turn, activation: Activation, child: Activation) -> None:
        """Keep the instance's result, then go on or end."""
        local = dict(child.variables or {})
        places = (activation.data or {}).get("places")
        if isinstance(places, dict) and child.id in places:  # results may have written over it
            local["loopCounter"] = places.pop(child.id)
        with suppress(Trouble):  # told where it is evaluated again, as this activity's
            local[_RESULT] = _result(turn, activation, local)
        turn.later("instance_done", activation, local)


def _items(turn: Turn, activation: Activation, loop: MultiInstance) -> list[Json]:
    context = context_of(activation)
    if loop.collection is not None:
        found = evaluate_feel(turn, loop.collection, context)
        if not isinstance(found, list):
            raise Trouble("expression", f"the collection is not a list: {loop.collection.text}")
        items = list(found)
    else:
        assert loop.cardinality is not None
        items = [None] * _cardinality(turn, loop, context)
    if len(items) > BUDGET:
        raise Trouble("loop_limit", "the collection has more items than one case may open")
    return items


def _cardinality(turn: Turn, loop: MultiInstance, context: Variables) -> int:
    assert loop.cardinality is not None
    found = evaluate(turn, loop.cardinality, context)
    try:
        count = int(str(found))
    except ValueError:
        count = -1
    if not 0 <= count <= BUDGET:
        text = loop.cardinality.text
        raise Trouble("expression", f"the cardinality is no usable number: {text}")
    return count


def _open_next(turn: Turn, activation: Activation, node: Node, loop: MultiInstance) -> None:
    assert node.inner is not None
    data = activation.data
    assert data is not None
    opened, items = data["opened"], data["items"]
    assert isinstance(opened, int)
    assert isinstance(items, list)
    instance = create(turn, activation, node.inner)
    instance.variables = {"loopCounter": opened + 1}
    if loop.element:
        instance.variables[loop.element] = items[opened]
    data["opened"] = opened + 1
    if isinstance(data.get("places"), dict):
        data["places"][instance.id] = opened + 1  # type: ignore[index,call-overload]
    turn.later("activate", instance)


@step("instance_done")
def _instance_done(turn: Turn, activation: Activation, local: Json) -> None:
    node, data = turn.node(activation), activation.data
    loop = _loop_of(node)
    assert data is not None
    assert isinstance(local, dict)
    done, opened, items, results = data["done"], data["opened"], data["items"], data["results"]
    assert isinstance(done, int)
    assert isinstance(opened, int)
    assert isinstance(items, list)
    assert isinstance(results, list)
    context = {**context_of(activation), **local}
    context.pop(_RESULT, None)
    if loop.output_element is not None:
        counter = local["loopCounter"]
        assert isinstance(counter, int)
        known = _RESULT in local
        results[counter - 1] = local[_RESULT] if known else _result(turn, activation, local)
    counts: Variables = {
        "numberOfInstances": len(items),
        "numberOfActiveInstances": opened - done - 1,
        "numberOfCompletedInstances": done + 1,
        "numberOfTerminatedInstances": 0,
    }
    enough = loop.completion is not None and is_true(
        turn, loop.completion, {**context, **counts}, "the completion condition"
    )
    thrown = thrown_by_instance(turn, node, loop, {**context, **counts}, first=not done)
    thrown.begin(turn, activation, counts)
    data["done"] = done + 1
    enough = enough or thrown.stops
    if enough:
        clear(turn, activation)
    if enough or done + 1 == len(items):
        turn.later("instances_done", activation)
    elif loop.sequential:
        _open_next(turn, activation, node, loop)


@step("instances_done")
def _instances_done(turn: Turn, activation: Activation, _argument: Json) -> None:
    loop = _loop_of(turn.node(activation))
    if loop.output_collection:
        results = (activation.data or {}).get("results")
        merge(turn, activation, {loop.output_collection: results})
    turn.complete(activation)
