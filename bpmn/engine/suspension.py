"""Suspending a case and resuming it.

A suspended case stands still: its timers do not fire, and what arrives (messages, signals, answers of jobs and of
called cases) is held in its state in the order of arrival. Resumed, it catches up in the order of time: a timer
that was due before a message came fires before the message is taken. The moment of all that is the moment of
resuming; who catches up on very much does so over several turns.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any

from bpmn.engine.due import fire_due
from bpmn.engine.effects import CaseResumed, CaseSuspended, EventHeld, MessageNotTaken
from bpmn.engine.events import (
    ChildDone,
    ChildEscalated,
    ChildFailed,
    Event,
    JobDone,
    JobFailed,
    JobThrew,
    MessageArrived,
    SignalArrived,
)
from bpmn.engine.loop import run_steps
from bpmn.engine.state import State
from bpmn.engine.turn import BUDGET, STEPS_OF_FEEL, Turn
from bpmn.json_types import Json, Variables

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        JobDone,
        JobFailed,
        JobThrew,
        ChildDone,
        ChildFailed,
        ChildEscalated,
        MessageArrived,
        SignalArrived,
    )
}
Take = Callable[[Turn, Event], None]
"""Lets an event happen in a turn."""


def holds_back(state: State, event: Event) -> bool:
    """Say whether the event has to wait: the case is suspended, or has not caught up yet."""
    waits = state.suspended or state.behind or bool(state.held)
    return waits and type(event).__name__ in _KINDS


def hold(turn: Turn, event: Event) -> None:
    """Keep the event for later, and say so; a message or signal that is held already came once more."""
    kind = type(event).__name__
    if _is_held(turn.state, event):
        return
    kept: Variables = {"at": turn.now.isoformat(), "type": kind}
    for each in fields(event):
        kept[each.name] = getattr(event, each.name)
    turn.state.held.append(kept)
    turn.emit(_told(event))


def _is_held(state: State, event: Event) -> bool:
    """Say whether this very message or signal is held: who delivers until it is taken delivers often."""
    match event:
        case MessageArrived(message_id=message_id):
            return any(each.get("message_id") == message_id for each in state.held)
        case SignalArrived(signal_id=signal_id) if signal_id:
            return any(each.get("signal_id") == signal_id for each in state.held)
    return False


def _told(event: Event) -> EventHeld:
    match event:
        case MessageArrived(message_id=message_id, message_name=name):
            return EventHeld("message", name, message_id)
        case SignalArrived(signal_id=signal_id, signal_name=name):
            return EventHeld("signal", name, signal_id)
        case JobDone(job_id=job_id) | JobFailed(job_id=job_id) | JobThrew(job_id=job_id):
            return EventHeld("job", "", job_id)
    assert isinstance(event, ChildDone | ChildFailed | ChildEscalated)
    return EventHeld("call", "", event.child_id)


def suspend(turn: Turn) -> None:
    """Stand still; a case that does already changes nothing."""
    if not turn.state.suspended:
        turn.state.suspended = True
        turn.emit(CaseSuspended())


def resume(turn: Turn, take: Take) -> None:
    """Go on: first what operators have changed meanwhile, then what is due and what was held."""
    if not turn.state.suspended:
        return
    turn.state.suspended = False
    turn.emit(CaseResumed())
    take_up(turn)
    run_steps(turn)
    catch_up(turn, take)


def put_off(turn: Turn) -> None:
    """Keep the steps that an operator's change of a suspended case has left to do."""
    touched, turn.touched = turn.touched, {}
    for name, activation, argument in turn.steps:
        kept: Json = [[*each] for each in touched] if name == "conditions" else argument
        turn.state.put_off.append((name, activation.id, kept))
    turn.steps.clear()


def take_up(turn: Turn) -> None:
    """Put the steps back on the list that were put off."""
    steps, turn.state.put_off = turn.state.put_off, []
    for name, activation_id, argument in steps:
        activation = turn.state.activations.get(activation_id)
        if activation is None:
            continue
        if name == "conditions" and isinstance(argument, list):
            pairs = [each for each in argument if isinstance(each, list)]
            turn.touched.update({(str(name), str(how)): None for name, how in pairs})
        turn.later(name, activation, argument)


def catch_up(turn: Turn, take: Take, *, in_parts: bool = False) -> None:
    """Let what is due and what was held happen, in the order of time, as far as one turn may go."""
    state = turn.state
    state.behind = False
    while state.held and not state.suspended:
        arrived = datetime.fromisoformat(str(state.held[0]["at"]))
        state.behind = not fire_due(turn, arrived, in_parts=in_parts)
        if state.ended or state.behind or not _affordable(turn):
            break
        event = _event(state.held.pop(0))
        take(turn, event)
        run_steps(turn)
    if state.ended:
        give_back(turn)
    elif not state.held:
        state.behind = not fire_due(turn, turn.now, in_parts=in_parts)


def _affordable(turn: Turn) -> bool:
    """Leave half of what a turn may cost to what an event sets going."""
    return turn.budget > BUDGET // 2 and turn.allowance.left > STEPS_OF_FEEL // 2


def _event(kept: dict[str, Json]) -> Event:
    values: dict[str, Any] = {name: kept[name] for name in kept if name not in {"at", "type"}}
    event: Event = _KINDS[str(kept["type"])](**values)
    return event


def give_back(turn: Turn) -> None:
    """Give back the messages that were held by a case which is over."""
    held, turn.state.held = turn.state.held, []
    for each in held:
        if each["type"] == MessageArrived.__name__:
            turn.emit(MessageNotTaken(str(each["message_id"])))
