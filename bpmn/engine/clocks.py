"""SLA clocks (`carelane:sla`): from a start to a due time, telling each step in per cent of it.

Steps that lie in the past when the clock starts are told at once, in order; the clock may have been
running before this task existed (a redirected referral keeps its clock). Steps come in the time that the clock counts:
half of a working day is not in the night.
"""

from datetime import datetime, timedelta

from bpmn.calendar import Calendar
from bpmn.engine.carried_clocks import Carried, keep
from bpmn.engine.clock_plans import Plan, calendar_of, micro, planned_clocks, step_at
from bpmn.engine.closing import close_wait
from bpmn.engine.effects import SlaStarted, SlaStepReached
from bpmn.engine.state import Activation
from bpmn.engine.task_dues import tasks_under, tell_dues
from bpmn.engine.turn import Turn, step
from bpmn.engine.variables import context_of
from bpmn.engine.waiting import set_sla_timer
from bpmn.engine.waits import SlaClock
from bpmn.json_types import Json
from bpmn.model import URGENCY, Sla
from bpmn.model.clocks import usual_tell
from bpmn.working_time import BREACH, moved_by


@step("clocks")
def _start_clocks(turn: Turn, activation: Activation, first: Json) -> None:
    """Start the activity's clocks, or those from the `first` on that another version has added."""
    if first is None and any(wait in turn.state.slas for wait in activation.waits or ()):
        return  # a job that is tried again keeps its clock
    slas = turn.node(activation).slas
    begin = first if isinstance(first, int) else 0
    places = [place for place in range(begin, len(slas)) if not slas[place].start_after]
    for plan in planned_clocks(turn, slas, context_of(activation), places):
        _start(turn, activation, plan)
    if any(sla.pauses for sla in slas):
        turn.later("clock_pauses", activation)


def _start(turn: Turn, activation: Activation, plan: Plan) -> None:
    node = turn.node(activation)
    task = str((activation.data or {}).get("task", ""))
    steps = [rung.percent for rung in plan.rungs]
    clock = SlaClock(turn.state.next_id("c"), activation.id, task, plan.start, plan.due, steps)
    clock.place, clock.calendar = plan.place, plan.calendar
    _go_on(clock, plan.carried)
    turn.state.slas[clock.id] = clock
    if activation.waits is None:
        activation.waits = []
    activation.waits.append(clock.id)
    turn.emit(
        SlaStarted(
            clock.id,
            node.id,
            task,
            plan.start,
            plan.due,
            tuple(steps),
            plan.sla.name,
            plan.calendar,
            plan.target,
            plan.guessed,
            clock.paused // micro(timedelta(seconds=1)),
            plan.before,
            clock.breached_at,
            clock.breached_by,
        )
    )
    advance(turn, activation, clock)
    if not task:
        tell_dues(turn, activation)


def _go_on(clock: SlaClock, carried: Carried) -> None:
    """Let a clock have what it was before this case had it."""
    clock.paused, clock.paused_work = micro(carried.paused), micro(carried.paused_work)
    clock.extended = micro(carried.extended)
    clock.breached_at, clock.breached_by = carried.breached_at, carried.breached_by


@step("clock_mark")
def _marked(turn: Turn, host: Activation, mark: Json) -> None:
    """Start or stop a clock of the host, because an element has completed that it names."""
    assert isinstance(mark, list)
    what, place = mark
    running = [clock for clock in clocks_of(turn, host) if clock.place == place]
    if what == "stop":
        for clock in running:
            stop(turn, host, clock)
        tell_dues(turn, host)
    elif not running and isinstance(place, int):
        for plan in planned_clocks(turn, turn.node(host).slas, context_of(host), [place]):
            _start(turn, host, plan)


@step("clock_step")
def _clock_step(turn: Turn, activation: Activation, sla_id: Json) -> None:
    clock = turn.state.slas.get(str(sla_id))
    if clock is not None:
        advance(turn, activation, clock)


def advance(turn: Turn, activation: Activation, clock: SlaClock) -> None:
    """Tell the steps that are past, and wait for the next; a clock that stands still waits for none."""
    stop_timer(turn, activation, clock)
    if clock.paused_at is None:
        _tell_past(turn, activation, clock)
    keep(turn, activation, clock, sla_of(turn, clock))


def _tell_past(turn: Turn, activation: Activation, clock: SlaClock) -> None:
    calendar = calendar_of(clock.calendar, context_of(activation))
    base = base_of(clock, calendar)
    while clock.steps:
        at = step_at(base, clock.due, clock.steps[0], calendar)
        if at > turn.now:
            set_sla_timer(turn, activation, clock.id, at)
            return
        _tell(turn, activation, clock, clock.steps.pop(0), at)


def _tell(turn: Turn, activation: Activation, clock: SlaClock, percent: int, at: datetime) -> None:
    """Tell one step: whom, and of which tasks."""
    clock.told.append(percent)
    first = percent >= BREACH and clock.breached_at is None
    if first:  # who had more time until the plan changed has missed nothing before that
        clock.breached_at = max(clock.due, clock.replanned_at or clock.due)
    sla = sla_of(turn, clock)
    urgency = context_of(activation).get(URGENCY)
    told = {rung.percent: rung.tell for rung in sla.rungs(urgency)} if sla is not None else {}
    turn.emit(
        SlaStepReached(
            clock.id,
            turn.node(activation).id,
            clock.task,
            percent,
            at,
            told.get(percent) or usual_tell(percent),
            () if clock.task else tasks_under(turn, activation),
            clock.breached_at,
            first,
        )
    )


def base_of(clock: SlaClock, calendar: Calendar | None) -> datetime:
    """Give the start of the clock as if all its pauses had been before it."""
    still = clock.paused if calendar is None else clock.paused_work
    return moved_by(clock.start, timedelta(microseconds=still), calendar)


def clocks_of(turn: Turn, host: Activation) -> list[SlaClock]:
    """Give the clocks that the activation itself has, in their order."""
    return [turn.state.slas[wait] for wait in host.waits or () if wait in turn.state.slas]


def sla_of(turn: Turn, clock: SlaClock) -> Sla | None:
    """Give what the process says about the clock; nothing for one of before it said it."""
    slas = turn.node(turn.state.activations[clock.host]).slas
    return slas[clock.place] if 0 <= clock.place < len(slas) else None


def stop(turn: Turn, host: Activation, clock: SlaClock) -> None:
    """Stop a clock whose host goes on."""
    stop_timer(turn, host, clock)
    close_wait(turn, host, clock.id)


def stop_timer(turn: Turn, host: Activation, clock: SlaClock) -> None:
    """Wait for no step of the clock any more."""
    for timer in [each for each in turn.state.timers.values() if each.sla == clock.id]:
        close_wait(turn, host, timer.id)
