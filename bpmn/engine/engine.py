"""`start` a case and `handle` what happens to it."""

from collections.abc import Mapping
from datetime import datetime

from bpmn.engine.calls import Caller, take_answer
from bpmn.engine.cancelling import cancel
from bpmn.engine.effects import CloseHumanTask, Effect, MessageNotTaken
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
    TimeReached,
)
from bpmn.engine.incidents import resolve
from bpmn.engine.jobs import hear_of_job
from bpmn.engine.loop import run_steps
from bpmn.engine.operating import operate, take_suspended
from bpmn.engine.operator_events import (
    ModificationRequested,
    SuspendRequested,
    VariablesEdited,
)
from bpmn.engine.program import program_of
from bpmn.engine.starting import (
    start_by_condition,
    start_by_message,
    start_by_signal,
    start_by_timer,
    start_plainly,
)
from bpmn.engine.state import Activation, State
from bpmn.engine.suspension import catch_up, give_back, hold, holds_back
from bpmn.engine.triggering import take_message, throw_signal
from bpmn.engine.turn import Turn
from bpmn.json_types import Json
from bpmn.model import Process

Result = tuple[State, tuple[Effect, ...]]


def start(  # noqa: PLR0913 - one keyword for each way to begin
    process: Process,
    variables: Mapping[str, Json],
    now: datetime,
    *,
    message: MessageArrived | None = None,
    signal: SignalArrived | None = None,
    timer: str = "",
    condition: str = "",
    caller: Caller | None = None,
) -> Result:
    """Begin a case with these variables.

    `message` and `signal` begin it at the start event of that name, `timer` and `condition` at the one of
    that key (`Process.timer_starts`, `Process.conditional_starts`; whether the condition holds is the host's
    to ask, see `condition_holds`). `caller` is what a called case has to know of the call. Raises NotStartable.
    """
    program = program_of(process)
    turn = Turn(program, _begun(process, caller), now)
    root = Activation(turn.state.next_id("a"), program.root.key, None)
    root.children, root.variables = {}, dict(variables)
    turn.state.root = root
    turn.state.activations[root.id] = root
    turn.changed.update(variables)
    if message is not None:
        start_by_message(turn, root, message)
    elif signal is not None:
        start_by_signal(turn, root, signal)
    elif timer:
        start_by_timer(turn, root, timer)
    elif condition:
        start_by_condition(turn, root, condition)
    else:
        start_plainly(turn, root)
    run_steps(turn)
    return turn.done()


def _begun(process: Process, caller: Caller | None) -> State:
    above = caller or Caller()
    return State(process.id, catches=above.catches, depth=above.depth)


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
        case TaskCompleted():
            _complete_task(turn, event)
        case JobDone() | JobFailed() | JobThrew() | JobWaits():
            hear_of_job(turn, event)
        case ChildDone() | ChildFailed() | ChildEscalated():
            take_answer(turn, event)
        case TimeReached():
            catch_up(turn, _take)
        case MessageArrived():
            take_message(turn, event)
        case SignalArrived():
            throw_signal(turn, event.signal_name, event.variables)
        case IncidentResolved():
            resolve(turn, event)
        case CancelRequested():
            cancel(turn, event)
        case SuspendRequested() | ModificationRequested() | VariablesEdited():
            operate(turn, event)


def _complete_task(turn: Turn, event: TaskCompleted) -> None:
    activation_id = turn.state.tasks.pop(event.task_id, None)
    if activation_id is not None:
        turn.emit(CloseHumanTask(event.task_id, "completed", event.by))
        turn.complete(turn.state.activations[activation_id], event.variables)
