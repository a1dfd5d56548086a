"""Changing variables of a running case by hand: what is refused, and the change itself.

Conditional events look at the change as at any other, and clocks by urgency or target are worked out anew. What else was
worked out from the old values stays as it is: an open form, a running job, a due time.
"""

import json
import math
from collections.abc import Iterator
from typing import Any

from bpmn.engine.effects import VariablesCorrected
from bpmn.engine.modification import Problem
from bpmn.engine.operator_events import VariablesEdited
from bpmn.engine.state import Activation, State
from bpmn.engine.turn import Turn
from bpmn.engine.variables import differs
from bpmn.feel.arithmetic import MAX_STRING
from bpmn.feel.json_form import MAX_VALUES
from bpmn.json_types import Json, Variables

MAX_BYTES = 500_000
"""Of one change as JSON: what a case keeps has to go through one payload of Temporal's (2 MB) with all the rest."""


def problems(state: State, wanted: VariablesEdited) -> tuple[Problem, ...]:
    """Name what keeps the variables from being written; changes nothing."""
    if state.root is None:
        return (Problem("case_ended"),)
    if wanted.scope and wanted.scope not in state.activations:
        return (Problem("unknown_activation", wanted.scope),)
    if not wanted.variables and not wanted.remove:
        return (Problem("unusable_variables", why="nothing_to_do"),)
    scope = state.activations[wanted.scope] if wanted.scope else state.root
    own = scope.variables or {}
    found = [
        Problem("unusable_variables", name, "not_there")
        for name in wanted.remove
        if name not in own
    ]
    found += [
        Problem("unusable_variables", name, why)
        for name, why in unusable(wanted.variables, wanted.remove)
    ]
    return tuple(found)


def unusable(variables: Variables, remove: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield names of variables that cannot be written, with why: ``no_name``, ``too_large``, ``no_number``."""
    for name, value in variables.items():
        parts = list(_parts(value))
        if not name.strip():
            yield name, "no_name"
        elif name in remove:
            yield name, "written_and_removed"
        elif len(parts) > MAX_VALUES or any(_too_long(each) for each in parts):
            yield name, "too_large"
        elif any(isinstance(each, float) and not math.isfinite(each) for each in parts):
            yield name, "no_number"
    if len(json.dumps(variables, ensure_ascii=False).encode(errors="replace")) > MAX_BYTES:
        yield "", "too_large"


def _parts(value: Json) -> Iterator[Any]:
    """Yield the value and all inside it."""
    waiting: list[Json] = [value]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _too_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > MAX_STRING


def edit(turn: Turn, wanted: VariablesEdited) -> None:
    """Write and remove the variables in the scope itself; an edit with problems changes nothing."""
    state = turn.state
    if problems(state, wanted):
        return
    assert state.root is not None
    scope = state.activations[wanted.scope] if wanted.scope else state.root
    local = {} if scope.variables is None else scope.variables
    scope.variables = local
    for name, value in wanted.variables.items():
        if turn.observed and (name not in local or differs(local[name], value)):
            turn.tell_change(name, "update" if name in local else "create")
        local[name] = value
        if scope is state.root:
            turn.changed[name] = value
    _remove(turn, scope, wanted.remove)
    element = state.element_of(scope.id) if scope is not state.root else ""
    turn.flush_variables()
    turn.emit(VariablesCorrected(element, tuple(wanted.variables), wanted.remove))


def _remove(turn: Turn, scope: Activation, names: tuple[str, ...]) -> None:
    assert scope.variables is not None
    for name in names:
        if turn.observed:
            turn.tell_change(name, "update")
        del scope.variables[name]
        turn.changed.pop(name, None)
