"""Moves tokens: begins elements, then takes activations away, in one turn (`bpmn.engine.modification`).

A scope that is opened for an element inside it is opened as by a token, but its own beginning is left out. A scope
of which everything was taken away is taken away too; one at whose join a token is left waiting is an incident.
"""

from collections.abc import Iterable

from bpmn.engine.effects import CaseModified
from bpmn.engine.incidents import raise_incident
from bpmn.engine.joins import take_tokens
from bpmn.engine.lifecycle import create, open_element, terminate
from bpmn.engine.modification import Place, place_of, problems
from bpmn.engine.nodes import Node
from bpmn.engine.operator_events import Activate, ModificationRequested
from bpmn.engine.remaining import gathers, waits_for_more
from bpmn.engine.state import Activation
from bpmn.engine.turn import Trouble, Turn, step
from bpmn.engine.variables import merge
from bpmn.engine.waiting import open_event_subprocesses
from bpmn.json_types import Json
from bpmn.model import AdHocSubProcess, Gateway

_Trees = dict[str, list[Json]]
"""What begins in each open activation: key, variables, and what begins inside."""


def modify(turn: Turn, wanted: ModificationRequested) -> None:
    """Move the tokens; a modification with problems changes nothing."""
    process, state = turn.program.process, turn.state
    if problems(process, state, wanted):
        return
    assert state.root is not None
    merge(turn, state.root, wanted.variables)
    trees: _Trees = {}
    for one in wanted.activate:
        place = place_of(process, state, one, wanted.terminate)
        assert isinstance(place, Place)
        _plant(trees.setdefault(place.scope, []), place.around, one)
    taken = [state.activations[each] for each in dict.fromkeys(wanted.terminate)]
    terminated = tuple(state.element_of(each.id) for each in taken)
    turn.emit(CaseModified(tuple(one.element_id for one in wanted.activate), terminated))
    for scope, inside in trees.items():
        _begin(turn, state.activations[scope], inside)
    for activation in taken:
        _take_away(turn, activation)
    for activation in taken:
        assert activation.parent is not None
        _tidy(turn, activation.parent)


def _plant(trees: list[Json], around: tuple[str, ...], wanted: Activate) -> None:
    """Add what is to begin; what begins in the same new scope shares it."""
    for key in around:
        known = [each for each in trees if isinstance(each, dict)]
        shared = [each for each in known if each["key"] == key and each["inside"]]
        if shared:
            tree = shared[0]
        else:
            tree = {"key": key, "variables": {}, "inside": []}
            trees.append(tree)
        inside = tree["inside"]
        assert isinstance(inside, list)
        trees = inside
    trees.append({"key": wanted.element_id, "variables": dict(wanted.variables), "inside": []})


def _begin(turn: Turn, scope: Activation, trees: Iterable[Json]) -> None:
    for tree in trees:
        assert isinstance(tree, dict)
        node, inside, variables = turn.nodes[str(tree["key"])], tree["inside"], tree["variables"]
        _take_waiting(scope, node)
        activation = create(turn, scope, node)
        if variables:
            assert isinstance(variables, dict)
            activation.variables = dict(variables)
        turn.later("open_around" if inside else "activate", activation, inside or None)


def _take_waiting(scope: Activation, node: Node) -> None:
    """Let the tokens that wait at a gateway go on with the one that begins there."""
    if node.joins and isinstance(node.element, Gateway):
        take_tokens(scope, node, [*(scope.arrived or {}).get(node.key, ())])


@step("open_around")
def _open_around(turn: Turn, activation: Activation, inside: Json) -> None:
    """Open a scope for what begins inside it."""
    open_element(turn, activation, turn.node(activation))
    try:
        _fill(turn, activation, inside)
    except Trouble as trouble:  # what is done so far must not be done again
        raise_incident(turn, activation, trouble, "fill_around", inside)


@step("fill_around")
def _fill(turn: Turn, activation: Activation, inside: Json) -> None:
    node = turn.node(activation)
    open_event_subprocesses(turn, activation, node)
    if isinstance(node.element, AdHocSubProcess):
        activation.data = {"ahead": [], "enough": False}
    assert isinstance(inside, list)
    _begin(turn, activation, inside)
    if node.slas:
        turn.later("clocks", activation)


def _take_away(turn: Turn, activation: Activation) -> None:
    """Take the activation away, unless it went with one around it; the tokens of a complex gateway go too."""
    if activation.id not in turn.state.activations:
        return
    scope, key = activation.parent, activation.key
    assert scope is not None
    if gathers(turn.program.process, activation) and scope.arrived and key in scope.arrived:
        del scope.arrived[key]
        scope.arrived = scope.arrived or None
    terminate(turn, activation)


def _tidy(turn: Turn, scope: Activation) -> None:
    """Take away a scope in which nothing is left, and those around it of which the same is then true."""
    at: Activation | None = scope
    while at is not None and at.id in turn.state.activations and not at.children:
        if waits_for_more(at):
            later = "ad_hoc_ended" if (at.data or {}).get("ahead") else "stuck"
            turn.later(later, at)
            return
        assert at.parent is not None, "a modification that leaves nothing is refused"
        terminate(turn, at)
        at = at.parent
