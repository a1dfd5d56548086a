"""Firing what is due, in the order of time."""

from datetime import datetime
from heapq import heappop, heappush

from bpmn.engine.closing import close_wait
from bpmn.engine.incidents import raise_incident
from bpmn.engine.loop import run_steps
from bpmn.engine.state import Activation
from bpmn.engine.timers import Schedule
from bpmn.engine.triggering import fire_timer
from bpmn.engine.turn import BUDGET, Trouble, Turn, step
from bpmn.engine.waiting import set_timer
from bpmn.engine.waits import Timer
from bpmn.json_types import Json

_Waiting = list[tuple[datetime, int, str]]


def fire_due(turn: Turn, until: datetime) -> None:
    """Fire what is due by then, the earliest first and of equals the oldest, until nothing is left.

    A cycle that was due very often while the case slept is caught up over several turns: half of the
    budget stays for what one firing sets going.
    """
    begun = turn.state.counter
    waiting: _Waiting = []
    known = 0
    while turn.budget > BUDGET // 2:
        known = _add_new(turn, waiting, known)
        if not waiting or waiting[0][0] > until:
            return
        timer = turn.state.timers.get(heappop(waiting)[2])
        if timer is not None:
            fire_timer(turn, timer)
            run_steps(turn)
    _stop_rings(turn, begun)


def _add_new(turn: Turn, waiting: _Waiting, known: int) -> int:
    """Add the timers that are younger than those already known; the state holds them in their order."""
    for timer in reversed(turn.state.timers.values()):
        if _number(timer) <= known:
            break
        heappush(waiting, (timer.due, _number(timer), timer.id))
    return turn.state.counter


def _number(timer: Timer) -> int:
    return int(timer.id[1:])


def _stop_rings(turn: Turn, begun: int) -> None:
    """Make an incident of each timer that this very turn has set for a time already past.

    A ring of such timers would keep the case busy for ever, turn after turn.
    """
    past = [
        timer
        for timer in turn.state.timers.values()
        if _number(timer) > begun and timer.due <= turn.now and not (timer.every or timer.sla)
    ]
    for timer in past:
        host = turn.state.activations[timer.host]
        close_wait(turn, host, timer.id)
        trouble = Trouble("loop_limit", "the case goes round through timers that are due at once")
        again: Json = {"target": timer.target, "due": timer.due.isoformat()}
        raise_incident(turn, host, trouble, "set_again", again)


@step("set_again")
def _set_again(turn: Turn, activation: Activation, timer: Json) -> None:
    assert isinstance(timer, dict)
    due = datetime.fromisoformat(str(timer["due"]))
    set_timer(turn, activation, turn.nodes[str(timer["target"])], Schedule(due))
