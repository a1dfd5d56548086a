"""Scoped variables: reading through the scopes, and Zeebe's rules for writing them.

A result goes up from its scope to the nearest one that has a variable of that name, else to the root.
Input mappings make variables of the element's own scope. With output mappings the result stays
there and only what the mappings make goes up, from the scope around the element.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import cast

from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Trouble, Turn
from bpmn.json_types import Json, Variables
from bpmn.model import Expression, Mapping, Static, Value

_NEW = object()
"""Unlike any value."""


def context_of(activation: Activation) -> Variables:
    """Give all variables that the activation sees; not to be changed by the caller."""
    layers: list[Variables] = []
    scope: Activation | None = activation
    while scope is not None:
        if scope.variables is not None:
            layers.append(scope.variables)
        scope = scope.parent
    if len(layers) == 1:
        return layers[0]
    merged: Variables = {}
    for layer in reversed(layers):
        merged.update(layer)
    return merged


def evaluate(turn: Turn, value: Value, context: Variables) -> Json:
    """Give the value of an attribute; raises Trouble where FEEL gives up."""
    if isinstance(value, Static):
        return value.text
    return evaluate_feel(turn, value, context)


def evaluate_feel(turn: Turn, expression: Expression, context: Variables) -> Json:
    """Evaluate FEEL; raises Trouble where its limits are reached."""
    try:
        return cast(
            "Json", expression.parsed.evaluate_json(context, turn.now, allowance=turn.allowance)
        )
    except ValueError as error:
        raise Trouble("expression", f"{expression.text}: {error}") from error


def explain(turn: Turn, expression: Expression, context: Variables) -> str:
    """Say why an expression gives null, after its text; nothing more where FEEL has no reason."""
    reasons: list[str] = []
    with suppress(ValueError):
        expression.parsed.evaluate_json(context, turn.now, reasons, allowance=turn.allowance)
    return f"{expression.text} ({'; '.join(reasons)})" if reasons else expression.text


def explain_value(turn: Turn, value: Value, context: Variables) -> str:
    """Say what a designer wrote, and why it is null where it is."""
    return value.text if isinstance(value, Static) else explain(turn, value, context)


def optional_text(turn: Turn, value: Value | None, context: Variables, what: str) -> str:
    """Give a value that may be null or missing: empty then."""
    found = None if value is None else evaluate(turn, value, context)
    if found is None:
        return ""
    if isinstance(found, str):
        return found
    if isinstance(found, int | float) and not isinstance(found, bool):
        return str(found)
    assert isinstance(value, Expression)
    raise Trouble("expression", f"{what} is not a text: {value.text}")


def text_value(
    turn: Turn, value: Value, context: Variables, what: str, kind: str = "expression"
) -> str:
    """Give a value that must be a text (numbers are written out)."""
    found = optional_text(turn, value, context, what)
    if not found:
        raise Trouble(kind, f"{what} is empty: {explain_value(turn, value, context)}")
    return found


def merge(turn: Turn, scope: Activation, variables: Variables) -> None:
    """Write the variables where they are known, going up from the scope; new ones to the root."""
    for name, value in variables.items():
        at = scope
        while at.parent is not None and (at.variables is None or name not in at.variables):
            at = at.parent
        if at.variables is None:
            at.variables = {}
        if turn.observed and differs(at.variables.get(name, _NEW), value):
            turn.tell_change(name, "update" if name in at.variables else "create")
        at.variables[name] = value
        if at.parent is None:
            turn.changed[name] = value


def differs(before: object, value: Json) -> bool:
    """Say whether it is another value; 1 and true are equal in Python and not in FEEL."""
    return before != value or type(before) is not type(value)


def set_local(activation: Activation, variables: Variables) -> None:
    """Write the variables to the activation's own scope."""
    if activation.variables is None:
        activation.variables = {}
    activation.variables.update(variables)


def apply_inputs(turn: Turn, activation: Activation, inputs: Iterable[Mapping]) -> None:
    """Make the local variables that the input mappings say, in their order."""
    local: Variables = {} if activation.variables is None else dict(activation.variables)
    activation.variables = local
    for mapping in inputs:
        value = evaluate(turn, mapping.source, context_of(activation))
        put(local, mapping.target, value)


def apply_outputs(
    turn: Turn, activation: Activation, node: Node, variables: Variables | None
) -> None:
    """Bring the result of an activation to the scopes around it."""
    if not node.outputs:
        if variables:
            merge(turn, activation, variables)
        return
    if variables:
        set_local(activation, variables)
    made: Variables = {}
    context = context_of(activation)
    seen = dict(context)
    for mapping in node.outputs:
        value = evaluate(turn, mapping.source, seen)
        if len(mapping.target) > 1 and mapping.target[0] not in made:
            made[mapping.target[0]] = context.get(mapping.target[0])
        put(made, mapping.target, value)
        seen[mapping.target[0]] = made[mapping.target[0]]
    is_instance = node.key.endswith("#inner")
    merge(turn, activation if is_instance or activation.parent is None else activation.parent, made)


def put(variables: Variables, path: tuple[str, ...], value: Json) -> None:
    """Set a dotted path; objects on the way are copied, never changed in place."""
    at = variables
    for name in path[:-1]:
        inner = at.get(name)
        fresh: Variables = dict(inner) if isinstance(inner, dict) else {}
        at[name] = fresh
        at = fresh
    at[path[-1]] = value
