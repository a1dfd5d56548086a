"""The life of an activation: a token enters, starts, completes and moves on, or is taken away."""

from collections.abc import Iterable

from bpmn.engine.clock_marks import look_at_pauses, mark_clocks_of
from bpmn.engine.closing import close_waits
from bpmn.engine.data import open_data, take_results, write_data
from bpmn.engine.effects import (
    ElementActivated,
    ElementCompleted,
    ElementTerminated,
    Ended,
    FlowTaken,
    StatusChanged,
)
from bpmn.engine.incidents import raise_incident
from bpmn.engine.joins import arrive
from bpmn.engine.nodes import Edge, Node
from bpmn.engine.records import remember
from bpmn.engine.state import Activation
from bpmn.engine.turn import Trouble, Turn, step
from bpmn.engine.variables import apply_inputs, apply_outputs
from bpmn.engine.waiting import open_boundaries
from bpmn.json_types import Json, Variables
from bpmn.model import Status


def create(turn: Turn, parent: Activation, node: Node) -> Activation:
    """Open an activation of the node inside the scope; its first step is the caller's to choose."""
    state = turn.state
    state.counter += 1
    activation = Activation(f"a{state.counter}", node.key, parent)
    if node.behaviour.scoped:
        activation.children = {}
    assert parent.children is not None
    parent.children[activation.id] = activation
    state.activations[activation.id] = activation
    turn.budget -= 1
    turn.effects.append(ElementActivated(activation.id, node.id))
    return activation


def afford(turn: Turn, count: int) -> None:
    """Ask, before many activations are opened at once, whether the turn's budget has them; raises Trouble."""
    if count > max(turn.budget, 1):
        raise Trouble("loop_limit", f"{count:,} elements would begin at once")


def enter(turn: Turn, parent: Activation, node: Node) -> Activation:
    """Let a token begin in the node."""
    activation = create(turn, parent, node)
    turn.steps.append(("activate", activation, None))
    return activation


def take(turn: Turn, scope: Activation, edge: Edge) -> None:
    """Move a token along the flow into the flow's target."""
    turn.effects.append(FlowTaken(edge.id))
    target = edge.target
    if not target.joins or arrive(scope, target, edge.id):
        enter(turn, scope, target)
    else:
        target.behaviour.held(turn, scope, target)


def leave_towards(
    turn: Turn, activation: Activation, node: Node, edge: Edge, variables: Variables
) -> None:
    """End an event-based gateway and complete the event behind the flow, which has happened."""
    scope = activation.parent
    assert scope is not None
    reached = create(turn, scope, edge.target)
    leave(turn, activation, node, ())
    turn.effects.append(FlowTaken(edge.id))
    turn.complete(reached, variables)


def open_element(turn: Turn, activation: Activation, node: Node) -> None:
    """Do what comes before the element's own beginning: data, variables, boundary events, status."""
    if node.data is not None:
        open_data(turn, activation, node.data)
    if node.inputs:
        apply_inputs(turn, activation, node.inputs)
    if node.boundaries:
        open_boundaries(turn, activation, node)
    if node.status_on_activate:
        _tell_status(turn, node.status_on_activate, node)


@step("activate")
def _activate(turn: Turn, activation: Activation, _argument: Json) -> None:
    if turn.budget < 0:
        raise Trouble("loop_limit", "the case went through too many elements without waiting")
    open_element(turn, activation, turn.nodes[activation.key])
    try:
        _start(turn, activation, None)
    except Trouble as trouble:  # what is done so far must not be done again
        raise_incident(turn, activation, trouble, "start", None)


@step("start")
def _start(turn: Turn, activation: Activation, _argument: Json) -> None:
    node = turn.nodes[activation.key]
    node.behaviour.start(turn, activation, node)
    if node.slas:
        turn.later("clocks", activation)
    if node.pausing:
        look_at_pauses(turn, activation, node)


@step("complete")
def _complete(turn: Turn, activation: Activation, variables: Json) -> None:
    if activation.children:
        return  # an event began something inside meanwhile, whose end completes the scope
    node = turn.nodes[activation.key]
    assert variables is None or isinstance(variables, dict)
    if node.data is not None:
        take_results(activation, node, node.data, variables)
    if variables or node.outputs:
        apply_outputs(turn, activation, node, variables)
    if node.data is not None:
        write_data(turn, activation, node.data)
    ways = node.behaviour.ways(turn, activation, node)
    if node.produced > 1 or len(ways) > 1:
        afford(turn, len(ways) * node.produced)
    if node.recorded:
        remember(activation, node)
    leave(turn, activation, node, ways if node.produced == 1 else [*ways] * node.produced)


def leave(turn: Turn, activation: Activation, node: Node, ways: Iterable[Edge]) -> None:
    """End the activation normally and move its token on along the ways."""
    if activation.waits:
        close_waits(turn, activation)
    turn.effects.append(ElementCompleted(activation.id, node.id))
    if node.status_on_complete:
        _tell_status(turn, node.status_on_complete, node)
    if node.marks or node.pausing:
        mark_clocks_of(turn, activation, node)
    del turn.state.activations[activation.id]
    scope = activation.parent
    if scope is None:
        data = activation.data or {}
        outcome, reason = data.get("outcome", "completed"), data.get("reason", "")
        end_case(turn, str(outcome), reason=str(reason))
        return
    assert scope.children is not None
    del scope.children[activation.id]
    node.behaviour.finish(turn, activation, node)
    for edge in ways:
        take(turn, scope, edge)
    turn.nodes[scope.key].behaviour.child_completed(turn, scope, activation)


def terminate(turn: Turn, activation: Activation) -> None:
    """Take the activation away with all inside it, the innermost and youngest first."""
    if activation.children:
        clear(turn, activation)
    turn.nodes[activation.key].behaviour.cancel(turn, activation)
    close_waits(turn, activation)
    if turn.nodes[activation.key].pausing:
        look_at_pauses(turn, activation, turn.nodes[activation.key])
    if activation.parent is not None:
        turn.effects.append(ElementTerminated(activation.id, turn.nodes[activation.key].id))
        assert activation.parent.children is not None
        del activation.parent.children[activation.id]
    del turn.state.activations[activation.id]


def clear(turn: Turn, scope: Activation) -> None:
    """Take away every token inside the scope."""
    for child in reversed(list((scope.children or {}).values())):
        terminate(turn, child)
    scope.arrived = None


def end_case(turn: Turn, outcome: str, error: str = "", reason: str = "") -> None:
    """End the case."""
    turn.flush_variables()
    turn.state.outcome = outcome
    turn.state.root = None
    turn.emit(Ended(outcome, error, reason))  # type: ignore[arg-type]  # one of the four words


def end_by_error(turn: Turn, code: str) -> None:
    """End the case because of an error that nothing in it catches."""
    assert turn.state.root is not None
    terminate(turn, turn.state.root)
    end_case(turn, "error", error=code)


def _tell_status(turn: Turn, statuses: Iterable[Status], node: Node) -> None:
    for status in statuses:
        turn.emit(StatusChanged(status.value, node.id))
