"""`start` a case, or open one whose start the engine could not do."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict, Unpack

from bpmn.engine.calls import Caller
from bpmn.engine.effects import Effect
from bpmn.engine.events import Event, MessageArrived, SignalArrived
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


class Beginning(TypedDict, total=False):
    """How a case begins, unless plainly.

    ``message`` and ``signal`` begin it at the start event of that name, ``timer`` and ``condition`` at the one of
    that key (`Process.timer_starts`, `Process.conditional_starts`; whether the condition holds is the host's
    to ask, see `condition_holds`). ``caller`` is what a called case has to know of the call.
    """

    message: MessageArrived | None
    signal: SignalArrived | None
    timer: str
    condition: str
    caller: Caller | None


def start(
    process: Process, variables: Mapping[str, Json], now: datetime, **how: Unpack[Beginning]
) -> Result:
    """Begin a case with these variables. Raises NotStartable."""
    turn, root = _opened(process, variables, now, how.get("caller"))
    _begin(turn, root, _event_of(how), how.get("timer", ""), how.get("condition", ""))
    run_steps(turn)
    return turn.done()


def start_aside(
    process: Process, variables: Mapping[str, Json], now: datetime, **how: Unpack[Beginning]
) -> Result:
    """Open a case whose `start` raised an exception: its beginning is an incident."""
    turn, root = _opened(process, variables, now, how.get("caller"))
    event = _event_of(how)
    kept: Variables = {"timer": how.get("timer", ""), "condition": how.get("condition", "")}
    set_start_aside(turn, root, kept if event is None else {"event": dump_event(event)})
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


@step(START_SET_ASIDE)
def _start_again(turn: Turn, root: Activation, how: Json) -> None:
    """Begin the case after all."""
    assert isinstance(how, dict)
    event = load_event(how["event"]) if "event" in how else None
    _begin(turn, root, event, str(how.get("timer", "")), str(how.get("condition", "")))


def _event_of(how: Beginning) -> MessageArrived | SignalArrived | None:
    return how.get("message") or how.get("signal")


def _begin(turn: Turn, root: Activation, event: Event | None, timer: str, condition: str) -> None:
    """Put the first token where this begins the case."""
    match event:
        case MessageArrived():
            start_by_message(turn, root, event)
        case SignalArrived():
            start_by_signal(turn, root, event)
        case _ if timer:
            start_by_timer(turn, root, timer)
        case _ if condition:
            start_by_condition(turn, root, condition)
        case _:
            start_plainly(turn, root)
    if turn.program.root.slas:
        turn.later("clocks", root)
