"""What is wrong now among open calls: what is late and what waits for somebody, the most urgent category first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from carelane.domain.emergencies import ROLLING, rank
from carelane.services.emergency.call_lines import CallLine, Calls, CrewLine, Step

Kind = Literal["not_reached", "not_rolling", "silent", "tag_waits", "step_late"]
"""In the order in which one call's own are told.

Nobody has reached it in time · its unit does not say that it rolls · the hospital does not answer · a casualty has no
ambulance · another task is late.
"""
_ORDER: tuple[Kind, ...] = ("not_reached", "not_rolling", "silent", "tag_waits", "step_late")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong with a call; ``due`` is when it should have been, None where nothing says so."""

    kind: Kind
    call: CallLine
    due: datetime | None
    crew: CrewLine | None = None
    step: Step | None = None
    tag: str = ""


def troubles(calls: Calls, now: datetime) -> tuple[Trouble, ...]:
    """List what is wrong: by category, in it what is late for the longest time; what has no time of its own comes last."""
    found = [each for line in calls.lines for each in _of_call(line, now)]
    return tuple(sorted(found, key=_order))


def _order(each: Trouble) -> tuple[int, bool, datetime, int, str]:
    late = each.due or each.call.called_at
    place = _ORDER.index(each.kind)
    return (rank(each.call.category), each.due is None, late, place, each.call.business_key)


def _of_call(line: CallLine, now: datetime) -> Iterator[Trouble]:
    if line.reached_at is None and line.response_due is not None and line.response_due < now:
        yield Trouble("not_reached", line, line.response_due)
    for tag in line.waiting:
        yield Trouble("tag_waits", line, None, tag=tag.tag)
    for step in line.steps:
        if _late(step, now):
            yield Trouble("step_late", line, step.due_at, step=step)
    for crew in line.crews:
        yield from _of_crew(line, crew, now)


def _of_crew(line: CallLine, crew: CrewLine, now: datetime) -> Iterator[Trouble]:
    if crew.silent and (crew.answer_due is None or crew.answer_due < now):
        yield Trouble("silent", line, crew.answer_due, crew)
    for step in crew.steps:
        rolling = step.element_id == ROLLING
        if _late(step, now) and not (rolling and "mobile" in crew.reported):
            kind: Kind = "not_rolling" if rolling else "step_late"
            yield Trouble(kind, line, step.due_at, crew, step)


def _late(step: Step, now: datetime) -> bool:
    return step.due_at is not None and step.due_at < now
