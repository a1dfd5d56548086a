"""The standard loop: the activity again and again while its condition holds."""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.lifecycle import create
from bpmn.engine.nodes import Node
from bpmn.engine.splits import is_true
from bpmn.engine.state import Activation
from bpmn.engine.turn import Trouble, Turn, step
from bpmn.engine.variables import context_of
from bpmn.json_types import Json
from bpmn.model import Activity, StandardLoop


def _loop_of(node: Node) -> StandardLoop:
    assert isinstance(node.element, Activity)
    assert isinstance(node.element.loop, StandardLoop)
    return node.element.loop


class Looping(Behaviour):
    """Keeps the number of passes and opens one instance at a time."""

    scoped = True

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Begin the first pass, unless the test before it fails."""
        activation.data = {"passes": 0}
        loop = _loop_of(node)
        if loop.test_before:
            turn.later("loop_again", activation)
        else:
            _pass(turn, activation, node)

    def child_completed(self, turn: Turn, activation: Activation, child: Activation) -> None:
        """Look whether there is to be another pass."""
        del child
        turn.later("loop_again", activation)


@step("loop_again")
def _loop_again(turn: Turn, activation: Activation, _argument: Json) -> None:
    node = turn.node(activation)
    loop = _loop_of(node)
    if turn.budget <= 0:
        raise Trouble("loop_limit", "the loop went through too many passes without waiting")
    full = loop.maximum and _passes(activation) >= loop.maximum
    if full or not _wanted(turn, activation, loop):
        turn.complete(activation)
    else:
        _pass(turn, activation, node)


def _wanted(turn: Turn, activation: Activation, loop: StandardLoop) -> bool:
    if loop.condition is None:
        return True
    context = {**context_of(activation), "loopCounter": _passes(activation)}
    return is_true(turn, loop.condition, context, "the loop condition")


def _passes(activation: Activation) -> int:
    passes = (activation.data or {}).get("passes", 0)
    assert isinstance(passes, int)
    return passes


def _pass(turn: Turn, activation: Activation, node: Node) -> None:
    assert node.inner is not None
    passes = _passes(activation) + 1
    activation.data = {"passes": passes}
    instance = create(turn, activation, node.inner)
    instance.variables = {"loopCounter": passes}
    turn.later("activate", instance)
