"""Moving tokens of a running case: what may be taken away and begun, found without changing anything.

Zeebe's process instance modification: activations are named by their ids, elements by theirs. An element begins in the
one open activation of the scope around it, or in a new one that is opened with the scopes around it; where
several are open somebody has to say which.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bpmn.engine.nodes import INNER, UNDO
from bpmn.engine.operator_events import Activate, ModificationRequested
from bpmn.engine.remaining import survives
from bpmn.engine.scopes import elements_of
from bpmn.engine.state import Activation, State
from bpmn.model import (
    Activity,
    BoundaryEvent,
    ComplexGateway,
    EventBasedGateway,
    FlowNode,
    Process,
    ReceiveTask,
    StartEvent,
    SubProcess,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a modification is refused.

    ``code`` is one of `carelane.domain.errors`; ``about`` the element or activation; ``why`` one of ``root``,
    ``nothing_left``, ``nothing_to_do``, ``start_event``, ``boundary_event``, ``event_subprocess``,
    ``compensation_handler``, ``instantiating``, ``complex_gateway``, ``inside_loop``, ``being_undone``, ``wrong_scope``,
    or empty where the code says it all; ``choices`` the activations of which one has to be named.
    """

    code: str
    about: str = ""
    why: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element begins: in the open activation ``scope``, inside new ones of the elements ``around``."""

    scope: str
    around: tuple[str, ...]


def problems(process: Process, state: State, wanted: ModificationRequested) -> tuple[Problem, ...]:
    """Name everything that keeps the modification from being done; changes nothing."""
    if state.root is None:
        return (Problem("case_ended"),)
    if state.compensating:
        return (Problem("case_compensating"),)
    if not wanted.terminate and not wanted.activate:
        return (Problem("not_modifiable", why="nothing_to_do"),)
    found = [one for id_ in wanted.terminate for one in _not_terminable(state, id_)]
    places = [place_of(process, state, one, wanted.terminate) for one in wanted.activate]
    found += [place for place in places if isinstance(place, Problem)]
    if not found and not wanted.activate and not survives(process, state.root, wanted.terminate):
        found.append(Problem("not_modifiable", why="nothing_left"))
    return tuple(found)


def _not_terminable(state: State, activation_id: str) -> Iterator[Problem]:
    activation = state.activations.get(activation_id)
    if activation is None:
        yield Problem("unknown_activation", activation_id)
    elif activation.parent is None:
        yield Problem("not_modifiable", activation_id, "root")
    elif why := _untouchable(activation):
        yield Problem("not_modifiable", activation_id, why)


def _untouchable(activation: Activation) -> str:
    """Say why only the engine may begin and end what is here: its counts would not be right any more."""
    at: Activation | None = activation
    while at is not None:
        if at.key.endswith(INNER):
            return "inside_loop"
        if at.key.endswith(UNDO):
            return "being_undone"
        at = at.parent
    return ""


def place_of(
    process: Process, state: State, wanted: Activate, terminated: tuple[str, ...]
) -> Place | Problem:
    """Find where the element would begin, or why it cannot."""
    known = elements_of(process).get(wanted.element_id)
    if known is None:
        return Problem("unknown_element", wanted.element_id)
    element, around = known
    if why := _not_beginnable(element, around):
        return Problem("not_modifiable", wanted.element_id, why)
    chain = [each.id for each in around]
    if wanted.scope:
        return _chosen(process, state, wanted, chain, terminated)
    return _searched(process, state, wanted.element_id, chain, terminated)


def _not_beginnable(element: FlowNode, around: tuple[SubProcess, ...]) -> str:
    """Say why nobody can begin the element by hand."""
    match element:
        case StartEvent():
            return "start_event"
        case BoundaryEvent():
            return "boundary_event"
        case SubProcess(by_event=True):
            return "event_subprocess"
        case Activity(for_compensation=True):
            return "compensation_handler"
        case ReceiveTask(instantiate=True) | EventBasedGateway(instantiate=True):
            return "instantiating"
        case ComplexGateway(activation=activation) if activation is not None:
            return "complex_gateway"
    if any(each.loop is not None for each in around):
        return "inside_loop"
    return "compensation_handler" if any(each.for_compensation for each in around) else ""


def _chosen(
    process: Process, state: State, wanted: Activate, chain: list[str], terminated: tuple[str, ...]
) -> Place | Problem:
    """Begin in the named activation, or in new ones inside it."""
    scope = state.activations.get(wanted.scope)
    if scope is None:
        return Problem("unknown_activation", wanted.scope)
    keys = [process.id, *chain]
    if scope.key not in keys or _gone(scope, terminated):
        return Problem("not_modifiable", wanted.element_id, "wrong_scope")
    if why := _untouchable(scope) or _being_left(scope):
        return Problem("not_modifiable", wanted.element_id, why)
    return Place(scope.id, tuple(keys[keys.index(scope.key) + 1 :]))


def _searched(
    process: Process, state: State, element_id: str, chain: list[str], terminated: tuple[str, ...]
) -> Place | Problem:
    """Begin in the only open activation of the nearest scope that is open."""
    keys = [process.id, *chain]
    for depth in range(len(keys) - 1, -1, -1):
        scopes = [
            each
            for each in state.activations.values()
            if each.key == keys[depth] and not _gone(each, terminated)
        ]
        if len(scopes) > 1:
            choices = tuple(each.id for each in scopes)
            return Problem("ambiguous_scope", element_id, choices=choices)
        if scopes:
            if why := _untouchable(scopes[0]) or _being_left(scopes[0]):
                return Problem("not_modifiable", element_id, why)
            return Place(scopes[0].id, tuple(keys[depth + 1 :]))
    return Problem("not_modifiable", element_id, "wrong_scope")


def _gone(activation: Activation, terminated: tuple[str, ...]) -> bool:
    """Say whether the activation is taken away, itself or with what is around it."""
    at: Activation | None = activation
    while at is not None:
        if at.id in terminated:
            return True
        at = at.parent
    return False


def _being_left(scope: Activation) -> str:
    """Say whether a transaction around here is being cancelled: nothing goes on in it."""
    at: Activation | None = scope
    while at is not None:
        for child in (at.children or {}).values():
            if child.key.endswith(UNDO) and (child.data or {}).get("cancels"):
                return "being_undone"
        at = at.parent
    return ""
