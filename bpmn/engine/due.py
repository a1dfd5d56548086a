"""Firing what is due, in the order of time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from heapq import heappop, heappush
from itertools import islice

from bpmn.engine.closing import close_wait
from bpmn.engine.incidents import raise_incident
from bpmn.engine.loop import run_steps
from bpmn.engine.state import Activation, State
from bpmn.engine.timers import Schedule, next_of
from bpmn.engine.triggering import fire_timer
from bpmn.engine.turn import BUDGET, Trouble, Turn, step
from bpmn.engine.waiting import set_timer
from bpmn.engine.waits import Timer
from bpmn.json_types import Json

_Waiting = list[tuple[datetime, int, str]]


IN_PARTS = 1_000
"""Activations after which a turn that catches up in parts leaves the further firings of cycles to the next one."""
FEW = 500
"""Firings of cycles that are caught up in one turn."""


def is_far_behind(state: State, now: datetime) -> bool:
    """Say whether cycles were due so often while the case slept that they are caught up in parts."""
    return any(True for _ in islice(_missed(state, now), FEW, None))


def _missed(state: State, now: datetime) -> Iterator[datetime]:
    """Give the times of all cycles that are over, each cycle in order."""
    for timer in state.timers.values():
        beat, due = timer, timer.due if timer.every else None
        while due is not None and due <= now:
            yield due
            following = next_of(beat)
            due, left = following.due, following.left
            beat = replace(beat, due=due or now, fired=following.fired, left=left)


def fire_due(turn: Turn, until: datetime, *, in_parts: bool = False) -> bool:
    """Fire what is due by then, the earliest first and of equals the oldest, until nothing is left.

    A cycle that was due very often while the case slept is caught up over several turns: half of the
    budget stays for what one firing sets going. False: this turn did its part, and there is more.
    """
    begun = turn.state.counter
    waiting: _Waiting = []
    known = 0
    while turn.budget > BUDGET // 2:
        known = _add_new(turn, waiting, known)
        if not waiting or waiting[0][0] > until:
            return True
        timer = turn.state.timers.get(waiting[0][2])
        if in_parts and timer is not None and timer.every and turn.budget <= BUDGET - IN_PARTS:
            return False
        heappop(waiting)
        if timer is not None:
            fire_timer(turn, timer)
            run_steps(turn)
    _stop_rings(turn, begun)
    return True


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
