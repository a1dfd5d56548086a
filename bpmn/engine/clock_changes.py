"""Clocks that get another length: the urgency changed, or a supervisor gave more time.

Steps that were told are not told again, but for a breach that lies ahead once more; those that are past by the new plan
are told once, at once. What a clock has stood still and what it was given on top stay with it. An emergency's clock is never extended, and loses what it was given.
"""

from datetime import datetime, timedelta

from bpmn.calendar import Calendar
from bpmn.engine.clock_pauses import settle
from bpmn.engine.clock_plans import Plan, calendar_of, measured, micro, plan_of, step_at
from bpmn.engine.clocks import advance, base_of, clocks_of, sla_of
from bpmn.engine.effects import SlaExtended, SlaReplanned
from bpmn.engine.modification import Problem
from bpmn.engine.operator_events import ClockExtended
from bpmn.engine.state import Activation, State
from bpmn.engine.task_dues import tell_dues
from bpmn.engine.turn import Turn, step
from bpmn.engine.variables import context_of
from bpmn.engine.waits import SlaClock
from bpmn.json_types import Json
from bpmn.model import EMERGENCY, URGENCY, Sla
from bpmn.working_time import BREACH, moved_by, time_passed


@step("clocks_again")
def _again(turn: Turn, _root: Activation, _argument: Json) -> None:
    """Work out anew every clock that a changed variable may move."""
    turn.replans = False
    for host_id in dict.fromkeys(clock.host for clock in turn.state.slas.values()):
        turn.later("clocks_of_host_again", turn.state.activations[host_id])


@step("clocks_of_host_again")
def _of_host(turn: Turn, host: Activation, _argument: Json) -> None:
    for clock in clocks_of(turn, host):
        sla = sla_of(turn, clock)
        if sla is not None and sla.pauses:
            settle(turn, host, clock, sla)
        if sla is not None and sla.changes:
            _plan_again(turn, host, clock, sla)


def _plan_again(turn: Turn, host: Activation, clock: SlaClock, sla: Sla) -> None:
    context = context_of(host)
    plan = _from_base(turn, clock, sla, host)
    calendar = calendar_of(plan.calendar, context)
    emergency = context.get(URGENCY) == EMERGENCY
    more = timedelta(microseconds=0 if emergency else clock.extended)
    due = measured(lambda: moved_by(plan.due, more, calendar))
    again = _ahead_again(turn, clock, due, calendar)
    told = [percent for percent in clock.told if percent not in again]
    steps = [rung.percent for rung in plan.rungs if rung.percent not in told]
    if (due, plan.calendar, steps) == (clock.due, clock.calendar, clock.steps):
        return
    clock.due, clock.calendar, clock.steps, clock.told = due, plan.calendar, steps, told
    clock.replanned_at = turn.now
    urgency = str(context.get(URGENCY) or "")
    ahead = (tuple(steps), urgency, plan.guessed, max(told, default=0))
    turn.emit(SlaReplanned(clock.id, turn.node(host).id, due, plan.calendar, plan.target, *ahead))
    advance(turn, host, clock)
    tell_dues(turn, host)


def _from_base(turn: Turn, clock: SlaClock, sla: Sla, host: Activation) -> Plan:
    """Plan from the clock's start, with its pauses before it in the time that it counts now."""
    context = context_of(host)
    first = plan_of(turn, clock.place, sla, context, clock.start)
    base = base_of(clock, calendar_of(first.calendar, context))
    return first if base == clock.start else plan_of(turn, clock.place, sla, context, base)


def problems_of_extension(state: State, wanted: ClockExtended) -> tuple[Problem, ...]:
    """Name what keeps a clock from being extended; changes nothing."""
    clock = state.slas.get(wanted.sla_id)
    if clock is None:
        return (Problem("clock_stopped", wanted.sla_id),)
    if context_of(state.activations[clock.host]).get(URGENCY) == EMERGENCY:
        return (Problem("emergency_clock", wanted.sla_id),)
    if wanted.due_at <= clock.due:
        return (Problem("clock_not_later", wanted.sla_id),)
    return ()


def extend(turn: Turn, wanted: ClockExtended) -> None:
    """Give the clock more time; a breach that was is not undone, and is told again when the new time is over."""
    if problems_of_extension(turn.state, wanted):
        return
    clock = turn.state.slas[wanted.sla_id]
    host = turn.state.activations[clock.host]
    calendar = calendar_of(clock.calendar, context_of(host))
    before, clock.due = clock.due, wanted.due_at
    clock.extended += micro(measured(lambda: time_passed(before, wanted.due_at, calendar)))
    _arm_again(turn, host, clock)
    reached = max(clock.told, default=0)
    turn.emit(SlaExtended(clock.id, turn.node(host).id, clock.due, before, reached))
    advance(turn, host, clock)
    tell_dues(turn, host)


def _arm_again(turn: Turn, host: Activation, clock: SlaClock) -> None:
    """Put back the steps from the breach on that lie ahead once more."""
    calendar = calendar_of(clock.calendar, context_of(host))
    for percent in _ahead_again(turn, clock, clock.due, calendar):
        clock.told.remove(percent)
        clock.steps.append(percent)
    clock.steps.sort()


def _ahead_again(
    turn: Turn, clock: SlaClock, due: datetime, calendar: Calendar | None
) -> tuple[int, ...]:
    """Name the steps from the breach on that were told, and lie ahead with this due time."""
    base, now = base_of(clock, calendar), clock.paused_at or turn.now
    breaches = [percent for percent in clock.told if percent >= BREACH]
    return tuple(each for each in breaches if step_at(base, due, each, calendar) > now)
