"""Words and colours of the emergency desk: a colour never stands without its word."""

from collections.abc import Mapping
from datetime import datetime

from carelane.services.emergency.ambulances import Ambulances
from carelane.services.emergency.call_lines import CallLine, CrewLine, Step
from worklists_ui import times
from worklists_ui.case_names import names_of
from worklists_ui.translation import language, translator

CATEGORY_COLOURS = {
    "RED-A": "red",
    "RED": "red",
    "ORANGE": "orange",
    "YELLOW": "yellow",
    "GREEN": "green",
    "": "gray",
}
_MINUTE, _HOUR = 60, 3600
SOON = 0.8
"""From this part of its time on a target counts as at risk."""


def category(code: str) -> str:
    """Name a category of a call; one that is not known yet is said to be so."""
    _ = translator()
    names = {
        "RED-A": _("RED-A arrest"),
        "RED": _("RED"),
        "ORANGE": _("ORANGE"),
        "YELLOW": _("YELLOW"),
        "GREEN": _("GREEN"),
        "": _("not triaged yet"),
    }
    return names.get(code, code)


def colour(code: str) -> str:
    """Name the triage colour of a casualty's tag."""
    _ = translator()
    names = {"red": _("red"), "yellow": _("yellow"), "green": _("green"), "black": _("black")}
    return names.get(code, code)


def milestone(code: str) -> str:
    """Name what a crew reports."""
    _ = translator()
    names = {
        "mobile": _("wheels rolling"),
        "on_scene": _("on scene"),
        "departed": _("departed with the patient"),
        "arrived": _("arrived at the hospital"),
        "handed_over": _("handed over"),
    }
    return names.get(code, code)


def team(code: str) -> str:
    """Name a hospital's team."""
    _ = translator()
    names = {
        "none": _("no team"),
        "cath": _("cath lab"),
        "stroke": _("stroke team"),
        "trauma": _("trauma team"),
    }
    return names.get(code, code)


def clock(at: datetime) -> str:
    """Write the hour and minute of today, of another day that day too."""
    zone = times.zone()
    here = at.astimezone(zone)
    return f"{here:%H:%M}" if here.date() == datetime.now(zone).date() else times.moment(at)


def countdown(due: datetime, now: datetime) -> str:
    """Say how much time is left, with seconds below an hour, or by how much it is late."""
    _ = translator()
    seconds = int(abs((due - now).total_seconds()))
    length = times.span(due - now)
    if seconds < _HOUR:
        length = f"{seconds // _MINUTE}:{seconds % _MINUTE:02d}"
    return (_("{span} left") if due >= now else _("{span} late")).format(span=length)


def standing() -> dict[str, str]:
    """Give the words for how a target stands, each with its colour."""
    _ = translator()
    return {
        _("in time"): "green",
        _("at risk"): "orange",
        _("late"): "red",
        _("met"): "blue",
        _("not known"): "gray",
    }


def stands(start: datetime, due: datetime | None, met_at: datetime | None, now: datetime) -> str:
    """Say how a target stands: met, late, at risk, in time, or not known."""
    in_time, at_risk, late, met, unknown = standing()
    if due is None:
        return unknown
    if met_at is not None:
        return met if met_at <= due else late
    if now > due:
        return late
    return at_risk if now - start >= (due - start) * SOON else in_time


def step_name(step: Step) -> str:
    """Name an open task in the reader's language."""
    return names_of(step.definition_id).of(step.element_id, language()) or step.name


def next_step(line: CallLine) -> Step | None:
    """Choose what comes next of an incident and its crews: the task that is due first."""
    steps = [*line.steps, *(step for crew in line.crews for step in crew.steps)]
    due = [step for step in steps if step.due_at is not None]
    return min(due, key=lambda step: step.due_at or line.called_at, default=None) or next(
        iter(steps), None
    )


def unit_names(found: Ambulances) -> dict[str, str]:
    """Name each ambulance by its id."""
    return {line.unit.unit_id: line.unit.name or line.unit.unit_id for line in found.units}


def units_of(crew: CrewLine, names: Mapping[str, str]) -> str:
    """Name a crew's ambulances."""
    return ", ".join(names.get(unit, unit) for unit in crew.unit_ids)


def crew_name(crew: CrewLine, names: Mapping[str, str]) -> str:
    """Name a crew's case in one line: its tag, its ambulances, its number."""
    _ = translator()
    tag = _("Tag {tag} ({colour})").format(tag=crew.tag, colour=colour(crew.colour))
    parts = [tag if crew.tag else "", units_of(crew, names), crew.business_key]
    return " · ".join(part for part in parts if part)
