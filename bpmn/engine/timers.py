"""When timers are due: dates, durations and cycles, always as absolute times.

A cycle's times are counted from its first moment (`anchor` + n intervals), and those of a cron expression
from the last one, so that a late turn neither shifts nor loses a firing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bpmn.cron import is_cron, parse_cron
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.variables import evaluate, explain_value
from bpmn.engine.waits import Timer
from bpmn.json_types import Json, Variables
from bpmn.model import TimerTrigger, Value
from bpmn.times import Cycle, Duration, parse_cycle, parse_duration, parse_instant


@dataclass(frozen=True, slots=True)
class Schedule:
    """The next time (None: there is none) and what a cycle needs to find the one after."""

    due: datetime | None
    anchor: datetime | None = None
    every: str = ""
    fired: int = 0
    left: int | None = 0
    until: datetime | None = None


def schedule_of(turn: Turn, trigger: TimerTrigger, context: Variables) -> Schedule:
    """Work out when the timer is due; raises Trouble for a value that is no time."""
    text = evaluate(turn, trigger.value, context)
    if not isinstance(text, str):
        why = explain_value(turn, trigger.value, context)
        raise Trouble("expression", f"the timer has no {trigger.kind}: {why}")
    try:
        if trigger.kind == "date":
            return Schedule(parse_instant(text))
        if trigger.kind == "duration":
            return Schedule(parse_duration(text).after(turn.now))
        if is_cron(text):
            due = parse_cron(text).after(turn.now)
            return Schedule(due, turn.now, text, 1, None)
        return _first_of(text, parse_cycle(text), turn.now)
    except (ValueError, OverflowError):
        message = f"the timer's value is no {trigger.kind}: {trigger.value.text}"
        raise Trouble("expression", message) from None


def _first_of(text: str, cycle: Cycle, now: datetime) -> Schedule:
    left = None if cycle.count is None else cycle.count - 1
    if cycle.count == 0:
        return Schedule(None)
    if cycle.start is not None:
        missed = _before(cycle.start, cycle.every, now)
        due = cycle.every.after(cycle.start, missed) if missed else cycle.start
        return Schedule(due, cycle.start, text, missed, left)
    due = cycle.every.after(now)
    if cycle.end is not None and due > cycle.end:
        return Schedule(None)
    return Schedule(due, now, text, 1, left, cycle.end)


def _before(start: datetime, every: Duration, now: datetime) -> int:
    """Say how many times of a cycle are over, but for the last: that one is made up for at once.

    (Zeebe too fires once where the start lies in the past, not for all the time before there was a timer.)
    """
    if start > now:
        return 0
    above = 1
    while every.after(start, above) <= now:
        above *= 2
    below = above // 2
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (middle, above) if every.after(start, middle) <= now else (below, middle)
    return below


def next_of(timer: Timer) -> Schedule:
    """Give the next time of a cycle after the timer has fired; its `due` is None at the end."""
    due: datetime | None
    if not timer.every or timer.left == 0 or timer.anchor is None:
        return Schedule(None)
    if is_cron(timer.every):
        due = parse_cron(timer.every).after(timer.due)
        return Schedule(due, timer.anchor, timer.every, timer.fired + 1, None)
    fired = timer.fired + 1
    try:
        due = parse_cycle(timer.every).every.after(timer.anchor, fired)
    except ValueError:
        return Schedule(None)  # beyond the year 9999
    if timer.until is not None and due > timer.until:
        return Schedule(None)
    left = None if timer.left is None else timer.left - 1
    return Schedule(due, timer.anchor, timer.every, fired, left, timer.until)


def duration_of(turn: Turn, value: Value, context: Variables, start: datetime) -> timedelta:
    """Give the length of an ISO 8601 duration from `start`; raises Trouble."""
    found = evaluate(turn, value, context)
    try:
        return parse_duration(str(found)).after(start) - start
    except (ValueError, OverflowError):
        message = f"this is no ISO 8601 duration: {explain_value(turn, value, context)}"
        raise Trouble("expression", message) from None


def instant_of(turn: Turn, value: Value, context: Variables, what: str) -> datetime:
    """Give an ISO 8601 point in time; raises Trouble."""
    return instant_from(turn, evaluate(turn, value, context), value, context, what)


def instant_from(turn: Turn, found: Json, value: Value, context: Variables, what: str) -> datetime:
    """Give the point in time that `value` has given as `found`; raises Trouble."""
    try:
        return parse_instant(str(found))
    except (ValueError, OverflowError):
        message = f"{what} is no date-time: {explain_value(turn, value, context)}"
        raise Trouble("expression", message) from None
