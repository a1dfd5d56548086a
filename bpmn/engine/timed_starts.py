"""Start events that a clock begins: when they are due, counted from the moment they were released.

Nobody runs the process yet, so the timer's value sees no variables. The scheduler asks here and starts
the case with `bpmn.engine.start(..., timer=element_id)`.
"""

from datetime import datetime

from bpmn.cron import is_cron, parse_cron
from bpmn.engine.program import program_of
from bpmn.engine.state import State
from bpmn.engine.timers import schedule_of
from bpmn.engine.turn import Turn
from bpmn.model import Process
from bpmn.times import parse_cycle


def timed_start(
    process: Process,
    element_id: str,
    since: datetime,
    number: int,
    previous: datetime | None = None,
) -> datetime | None:
    """Give the moment of the start with this number (from 0), or None when there is none any more.

    `since` is the release: durations and cycles without a start of their own count from it, and of a cycle with a
    start only the last of the times before it is made up for. `previous` is the moment of the number before,
    where the caller knows it: a cron expression is counted on from there. Raises `bpmn.engine.turn.Trouble` for a
    value that is no time.
    """
    turn = Turn(program_of(process), State(process.id), since)
    schedule = schedule_of(turn, process.timer_starts[element_id], {})
    if schedule.due is None or not schedule.every or schedule.anchor is None:
        return schedule.due if number == 0 else None
    if is_cron(schedule.every):
        return _cron_start(schedule.every, schedule.due, number, previous)
    cycle = parse_cycle(schedule.every)
    over = schedule.fired if cycle.start is not None else 0
    if cycle.count is not None and over + number >= cycle.count:
        return None
    due = cycle.every.after(schedule.anchor, schedule.fired + number)
    return None if schedule.until is not None and due > schedule.until else due


def _cron_start(
    text: str, first: datetime, number: int, previous: datetime | None
) -> datetime | None:
    cron = parse_cron(text)
    if number > 0 and previous is not None:
        return cron.after(previous)
    due: datetime | None = first
    for _ in range(number):
        due = cron.after(due) if due is not None else None
    return due
