"""Intermediate throw events and end events.

An intermediate event throws while its token is still in it, so that an interrupting catcher takes the
token away; an end event throws when it has ended and its token is gone. A multiple event throws all that
it says in the order of the file, but what ends its scope last (BPMN 2.0.2, 10.5.3: all are thrown).
"""

from collections.abc import Iterable

from bpmn.engine.behaviours.jobs import Working, run_job
from bpmn.engine.behaviours.sending import message_of, payload_of
from bpmn.engine.compensation import compensate
from bpmn.engine.effects import BroadcastSignal
from bpmn.engine.lifecycle import clear, end_by_error, enter
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.throwing import throw_error, throw_escalation
from bpmn.engine.transactions import cancel_transaction
from bpmn.engine.triggering import close_event_waits, throw_signal
from bpmn.engine.turn import Turn
from bpmn.engine.variables import context_of, text_value
from bpmn.json_types import Json
from bpmn.model import (
    CancelTrigger,
    CompensationThrow,
    EndEvent,
    ErrorTrigger,
    EscalationTrigger,
    JobDefinition,
    MessageThrow,
    Sending,
    SignalTrigger,
    SingleThrow,
    Terminate,
    ThrowEvent,
    throws_in,
)

_LAST = (CancelTrigger, ErrorTrigger, Terminate)


class Throwing(Working):
    """Throws what the event says; a none event just passes."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Send messages and run jobs now, and what an intermediate event throws."""
        assert isinstance(node.element, ThrowEvent | EndEvent)
        match node.element.throw:
            case MessageThrow(sending=JobDefinition() as job):
                run_job(turn, activation, node, job)
                return
        throws = throws_in(node.element.throw)
        _prepare(turn, activation, node, throws)
        undoing = [one for one in throws if isinstance(one, CompensationThrow)]
        undone = [compensate(turn, activation, one) for one in undoing]
        if isinstance(node.element, ThrowEvent):
            _throw_all(turn, activation, node)
        if not any(undone):
            turn.complete(activation)

    def finish(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Throw what an end event throws, and go on at the other side of a link."""
        if isinstance(node.element, EndEvent):
            _throw_all(turn, activation, node)
        if node.link is not None and activation.parent is not None:
            enter(turn, activation.parent, node.link)


def _prepare(turn: Turn, activation: Activation, node: Node, throws: Iterable[SingleThrow]) -> None:
    """Work out all names and messages before anything is told, then send the messages."""
    context = context_of(activation)
    messages = []
    signals: list[Json] = []
    for thrown in throws:
        match thrown:
            case MessageThrow(sending=Sending() as sending):
                messages.append(message_of(turn, activation, node, sending))
            case SignalTrigger(name=name):
                signals.append(text_value(turn, name, context, "the signal name"))
    for message in messages:
        turn.emit(message)
    if signals:
        activation.data = {"signals": signals}


def _throw_all(turn: Turn, activation: Activation, node: Node) -> None:
    """Throw everything; an event that was skipped knows no names for its signals and throws none."""
    assert isinstance(node.element, ThrowEvent | EndEvent)
    thrown = throws_in(node.element.throw)
    signals = (activation.data or {}).get("signals", [])
    assert isinstance(signals, list)
    names = iter(signals)
    for each in sorted(thrown, key=lambda one: isinstance(one, _LAST)):
        if isinstance(each, SignalTrigger):
            if name := next(names, None):
                _broadcast(turn, activation, node, str(name))
        else:
            _throw(turn, activation, each)


def _broadcast(turn: Turn, activation: Activation, node: Node, name: str) -> None:
    """Tell the signal to this case, oldest listener first, and to all others."""
    payload = payload_of(activation, node)
    turn.emit(BroadcastSignal(turn.state.next_id("b"), node.id, name, payload))
    throw_signal(turn, name, payload)


def _throw(turn: Turn, activation: Activation, thrown: SingleThrow) -> None:
    """Throw what goes up through the scopes; a scope that is gone by what went before hears nothing."""
    if activation.parent is None or activation.parent.id not in turn.state.activations:
        return
    match thrown:
        case EscalationTrigger(code=code):
            throw_escalation(turn, activation, code, {})
        case ErrorTrigger(code=code):
            _throw_error(turn, activation, code)
        case CancelTrigger():
            cancel_transaction(turn, activation, turn.node(activation))
        case Terminate():
            _terminate_scope(turn, activation)


def _throw_error(turn: Turn, activation: Activation, code: str) -> None:
    if not throw_error(turn, activation, code, {}):
        end_by_error(turn, code)


def _terminate_scope(turn: Turn, activation: Activation) -> None:
    scope = activation.parent
    assert scope is not None
    clear(turn, scope)
    close_event_waits(turn, scope)
    if scope.parent is None:
        scope.data = {"outcome": "terminated"}
