"""Calling other cases: what comes back from a child, and what a child's turn means to its caller.

BPMN 2.0.2, 10.3.6 and 13.3.4: a call ends with the called process. Its terminate end event ends only itself,
its uncaught error is thrown at the call, its escalations go up and it goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bpmn.engine.effects import (
    CancelChild,
    Effect,
    Ended,
    EscalationRaised,
    VariablesChanged,
    VariablesCorrected,
)
from bpmn.engine.events import ChildDone, ChildEscalated, ChildFailed
from bpmn.engine.incidents import raise_incident
from bpmn.engine.state import Activation
from bpmn.engine.throwing import throw_error, throw_escalation
from bpmn.engine.turn import Trouble, Turn
from bpmn.json_types import Variables
from bpmn.model import CallActivity

Answer = ChildDone | ChildFailed | ChildEscalated
MAX_DEPTH = 50
"""Most cases above each other: a process that calls itself without end becomes an incident."""


@dataclass(frozen=True, slots=True)
class Caller:
    """What a called case knows of its call, from the effect `StartChild`.

    ``catches`` are the error codes that would be caught there, ``depth`` how many cases are above it.
    """

    catches: tuple[str, ...] = ()
    depth: int = 0


def take_answer(turn: Turn, event: Answer) -> None:
    """Let the call hear of its child; an answer that nobody waits for any more is passed over."""
    activation_id = turn.state.children.get(event.child_id)
    if activation_id is None:
        return
    activation = turn.state.activations[activation_id]
    if isinstance(event, ChildEscalated):
        throw_escalation(turn, activation, event.code, event.variables)
        return
    del turn.state.children[event.child_id]
    if isinstance(event, ChildDone) or event.outcome == "terminated":
        turn.complete(activation, _kept(turn, activation, event.variables))
    elif event.outcome != "error":
        raise_incident(turn, activation, Trouble("call", event.message), "start", None)
    elif not throw_error(turn, activation, event.error_code, event.variables):
        message = f"nothing catches the error {event.error_code!r} of the called process"
        raise_incident(turn, activation, Trouble("unhandled_error", message), "start", None)


def _kept(turn: Turn, activation: Activation, variables: Variables) -> Variables:
    """Without output mappings, only a call that takes all takes anything."""
    node = turn.node(activation)
    assert isinstance(node.element, CallActivity)
    return variables if node.outputs or node.element.called.take_all else {}


def cancel_child(turn: Turn, child_id: str) -> None:
    """Give up a child that is still open."""
    if turn.state.children.pop(child_id, None) is not None:
        turn.emit(CancelChild(child_id, turn.undoes_children))


def answers_of(
    child_id: str, given: Variables, before: Variables, effects: Sequence[Effect]
) -> tuple[Answer, ...]:
    """Say what a turn of the child means to its caller.

    ``given`` are the variables that the child began with, ``before`` its root variables before the turn. It
    gives back what it has changed, and with an error nothing. (Zeebe gives back all; what the child never touched would then overwrite
    what the caller has written meanwhile.)
    """
    after = dict(before)
    found: list[Answer] = []
    for effect in effects:
        match effect:
            case VariablesChanged(variables=changed):
                after.update(changed)
            case VariablesCorrected(element_id="", removed=removed):
                after = {name: value for name, value in after.items() if name not in removed}
            case EscalationRaised(code=code, caught_by=""):
                found.append(ChildEscalated(child_id, code))
            case Ended():
                found.append(_last_answer(child_id, _changed(given, after), effect))
    return tuple(found)


def _changed(given: Variables, after: Variables) -> Variables:
    return {
        name: value for name, value in after.items() if name not in given or given[name] != value
    }


def _last_answer(child_id: str, result: Variables, ended: Ended) -> Answer:
    match ended.outcome:
        case "completed":
            return ChildDone(child_id, result)
        case "terminated":
            return ChildFailed(child_id, "terminated", variables=result)
        case "error":
            return ChildFailed(child_id, "error", ended.error)
    return ChildFailed(child_id, "cancelled", message="the called case was cancelled")
