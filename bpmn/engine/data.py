"""Data of the standard at run time: variables of an element's own, and associations (BPMN 2.0.2, 10.4.2).

A property, data input or data output is a local variable of the activation and gone with it. What an
association reads is put there before work begins; what it writes goes to the scope that declares the data
object, when work has ended. An output that has not been produced moves nothing.
"""

from collections.abc import Iterable

from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.variables import context_of, evaluate_feel, merge, put, set_local
from bpmn.json_types import Json, Variables
from bpmn.model import BoundaryEvent, CatchEvent, DataFlow, DataMove, StartEvent


def open_data(turn: Turn, activation: Activation, data: DataFlow) -> None:
    """Declare the variables and fill the inputs; raises Trouble where no input set is full."""
    _declare(activation, data.properties)
    context = dict(context_of(activation))
    made: Variables = {}
    for move in data.reads:
        made[move.target] = _value(turn, move, context, made.get(move.target))
    _declare(activation, (*data.inputs, *data.outputs))
    set_local(activation, made)
    if data.input_sets and not any(_full(each, made) for each in data.input_sets):
        missing = [name for each in data.input_sets for name in each if made.get(name) is None]
        raise Trouble("data", f"there is no value yet for {', '.join(dict.fromkeys(missing))}")


def _full(names: Iterable[str], made: Variables) -> bool:
    return all(made.get(name) is not None for name in names)


def take_results(
    activation: Activation, node: Node, data: DataFlow, variables: Variables | None
) -> None:
    """Make the places for results, also where the element was entered by its event.

    The data output of an event is the variable of its name in what the event brought, else the whole.
    """
    _declare(activation, (*data.properties, *data.outputs))
    event = isinstance(node.element, BoundaryEvent | CatchEvent | StartEvent)
    if event and variables and len(data.outputs) == 1 and data.outputs[0] not in variables:
        set_local(activation, {data.outputs[0]: dict(variables)})


def write_data(turn: Turn, activation: Activation, data: DataFlow) -> None:
    """Move what was produced to where it belongs."""
    context = context_of(activation)
    assert activation.parent is not None
    assert turn.state.root is not None
    for move in data.writes:
        value = _value(turn, move, context, context.get(move.target))
        if value is not None or move.computed:
            scope = turn.state.root if move.to_root else activation.parent
            merge(turn, scope, {move.target: value})


def _declare(activation: Activation, names: Iterable[str]) -> None:
    local = {} if activation.variables is None else activation.variables
    activation.variables = local
    for name in names:
        local.setdefault(name, None)


def _value(turn: Turn, move: DataMove, context: Variables, before: Json) -> Json:
    if not move.assignments:
        return evaluate_feel(turn, move.value, context)
    made: Variables = {move.target: before}
    for source, path in move.assignments:
        put(made, path, evaluate_feel(turn, source, context))
    return made[move.target]
