"""The event-based gateway: waits for several events and goes the way of the first.

One that instantiates (BPMN 2.0.2, 10.6.6) is entered by the event that begins the case. Its parallel kind goes the
way of that event and then of each other one as it comes; the case does not end before all have come.
"""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.closing import close_waits_for
from bpmn.engine.effects import FlowTaken
from bpmn.engine.lifecycle import create, leave, leave_towards
from bpmn.engine.nodes import Edge, Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn, step
from bpmn.engine.waiting import open_waits
from bpmn.json_types import Json, Variables
from bpmn.model import EventBasedGateway


class EventBased(Behaviour):
    """Holds the waits of all events behind it."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Wait for all of them."""
        open_waits(turn, activation, [edge.target for edge in node.outgoing])

    def triggered(
        self, turn: Turn, activation: Activation, target: Node, variables: Variables
    ) -> None:
        """Leave towards the event that happened, which is over as soon as it is reached."""
        node = turn.node(activation)
        edge = next(edge for edge in node.outgoing if edge.target is target)
        assert isinstance(node.element, EventBasedGateway)
        if node.element.parallel:
            _one_of_all(turn, activation, edge, variables)
        else:
            leave_towards(turn, activation, node, edge, variables)


def _one_of_all(turn: Turn, activation: Activation, edge: Edge, variables: Variables) -> None:
    """Go one way of a parallel gateway; leave it once all have been gone."""
    node, scope = turn.node(activation), activation.parent
    assert scope is not None
    begins = activation.data is None
    gone = [*_gone(activation), edge.id]
    activation.data = {"gone": [*gone]}
    close_waits_for(
        turn, activation, [edge.target.key, *(p.key for p in edge.target.parts)], "tmgvy"
    )
    reached = create(turn, scope, edge.target)
    if len(gone) == len(node.outgoing):
        leave(turn, activation, node, ())
    turn.emit(FlowTaken(edge.id))
    turn.complete(reached, variables)
    if begins:  # after that: the keys of the others may be in what has come
        turn.later("events_left", activation)


def _gone(activation: Activation) -> list[str]:
    gone = (activation.data or {}).get("gone", [])
    assert isinstance(gone, list)
    return [str(each) for each in gone]


@step("events_left")
def _events_left(turn: Turn, activation: Activation, _argument: Json) -> None:
    """Wait for the other events of a parallel gateway."""
    gone = _gone(activation)
    edges = turn.node(activation).outgoing
    open_waits(turn, activation, [edge.target for edge in edges if edge.id not in gone])
