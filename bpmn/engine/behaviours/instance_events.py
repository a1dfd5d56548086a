"""The events that a multi-instance activity throws by itself as its instances complete.

BPMN 2.0.2, 10.3.8 and table 10.30: behavior All throws none, None one for each instance, One for the first; Complex
asks its definitions each time. Only boundary events of the activity itself catch them. For None and One the
activity goes on, whatever the boundary event says: each instance is to throw. A boundary event that
catches a Complex one and is interrupting cancels the instances that are left; what was done counts, so the
activity completes.
"""

from dataclasses import dataclass

from bpmn.engine.lifecycle import create
from bpmn.engine.nodes import Node
from bpmn.engine.splits import is_true
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn
from bpmn.engine.variables import text_value
from bpmn.json_types import Variables
from bpmn.model import BoundaryEvent, EscalationTrigger, ImplicitThrow, MultiInstance, SignalTrigger


@dataclass(frozen=True, slots=True)
class Thrown:
    """What a completed instance throws: the boundary events that catch it, and whether they stop the rest."""

    catchers: tuple[Node, ...]
    stops: bool

    def begin(self, turn: Turn, activation: Activation, counts: Variables) -> None:
        """Begin at the boundary events; they see the counts in their output mappings."""
        assert activation.parent is not None
        for node in self.catchers:
            caught = create(turn, activation.parent, node)
            turn.complete(caught, dict(counts) if node.outputs else {})


def thrown_by_instance(
    turn: Turn, node: Node, loop: MultiInstance, context: Variables, *, first: bool
) -> Thrown:
    """Work out what the instance that has just completed throws; nothing is changed yet."""
    events = [
        each.event
        for each in loop.events
        if each.condition is None or is_true(turn, each.condition, context, "the condition")
    ]
    if loop.behavior == "One" and not first:
        events = []
    catchers = [found for each in events if (found := _catcher(turn, node, each, context))]
    stops = loop.behavior == "Complex" and any(map(_interrupting, catchers))
    return Thrown(tuple(catchers), stops)


def _interrupting(node: Node) -> bool:
    return isinstance(node.element, BoundaryEvent) and node.element.interrupting


def _catcher(turn: Turn, node: Node, event: ImplicitThrow, context: Variables) -> Node | None:
    for each in node.boundaries:
        if any(_fits(turn, part, event, context) for part in (each, *each.parts)):
            return each
    return None


def _fits(turn: Turn, boundary: Node, event: ImplicitThrow, context: Variables) -> bool:
    match boundary.trigger, event:
        case SignalTrigger(name=waited), SignalTrigger(name=thrown):
            names = [
                text_value(turn, each, context, "the signal name") for each in (waited, thrown)
            ]
            return names[0] == names[1]
        case EscalationTrigger(code=waited_code), EscalationTrigger(code=code):
            return waited_code in ("", code)
    return False
