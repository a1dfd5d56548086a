"""`start` a case, or open one whose start the engine could not do."""

from collections.abc import Mapping
from datetime import datetime

from bpmn.engine.calls import Caller
from bpmn.engine.effects import Effect
from bpmn.engine.events import MessageArrived, SignalArrived
from bpmn.engine.incidents import START_SET_ASIDE
from bpmn.engine.loop import run_steps
from bpmn.engine.program import program_of
from bpmn.engine.setting_aside import dump_event, load_event, set_start_aside
from bpmn.engine.starting import (
    start_by_condition,
    start_by_message,
    start_by_signal,
    start_by_timer,
    start_plainly,
)
from bpmn.engine.state import Activation, State
from bpmn.engine.turn import Turn, step
from bpmn.json_types import Json, Variables
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
    turn, root = _opened(process, variables, now, caller)
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
    if turn.program.root.slas:
        turn.later("clocks", root)
    run_steps(turn)
    return turn.done()


def _opened(
    process: Process, variables: Mapping[str, Json], now: datetime, caller: Caller | None
) -> tuple[Turn, Activation]:
    """Open the case itself, with nothing begun in it."""
    program, above = program_of(process), caller or Caller()
    turn = Turn(program, State(process.id, catches=above.catches, depth=above.depth), now)
    root = Activation(turn.state.next_id("a"), program.root.key, None)
    root.children, root.variables = {}, dict(variables)
    turn.state.root = root
    turn.state.activations[root.id] = root
    turn.changed.update(variables)
    return turn, root


def start_aside(  # noqa: PLR0913 - one keyword for each way to begin
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
    """Open a case whose `start` raised an exception: its beginning is an incident."""
    turn, root = _opened(process, variables, now, caller)
    how: Variables = {"timer": timer, "condition": condition}
    by = message or signal
    set_start_aside(turn, root, how if by is None else {"event": dump_event(by)})
    return turn.done()


@step(START_SET_ASIDE)
def _start_again(turn: Turn, root: Activation, how: Json) -> None:
    """Begin the case after all."""
    assert isinstance(how, dict)
    event = load_event(how["event"]) if "event" in how else None
    match event:
        case MessageArrived():
            start_by_message(turn, root, event)
        case SignalArrived():
            start_by_signal(turn, root, event)
        case _ if how.get("timer"):
            start_by_timer(turn, root, str(how["timer"]))
        case _ if how.get("condition"):
            start_by_condition(turn, root, str(how["condition"]))
        case _:
            start_plainly(turn, root)
    if turn.program.root.slas:
        turn.later("clocks", root)
