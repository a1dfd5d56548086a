"""Processes, sub-processes and event sub-processes: scopes that end when nothing moves inside."""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.joins import may_fire
from bpmn.engine.lifecycle import create, enter
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Trouble, Turn, step
from bpmn.engine.waiting import open_event_subprocesses
from bpmn.json_types import Json, Variables
from bpmn.model import InclusiveGateway


class Containing(Behaviour):
    """Begins its content and completes with it."""

    scoped = True

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Wait for the event sub-processes' events, then begin at the start events."""
        open_event_subprocesses(turn, activation, node)
        trigger = activation.data or {}
        if "start" in trigger:
            variables = trigger.get("with")
            assert isinstance(variables, dict)
            activation.data = None
            begin_triggered(turn, activation, turn.nodes[str(trigger["start"])], variables)
            return
        for start in node.starts:
            enter(turn, activation, start)
        if not node.starts:
            turn.complete(activation)

    def child_completed(self, turn: Turn, activation: Activation, child: Activation) -> None:
        """Complete once no token is inside."""
        del child
        if activation.children:
            return
        if activation.arrived:
            turn.later("stuck", activation)
        else:
            turn.complete(activation)


@step("open_scope")
def _open_scope(turn: Turn, activation: Activation, _argument: Json) -> None:
    """Open the root: its start events are entered by `bpmn.engine.start`."""
    open_event_subprocesses(turn, activation, turn.node(activation))


@step("stuck")
def _stuck(turn: Turn, activation: Activation, _argument: Json) -> None:
    """Raise trouble where tokens wait at a join that no other token can reach: nobody would notice.

    An inclusive join starts when the steps are done, unless another join is in front of it that waits in vain.
    """
    joins = [turn.nodes[key] for key in activation.arrived or ()]
    inclusive = [node for node in joins if isinstance(node.element, InclusiveGateway)]
    if activation.children or any(may_fire(turn, activation, node) for node in inclusive):
        return
    if joins:
        names = ", ".join(node.id for node in joins)
        raise Trouble("stuck", f"a join waits for a token that cannot come any more: {names}")


def begin_triggered(turn: Turn, scope: Activation, start: Node, variables: Variables) -> None:
    """Begin at an event that has already happened."""
    turn.complete(create(turn, scope, start), variables)
