"""Multiple events (BPMN 2.0.2, 10.5.5): the first trigger is enough, or in a parallel one all are needed.

A parallel multiple event takes each of its triggers once. What has come is not waited for again until the set
is full; then an event that does not interrupt begins anew.
"""

from bpmn.engine.closing import close_waits_for
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn, step
from bpmn.engine.waiting import open_gathering, open_parts_again, open_waits
from bpmn.engine.waits import Gathering
from bpmn.json_types import Json, Variables
from bpmn.model import BoundaryEvent, Multiple, StartEvent


def gathers(part: Node) -> bool:
    """Whether the node is one of the triggers of a parallel multiple event."""
    return (
        part.whole is not None
        and isinstance(part.whole.trigger, Multiple)
        and part.whole.trigger.parallel
    )


def gather(turn: Turn, host: Activation, part: Node, variables: Variables) -> Variables | None:
    """Note that the trigger has come; give what all have brought once the event has happened."""
    if not gathers(part):
        return variables
    whole = part.whole
    assert whole is not None
    gathering = _gathering_of(turn, host, whole)
    place = whole.parts.index(part)
    if place in gathering.happened:
        return None
    gathering.happened.append(place)
    gathering.variables = {**gathering.variables, **variables}
    close_waits_for(turn, host, (part.key,), "tmg")
    if len(gathering.happened) < len(whole.parts):
        return None
    brought = gathering.variables
    gathering.variables = {}
    return brought


def begin_anew(turn: Turn, host: Activation, whole: Node) -> None:
    """Let an event that does not interrupt gather its set once more, after all that this one brought."""
    element = whole.element
    if isinstance(element, BoundaryEvent | StartEvent) and not element.interrupting:
        turn.later("gather_again", host, whole.key)


def _gathering_of(turn: Turn, host: Activation, whole: Node) -> Gathering:
    found = _open_gathering(turn, host, whole)
    assert found is not None
    return found


def _open_gathering(turn: Turn, host: Activation, whole: Node) -> Gathering | None:
    gatherings = turn.state.gatherings
    held = (gatherings[wait_id] for wait_id in host.waits or () if wait_id in gatherings)
    return next((each for each in held if each.target == whole.key), None)


def begin_gathering(turn: Turn, host: Activation, place: int, brought: Variables) -> None:
    """Let a case that one trigger of a parallel multiple start event has begun wait for the others."""
    whole = turn.node(host)
    gathering = open_gathering(turn, host, whole)
    gathering.happened.append(place)
    gathering.variables = dict(brought)
    turn.later("gather_rest", host, brought)


@step("gather_rest")
def _gather_rest(turn: Turn, host: Activation, brought: Json) -> None:
    assert isinstance(brought, dict)
    whole = turn.node(host)
    happened = _gathering_of(turn, host, whole).happened
    rest = [part for place, part in enumerate(whole.parts) if place not in happened]
    open_waits(turn, host, rest, brought)


@step("gather_again")
def _gather_again(turn: Turn, host: Activation, key: Json) -> None:
    """Wait for the whole set once more; a condition must first become false again.

    Another event may have interrupted the host meanwhile, and with it the waiting.
    """
    whole = turn.nodes[str(key)]
    gathering = _open_gathering(turn, host, whole)
    if gathering is not None:
        open_parts_again(turn, host, whole)
        gathering.happened.clear()
