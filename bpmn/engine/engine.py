"""`handle` what happens to a case."""

from datetime import datetime

from bpmn.engine.calls import take_answer
from bpmn.engine.cancelling import cancel
from bpmn.engine.effects import Effect, MessageNotTaken
from bpmn.engine.events import (
    CancelRequested,
    ChildDone,
    ChildEscalated,
    ChildFailed,
    Event,
    IncidentResolved,
    JobDone,
    JobFailed,
    JobThrew,
    JobWaits,
    MessageArrived,
    SignalArrived,
    TaskCompleted,
    TaskFailed,
    TaskSkipped,
    TimeReached,
)
from bpmn.engine.human_tasks import end_task
from bpmn.engine.incidents import EVENT_SET_ASIDE, resolve
from bpmn.engine.jobs import hear_of_job
from bpmn.engine.loop import run_steps
from bpmn.engine.operating import operate, take_suspended
from bpmn.engine.operator_events import (
    ClockExtended,
    ModificationRequested,
    SuspendRequested,
    VariablesEdited,
)
from bpmn.engine.program import program_of
from bpmn.engine.setting_aside import load_event, set_aside, set_timer_again
from bpmn.engine.state import Activation, State
from bpmn.engine.suspension import catch_up, give_back, hold, holds_back
from bpmn.engine.triggering import take_message, throw_signal
from bpmn.engine.turn import Turn, step
from bpmn.json_types import Json
from bpmn.model import Process

Result = tuple[State, tuple[Effect, ...]]


def handle_aside(process: Process, state: State, event: Event, now: datetime) -> Result:
    """Set aside an event at which `handle` raised an exception; `state` is as it was before the event.

    What an operator wanted to change is not kept: nothing happens, and the host tells him.
    """
    turn = Turn(program_of(process), state, now)
    if not state.ended:
        set_aside(turn, event)
    return turn.done()


@step(EVENT_SET_ASIDE)
def _take_again(turn: Turn, host: Activation, kept: Json) -> None:
    """Let happen what was set aside."""
    if isinstance(kept, dict) and "timer" in kept:
        set_timer_again(turn, host, kept["timer"])
    else:
        _take(turn, load_event(kept))


def handle(process: Process, state: State, event: Event, now: datetime) -> Result:
    """Let the event happen; `state` is changed in place and given back."""
    turn = Turn(program_of(process), state, now)
    if state.ended:
        if isinstance(event, MessageArrived):
            turn.emit(MessageNotTaken(event.message_id))
    elif holds_back(state, event):
        hold(turn, event)
    elif state.suspended:
        take_suspended(turn, event, _take)
    else:
        _take(turn, event)
        run_steps(turn)
        if state.ended:
            give_back(turn)
    return turn.done()


def _take(turn: Turn, event: Event) -> None:
    match event:
        case TaskCompleted() | TaskSkipped() | TaskFailed():
            end_task(turn, event)
        case JobDone() | JobFailed() | JobThrew() | JobWaits():
            hear_of_job(turn, event)
        case ChildDone() | ChildFailed() | ChildEscalated():
            take_answer(turn, event)
        case TimeReached():
            catch_up(turn, _take, in_parts=event.in_parts)
        case MessageArrived():
            take_message(turn, event)
        case SignalArrived():
            throw_signal(turn, event.signal_name, event.variables)
        case IncidentResolved():
            resolve(turn, event)
        case CancelRequested():
            cancel(turn, event)
        case SuspendRequested() | ModificationRequested() | VariablesEdited() | ClockExtended():
            operate(turn, event)
