"""What a `carelane:sla` says here and now: since when, until when, in which time, with which steps."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bpmn.calendar import Calendar, CalendarError, add_working_time
from bpmn.engine.carried_clocks import Carried, carried_of
from bpmn.engine.timers import duration_of, instant_of
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.variables import evaluate, explain_value, text_value
from bpmn.json_types import Json, Variables
from bpmn.model import EMERGENCY, URGENCY, DecisionFailed, Expression, Rung, Sla, Static
from bpmn.model.clocks import CALENDARS
from bpmn.times import parse_duration
from bpmn.working_time import moved_by, reached_at, unknown_years

WORK = "work"
CALENDAR = "calendar"
"""The variable that holds the working calendar of a case."""
RESULT = "result"
"""What the expressions of a clock call the answer of its decision."""
DURATION = "duration"
Measure = TypeVar("Measure")


@dataclass(frozen=True, slots=True)
class Plan:
    """One clock as it would run now; `target` is its length as a text, empty where the due time is given."""

    place: int
    sla: Sla
    start: datetime
    due: datetime
    calendar: str
    target: str
    rungs: tuple[Rung, ...]
    guessed: tuple[int, ...]
    carried: Carried
    """With what it begins; of a clock that is planned again its base alone."""
    before: datetime | None = None
    """When it would be due without what a supervisor gave on top elsewhere."""


def planned_clocks(
    turn: Turn,
    slas: Sequence[Sla],
    context: Variables,
    places: Iterable[int] | None = None,
) -> list[Plan]:
    """Give the clocks that run here, or those of them at these places; raises Trouble."""
    wanted = range(len(slas)) if places is None else places
    return [
        plan_of(turn, place, slas[place], context)
        for place in wanted
        if _runs(turn, slas[place], context)
    ]


def _runs(turn: Turn, sla: Sla, context: Variables) -> bool:
    return sla.when is None or evaluate(turn, sla.when, context) is True


def plan_of(
    turn: Turn, place: int, sla: Sla, context: Variables, base: datetime | None = None
) -> Plan:
    """Work one clock out, from `base` where it has run before; raises Trouble."""
    carried = carried_of(turn, sla, context) if base is None else Carried(base)
    asked = _asked(turn, sla, context)
    kind = _kind(turn, sla, asked)
    opening = calendar_of(kind, context)
    target, before = "", None
    if sla.due is not None:
        due = instant_of(turn, sla.due, context, "the due time of the SLA")
    else:
        due, target = _after(turn, sla, asked, _base(carried, opening), opening)
        if carried.extended and context.get(URGENCY) != EMERGENCY:
            before, due = due, _moved(due, carried.extended, opening)
    guessed = measured(lambda: unknown_years(carried.start, due, opening))
    rungs = sla.rungs(context.get(URGENCY))
    return Plan(place, sla, carried.start, due, kind, target, rungs, guessed, carried, before)


def _base(carried: Carried, opening: Calendar | None) -> datetime:
    """Give the start as if all its pauses had been before it."""
    return _moved(
        carried.start, carried.paused if opening is None else carried.paused_work, opening
    )


def _moved(at: datetime, length: timedelta, opening: Calendar | None) -> datetime:
    return measured(lambda: moved_by(at, length, opening))


def calendar_of(kind: str, context: Variables) -> Calendar | None:
    """Give the calendar in which a clock counts: none for all time, else that of the case; raises Trouble."""
    if kind != WORK:
        return None
    try:
        return Calendar.from_json(context.get(CALENDAR))
    except CalendarError as error:
        message = f"the case has no working calendar: {error}"
        raise Trouble("expression", message) from None


def step_at(start: datetime, due: datetime, percent: int, calendar: Calendar | None) -> datetime:
    """Give the moment of a step; raises Trouble where no calendar reaches so far."""
    return measured(lambda: reached_at(start, due, percent, calendar))


def measured(measure: Callable[[], Measure]) -> Measure:
    """Give what is measured; raises Trouble where no calendar reaches so far."""
    try:
        return measure()
    except (CalendarError, OverflowError) as error:
        raise Trouble("expression", f"the clock cannot be worked out: {error}") from None


def _asked(turn: Turn, sla: Sla, context: Variables) -> Variables:
    """Give what the target's expressions see: the case's variables, and the decision's answer as `result`."""
    if sla.decision is None:
        return context
    decision_id = text_value(turn, sla.decision, context, "the decision of the SLA")
    try:
        found = turn.program.process.decisions.decide(
            decision_id, context, turn.now, turn.allowance
        )
    except DecisionFailed as error:
        raise Trouble("decision", str(error)) from error
    return {**context, RESULT: found}


def _kind(turn: Turn, sla: Sla, asked: Variables) -> str:
    """Say in which time the clock counts: as the file says, else as the decision does, else in all time."""
    found = asked.get(RESULT) if sla.decision is not None else None
    kind: Json = found.get("calendar", CALENDARS[0]) if isinstance(found, dict) else CALENDARS[0]
    if sla.calendar is not None:
        kind = evaluate(turn, sla.calendar, asked)
    if kind not in CALENDARS:
        what = "its decision" if sla.calendar is None else explain_value(turn, sla.calendar, asked)
        message = f"the calendar of the SLA is neither {' nor '.join(CALENDARS)}: {what}"
        raise Trouble("expression", message)
    return str(kind)


def _after(
    turn: Turn, sla: Sla, asked: Variables, start: datetime, opening: Calendar | None
) -> tuple[datetime, str]:
    """Give the due time of a target, and the target as a text."""
    if sla.target is not None:
        found = evaluate(turn, sla.target, asked)
        if opening is None:
            return start + duration_of(turn, sla.target, asked, start), str(found)
        what = explain_value(turn, sla.target, asked)
    else:
        answer = asked.get(RESULT)
        found = answer.get(DURATION) if isinstance(answer, dict) else answer
        what = "the answer of its decision"
    try:
        if opening is None:
            return parse_duration(str(found)).after(start), str(found)
        return add_working_time(start, str(found), opening), str(found)
    except (ValueError, OverflowError):
        raise Trouble("expression", f"the SLA has no duration: {what}") from None


def reads(sla: Sla) -> frozenset[str]:
    """Name the variables whose change may move the clock; of a decision's inputs only the urgency counts.

    A clock can count working time here only if it names a `calendar` or a decision may answer with one.
    """
    if not sla.changes:
        return frozenset()
    written = (sla.target, sla.calendar, sla.decision)
    names = [each.parsed.variables for each in written if isinstance(each, Expression)]
    works = sla.decision is not None or sla.calendar not in {None, Static(CALENDARS[0])}
    own = frozenset([URGENCY, CALENDAR] if works else [URGENCY])
    return own.union(*names) - {RESULT}


def micro(length: timedelta) -> int:
    """Give a length as whole microseconds, which add up exactly."""
    return length // timedelta(microseconds=1)
