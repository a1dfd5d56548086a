"""Reads what Carelane adds to any element: business statuses and SLA clocks."""

from typing import Literal

from bpmn.model import PAUSE_REASONS, TELL, Pause, Rung, Sla, Static, Status, Value
from bpmn.model.clocks import CALENDARS, STANDARD, usual_tell
from bpmn.reader.extension import Found
from bpmn.reader.source import Source
from bpmn.xml_names import Xml

_WHAT = "carelane:sla"
_OF_THE_CASE = (
    "business_key",
    "calendar",
    "institution",
    "patient",
    "pools",
    "started_at",
    "started_by",
    "urgency",
)
"""Variables that mean something else everywhere."""


def read_statuses(source: Source, found: Found) -> tuple[Status, ...]:
    """Read `carelane:status`."""
    return tuple(_status(source, each) for each in found.get("carelane:status", []))


def _status(source: Source, at: Xml) -> Status:
    on: Literal["activate", "complete"] = "activate" if at.get("on") == "activate" else "complete"
    if at.get("on", "complete") not in ("activate", "complete"):
        hint = 'write on="activate" or on="complete"'
        source.error("invalid_value", at, f"carelane:status has on={at.get('on')!r}", hint)
    if not at.get("value"):
        source.error("missing_attribute", at, "carelane:status has no value", "name the status")
    return Status(at.get("value") or "", on)


def read_slas(source: Source, found: Found) -> tuple[Sla, ...]:
    """Read `carelane:sla`."""
    return tuple(_sla(source, each) for each in found.get(_WHAT, []))


def _sla(source: Source, at: Xml) -> Sla:
    if not (at.get("due") or at.get("target") or at.get("decision")):
        hint = "give due (a FEEL date-time), target (a duration) or decision (a DMN table)"
        source.error("missing_attribute", at, "carelane:sla has neither due nor target", hint)
    if at.get("due") and at.get("decision"):
        message = "carelane:sla has a due time and a decision that would give another"
        source.error("invalid_value", at, message, "keep one")
    start, due, target, when, decision = (
        source.attribute(at, name, _WHAT) for name in ("start", "due", "target", "when", "decision")
    )
    return Sla(
        ladder=_ladder(source, at),
        start=start,
        due=due,
        target=target,
        when=when,
        decision=decision,
        calendar=_calendar(source, at),
        name=(at.get("name") or "").strip(),
        start_after=tuple((at.get("startAfter") or "").split()),
        stop_after=tuple((at.get("stopAfter") or "").split()),
        pauses=_pauses(source, at),
        variable=_variable(source, at),
    )


def _variable(source: Source, at: Xml) -> str:
    name = (at.get("variable") or "").strip()
    if name and not (name.isidentifier() and name not in _OF_THE_CASE):
        hint = f"use a word of letters, digits and _, none of: {', '.join(_OF_THE_CASE)}"
        source.error("invalid_value", at, f"carelane:sla cannot keep its state in {name!r}", hint)
    return name


def _calendar(source: Source, at: Xml) -> Value | None:
    calendar = source.attribute(at, "calendar", _WHAT)
    if isinstance(calendar, Static) and calendar.text not in CALENDARS:
        hint = f"use one of: {', '.join(CALENDARS)}, or a FEEL expression that gives one"
        source.error("invalid_value", at, f"carelane:sla has calendar {calendar.text!r}", hint)
    return calendar


def _ladder(source: Source, at: Xml) -> tuple[Rung, ...]:
    """Read the steps; nothing where the standard ladder counts."""
    steps = (at.get("steps") or "50 80 100").split()
    if steps == [STANDARD]:
        return ()
    found = [_rung(each) for each in steps]
    rungs = [each for each in found if each is not None]
    if len(rungs) < len(steps):
        hint = (
            "write whole per cent with spaces between, such as 50 80 100 150, each with whom it tells "
            f"if you like (80:owner,deputy; one of: {', '.join(TELL)}), or the word {STANDARD}"
        )
        source.error("invalid_value", at, f"carelane:sla has steps {at.get('steps')!r}", hint)
    return tuple(sorted(rungs, key=lambda rung: rung.percent))


def _rung(text: str) -> Rung | None:
    percent, colon, names = text.partition(":")
    tell = tuple(names.split(",")) if colon else ()
    if not percent.isdigit() or not set(tell) <= set(TELL):
        return None
    return Rung(int(percent), tell or usual_tell(int(percent)))


def _pauses(source: Source, at: Xml) -> tuple[Pause, ...]:
    """Read `pause`: a reason and an element, such as ``info_request:wait_for_answer``."""
    found: list[Pause] = []
    for each in (at.get("pause") or "").split():
        reason, _, element = each.partition(":")
        if reason in PAUSE_REASONS and element:
            found.append(Pause(reason, element))
            continue
        hint = f"write reason:element; the reasons are {', '.join(PAUSE_REASONS)}"
        message = f"a clock does not stand still for {each!r}: no bed and no staff stop no clock"
        source.error("sla_pause", at, message, hint)
    return tuple(found)
