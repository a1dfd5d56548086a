"""A clock that goes on elsewhere: what it leaves in its variable, and what the next one begins with.

The variable is plain data, so that a message can take it to the next institution: since when the clock runs, what it
stood still, what a supervisor gave on top, and who held the case when it was missed::

    {"start": "2026-01-05T08:00:00+00:00", "due": "2026-01-05T11:00:00+00:00", "paused": "PT1H", "paused_work": "PT30M",
     "extended": "PT0S", "breached_at": null, "breached_by": ""}

``due`` is for the eye: whoever goes on works it out anew, in the calendar of the place. A pause counts when it is over.
What somebody else has sent is not believed blindly: no clock can have stood still for longer than it has run.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bpmn.engine.state import Activation
from bpmn.engine.timers import instant_from
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.variables import context_of, evaluate, merge
from bpmn.engine.waits import SlaClock
from bpmn.feel.errors import FeelError
from bpmn.feel.temporal import parse_duration
from bpmn.feel.text_form import duration_text
from bpmn.json_types import Json, Variables
from bpmn.model import Sla
from bpmn.times import parse_instant

INSTITUTION = "institution"
"""The variable that says to which institution a case belongs."""
_LENGTHS = ("paused", "paused_work", "extended")
_FIELDS = ("start", "due", *_LENGTHS, "breached_at", "breached_by")
_NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Carried:
    """With what a clock begins: lengths in all time but `paused_work` (working time) and `extended` (its own)."""

    start: datetime
    paused: timedelta = _NOTHING
    paused_work: timedelta = _NOTHING
    extended: timedelta = _NOTHING
    breached_at: datetime | None = None
    breached_by: str = ""


def carried_of(turn: Turn, sla: Sla, context: Variables) -> Carried:
    """Give what the clock's `start` says: a moment, or what another clock has left; raises Trouble."""
    if sla.start is None:
        return Carried(turn.now)
    found = evaluate(turn, sla.start, context)
    if isinstance(found, dict):
        return _read(found, turn.now)
    return Carried(instant_from(turn, found, sla.start, context, "the start of the SLA"))


def _read(found: Variables, now: datetime) -> Carried:
    unknown = sorted(set(found) - set(_FIELDS))
    if unknown:
        raise _no_clock(f"there is no {unknown[0][:40]!r}")
    paused, paused_work, extended = (_length(found, name) for name in _LENGTHS)
    start, breached_at = _moment(found, "start"), found.get("breached_at")
    if start is None or start > now:
        raise _no_clock("its start is missing, or has not come yet")
    if paused > now - start or paused_work > paused:
        raise _no_clock("it would have stood still for longer than it has run")
    by = found.get("breached_by") or ""
    if not isinstance(by, str) or bool(by) != (breached_at is not None):
        raise _no_clock("who missed it and when belong together")
    return Carried(start, paused, paused_work, extended, _moment(found, "breached_at"), by)


def _moment(found: Variables, name: str) -> datetime | None:
    text = found.get(name)
    try:
        return None if text is None else parse_instant(str(text))
    except ValueError:
        raise _no_clock(f"{name} is no date-time") from None


def _length(found: Variables, name: str) -> timedelta:
    try:
        length = parse_duration(str(found.get(name) or "PT0S"))
    except FeelError:
        length = None
    if not isinstance(length, timedelta) or length < _NOTHING:
        raise _no_clock(f"{name} is no duration such as PT1H")
    return length


def _no_clock(why: str) -> Trouble:
    return Trouble("expression", f"the SLA cannot go on from what its start gives: {why}")


def keep(turn: Turn, host: Activation, clock: SlaClock, sla: Sla | None) -> None:
    """Write what another clock needs to go on into the clock's variable, if it has one and it says something else."""
    if sla is None or not sla.variable:
        return
    context = context_of(host)
    here = str(context.get(INSTITUTION) or "")
    at = clock.breached_at
    value: dict[str, Json] = {
        "start": clock.start.isoformat(),
        "due": clock.due.isoformat(),
        "paused": _text(clock.paused),
        "paused_work": _text(clock.paused_work),
        "extended": _text(clock.extended),
        "breached_at": None if at is None else at.isoformat(),
        "breached_by": "" if at is None else clock.breached_by or here,
    }
    if context.get(sla.variable) != value:
        merge(turn, host, {sla.variable: value})


def _text(microseconds: int) -> str:
    return duration_text(timedelta(microseconds=microseconds))
