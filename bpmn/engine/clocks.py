"""SLA clocks (`carelane:sla`): from a start to a due time, telling each step in per cent of it.

Steps that lie in the past when the clock starts are told at once, in order; the clock may have been
running before this task existed (a redirected referral keeps its clock).
"""

from collections.abc import Iterable
from datetime import datetime

from bpmn.engine.effects import SlaStarted, SlaStepReached
from bpmn.engine.state import Activation
from bpmn.engine.timers import duration_of, instant_of
from bpmn.engine.turn import Turn, step
from bpmn.engine.variables import context_of, evaluate
from bpmn.engine.waiting import set_sla_timer
from bpmn.engine.waits import SlaClock
from bpmn.json_types import Json, Variables
from bpmn.model import Sla


def _times(turn: Turn, sla: Sla, context: Variables) -> tuple[datetime, datetime]:
    start = turn.now
    if sla.start is not None:
        start = instant_of(turn, sla.start, context, "the start of the SLA")
    if sla.due is not None:
        return start, instant_of(turn, sla.due, context, "the due time of the SLA")
    assert sla.target is not None
    return start, start + duration_of(turn, sla.target, context, start)


def planned_clocks(
    turn: Turn, slas: Iterable[Sla], context: Variables
) -> list[tuple[Sla, datetime, datetime]]:
    """Give the clocks that run here, each with its start and due time; raises Trouble."""
    running = [sla for sla in slas if sla.when is None or evaluate(turn, sla.when, context) is True]
    return [(sla, *_times(turn, sla, context)) for sla in running]


@step("clocks")
def _start_clocks(turn: Turn, activation: Activation, first: Json) -> None:
    """Start the activity's clocks, or those from the `first` on that another version has added."""
    if first is None and any(wait in turn.state.slas for wait in activation.waits or ()):
        return  # a job that is tried again keeps its clock
    node = turn.node(activation)
    context = context_of(activation)
    slas = node.slas[first:] if isinstance(first, int) else node.slas
    planned = planned_clocks(turn, slas, context)
    task = str((activation.data or {}).get("task", ""))
    for sla, start, due in planned:
        clock = SlaClock(turn.state.next_id("c"), activation.id, task, start, due, list(sla.steps))
        turn.state.slas[clock.id] = clock
        if activation.waits is None:
            activation.waits = []
        activation.waits.append(clock.id)
        turn.emit(SlaStarted(clock.id, node.id, task, start, due, sla.steps))
        _advance(turn, activation, clock)


@step("clock_step")
def _clock_step(turn: Turn, activation: Activation, sla_id: Json) -> None:
    clock = turn.state.slas.get(str(sla_id))
    if clock is not None:
        _advance(turn, activation, clock)


def _advance(turn: Turn, activation: Activation, clock: SlaClock) -> None:
    element = turn.node(activation).id
    while clock.steps:
        percent = clock.steps[0]
        at = clock.start + (clock.due - clock.start) * percent / 100
        if at > turn.now:
            set_sla_timer(turn, activation, clock.id, at)
            return
        clock.steps.pop(0)
        turn.emit(SlaStepReached(clock.id, element, clock.task, percent, at))
