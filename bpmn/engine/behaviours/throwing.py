"""Intermediate throw events and end events.

An intermediate event throws while its token is still in it, so that an interrupting catcher takes the
token away; an end event throws when it has ended and its token is gone.
"""

from bpmn.engine.behaviours.jobs import Working, run_job
from bpmn.engine.behaviours.sending import publish
from bpmn.engine.lifecycle import clear, end_by_error
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.throwing import throw_error, throw_escalation
from bpmn.engine.triggering import throw_signal
from bpmn.engine.turn import Turn
from bpmn.engine.variables import context_of, text_value
from bpmn.model import (
    EndEvent,
    ErrorTrigger,
    EscalationTrigger,
    JobDefinition,
    MessageThrow,
    SignalTrigger,
    Terminate,
    Throw,
    ThrowEvent,
)


class Throwing(Working):
    """Throws what the event says; a none event just passes."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Send messages and run jobs now, and what an intermediate event throws."""
        assert isinstance(node.element, ThrowEvent | EndEvent)
        match node.element.throw:
            case MessageThrow(sending=JobDefinition() as job):
                run_job(turn, activation, node, job)
                return
            case MessageThrow(sending=sending):
                assert not isinstance(sending, JobDefinition)
                publish(turn, activation, node, sending)
            case SignalTrigger(name=name):
                text = text_value(turn, name, context_of(activation), "the signal name")
                activation.data = {"signal": text}
        if isinstance(node.element, ThrowEvent):
            _throw(turn, activation, node.element.throw)
        turn.complete(activation)

    def finish(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Throw what an end event throws."""
        if isinstance(node.element, EndEvent):
            _throw(turn, activation, node.element.throw)


def _throw(turn: Turn, activation: Activation, thrown: Throw | None) -> None:
    match thrown:
        case SignalTrigger():
            throw_signal(turn, str((activation.data or {})["signal"]), {})
        case EscalationTrigger(code=code):
            throw_escalation(turn, activation, code, {})
        case ErrorTrigger(code=code):
            _throw_error(turn, activation, code)
        case Terminate():
            _terminate_scope(turn, activation)


def _throw_error(turn: Turn, activation: Activation, code: str) -> None:
    if not throw_error(turn, activation, code, {}):
        end_by_error(turn, code)


def _terminate_scope(turn: Turn, activation: Activation) -> None:
    scope = activation.parent
    assert scope is not None
    clear(turn, scope)
    if scope.parent is None:
        scope.data = {"outcome": "terminated"}
