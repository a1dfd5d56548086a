"""Throwing errors and escalations: the search for whoever catches them, from the inside out."""

from collections.abc import Iterator

from bpmn.engine.effects import EscalationRaised
from bpmn.engine.nodes import UNDO, Node
from bpmn.engine.state import Activation
from bpmn.engine.triggering import trigger
from bpmn.engine.turn import Turn
from bpmn.json_types import Variables
from bpmn.model import ErrorTrigger, EscalationTrigger

Kind = type[ErrorTrigger] | type[EscalationTrigger]


def find_catcher(
    turn: Turn, thrower: Activation, kind: Kind, code: str
) -> tuple[Activation, Node] | None:
    """Give the host and the event that catch the code.

    Boundary events of the thrower itself come first, then in each scope around it the event
    sub-processes and the scope's own boundary events. An event sub-process does not catch what comes
    out of itself. In one place the event with the same code goes before one that catches all.
    """
    for host, places in _places(turn, thrower):
        found = _matching(places, kind, code)
        if found is not None:
            return host, found
    return None


def caught_codes(turn: Turn, thrower: Activation) -> tuple[str, ...]:
    """Give the codes of all errors that would be caught here, in this case or by those that called it."""
    found: dict[str, None] = {}
    for _, places in _places(turn, thrower):
        triggers = [each.trigger for place in places for each in (place, *place.parts)]
        found.update({each.code: None for each in triggers if isinstance(each, ErrorTrigger)})
    return tuple(found | dict.fromkeys(turn.state.catches))


def _places(turn: Turn, thrower: Activation) -> Iterator[tuple[Activation, list[Node]]]:
    """Yield the catching events around the thrower, from the inside out.

    A transaction that is being cancelled ends by its boundary: its own event sub-processes catch nothing, or
    it would go on as if all had been done.
    """
    came_from, cancelled = "", False
    host: Activation | None = thrower
    while host is not None:
        node = turn.node(host)
        handlers = node.event_subprocesses
        if not cancelled:
            yield host, [start for handler, start in handlers if handler.key != came_from]
        yield host, list(node.boundaries)
        came_from = node.key
        cancelled = came_from.endswith(UNDO) and "cancels" in (host.data or {})
        host = host.parent


def _matching(places: list[Node], kind: Kind, code: str) -> Node | None:
    any_code: Node | None = None
    for place in [part for whole in places for part in (whole, *whole.parts)]:
        caught = place.trigger
        if not isinstance(caught, kind) or not isinstance(caught, ErrorTrigger | EscalationTrigger):
            continue
        if caught.code == code:
            return place
        if not caught.code:
            any_code = any_code or place
    return any_code


def throw_error(turn: Turn, thrower: Activation, code: str, variables: Variables) -> bool:
    """Give the error to its catcher; say whether there was one."""
    found = find_catcher(turn, thrower, ErrorTrigger, code)
    if found is None:
        return False
    trigger(turn, *found, variables)
    return True


def throw_escalation(turn: Turn, thrower: Activation, code: str, variables: Variables) -> None:
    """Give the escalation to its catcher, if there is one."""
    found = find_catcher(turn, thrower, EscalationTrigger, code)
    element = turn.node(thrower).id
    turn.emit(EscalationRaised(code, element, found[1].id if found else ""))
    if found is not None:
        trigger(turn, *found, variables)
