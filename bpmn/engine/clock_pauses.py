"""A clock stands still while a named element waits for the patient or for information; an emergency's never does.

What has to be is worked out from what is open now, so that it does not matter how a wait began or ended.
"""

from datetime import timedelta

from bpmn.engine.clock_plans import calendar_of, measured, micro
from bpmn.engine.clocks import advance, clocks_of, sla_of, stop_timer
from bpmn.engine.effects import SlaPaused, SlaPauseRefused, SlaResumed
from bpmn.engine.state import Activation
from bpmn.engine.task_dues import tell_dues
from bpmn.engine.turn import Turn, step
from bpmn.engine.variables import context_of
from bpmn.engine.waits import SlaClock
from bpmn.json_types import Json, Variables
from bpmn.model import EMERGENCY, URGENCY, Pause, Sla
from bpmn.working_time import moved_by, time_passed


@step("clock_pauses")
def _look_at_pauses(turn: Turn, host: Activation, _argument: Json) -> None:
    """Let the clocks of the host stand still or run, as what is inside waits or not."""
    for clock in clocks_of(turn, host):
        sla = sla_of(turn, clock)
        if sla is not None and sla.pauses:
            settle(turn, host, clock, sla)


def settle(turn: Turn, host: Activation, clock: SlaClock, sla: Sla) -> None:
    """Pause, resume or leave one clock."""
    waiting = _waiting(host, sla)
    emergency = context_of(host).get(URGENCY) == EMERGENCY
    if clock.paused_at is not None and (waiting is None or emergency):
        resume(turn, host, clock)
    elif clock.paused_at is not None and waiting is not None and waiting.reason != clock.why:
        resume(turn, host, clock)
        _pause(turn, host, clock, waiting)
    elif clock.paused_at is None and waiting is not None and not emergency:
        _pause(turn, host, clock, waiting)
    elif waiting is None:
        clock.why = ""
    elif emergency and not clock.why:
        _refuse(turn, host, clock, waiting)


def _waiting(host: Activation, sla: Sla) -> Pause | None:
    """Give the first pause whose element is open inside the host."""
    open_inside: dict[str, None] = {}
    pending = [*(host.children or {}).values()]
    while pending:
        activation = pending.pop()
        open_inside[activation.key] = None
        pending.extend((activation.children or {}).values())
    return next((pause for pause in sla.pauses if pause.element in open_inside), None)


def _refuse(turn: Turn, host: Activation, clock: SlaClock, waiting: Pause) -> None:
    clock.why = waiting.reason
    turn.emit(SlaPauseRefused(clock.id, turn.node(host).id, waiting.reason, waiting.element))


def _pause(turn: Turn, host: Activation, clock: SlaClock, waiting: Pause) -> None:
    stop_timer(turn, host, clock)
    clock.paused_at, clock.why = turn.now, waiting.reason
    name = turn.node(host).id
    turn.emit(SlaPaused(clock.id, name, turn.now, waiting.reason, waiting.element))
    tell_dues(turn, host)


def resume(turn: Turn, host: Activation, clock: SlaClock) -> None:
    """Let the clock run again: what is left of its time is what was left when it was paused."""
    assert clock.paused_at is not None
    context = context_of(host)
    own = calendar_of(clock.calendar, context)
    began, now, due = clock.paused_at, turn.now, clock.due
    still = measured(lambda: time_passed(began, now, own))
    clock.due = measured(lambda: moved_by(due, still, own))
    clock.paused += micro(turn.now - clock.paused_at)
    clock.paused_work += _working_time(turn, clock, context)
    why, clock.paused_at, clock.why = clock.why, None, ""
    told = timedelta(microseconds=clock.paused) // timedelta(seconds=1)
    turn.emit(SlaResumed(clock.id, turn.node(host).id, clock.due, told, why))
    advance(turn, host, clock)
    tell_dues(turn, host)


def _working_time(turn: Turn, clock: SlaClock, context: Variables) -> int:
    """Give the working time of the pause, for the day when another urgency counts it; none without a calendar."""
    assert clock.paused_at is not None
    if not isinstance(context.get("calendar"), dict):
        return 0
    began, calendar = clock.paused_at, calendar_of("work", context)
    return micro(measured(lambda: time_passed(began, turn.now, calendar)))
