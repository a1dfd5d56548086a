"""Calendars as files that an office keeps: one of days, one of opening hours, each wrong cell told by row and column.

Days (``day,kind,name`` and, for an institution's own days, ``institution``)::

    institution,day,kind,name
    ,2027-01-01,holiday,元旦
    ,2027-01-03,working,元旦调休
    P01,2027-05-12,holiday,Staff day

Hours (``institution,weekdays,hours`` and, if it differs, ``time_zone``)::

    institution,weekdays,hours
    P01,1-5,08:00-12:00 14:00-17:30
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bpmn.calendar import Calendar, CalendarError
from carelane.domain.calendar_days import KINDS, PUBLIC, CalendarDay
from carelane.services import registry_cells
from carelane.services.registry_files import (
    Column,
    RegistryFile,
    Values,
    WrongCell,
    header,
    read_registry,
)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When an institution works: weekdays from Monday = 1, hours as in `bpmn.calendar`."""

    institution: str
    weekdays: list[int]
    hours: list[list[str]]
    time_zone: str = ""


@dataclass(slots=True)
class CalendarFile:
    """What a file says; nothing of it is to be used while there is a wrong cell."""

    days: list[CalendarDay] = field(default_factory=list)
    hours: list[OpeningHours] = field(default_factory=list)
    wrong: list[WrongCell] = field(default_factory=list)


def read_calendar(text: str, institutions: Iterable[str]) -> CalendarFile:
    """Read a file of days or of hours, told by its first row, for these institutions."""
    known = frozenset(institutions)
    if "hours" in header(text):
        read = read_registry(text, _hours_columns(known), key=("institution",), check=_wrong_hours)
        return CalendarFile(
            hours=[_opening_hours(row.values) for row in read.rows], wrong=read.wrong
        )
    read = read_registry(text, _day_columns(known), key=("institution", "day"))
    return CalendarFile(days=_days(read), wrong=read.wrong)


def _day_columns(known: frozenset[str]) -> list[Column]:
    return [
        Column("day", registry_cells.day, required=True),
        Column("kind", registry_cells.code(KINDS), required=True),
        Column("name", registry_cells.text()),
        Column("institution", registry_cells.reference(known, "institution"), default=PUBLIC),
    ]


def _hours_columns(known: frozenset[str]) -> list[Column]:
    return [
        Column("institution", registry_cells.reference(known, "institution"), required=True),
        Column("weekdays", _weekdays, required=True),
        Column("hours", _hours, required=True),
        Column("time_zone", registry_cells.text()),
    ]


def _days(read: RegistryFile) -> list[CalendarDay]:
    return [
        CalendarDay(
            institution_code=row.values["institution"],
            day=row.values["day"],
            kind=row.values["kind"],
            name=row.values["name"],
        )
        for row in read.rows
    ]


def _wrong_hours(values: Values) -> Iterator[tuple[str, str]]:
    """Say what a calendar cannot have: weekdays beyond 7, hours that end before they begin, an unknown time zone."""
    zone = values["time_zone"] or "UTC"
    try:
        Calendar.from_json({"zone": zone, "weekdays": values["weekdays"], "hours": values["hours"]})
    except CalendarError as error:
        said = str(error)
        yield next((name for name in ("weekdays", "hours") if name in said), "time_zone"), said


def _opening_hours(values: Values) -> OpeningHours:
    return OpeningHours(
        values["institution"], values["weekdays"], values["hours"], values["time_zone"]
    )


def _weekdays(text: str) -> list[int]:
    found: list[int] = []
    try:
        for part in text.replace(",", " ").split():
            first, dash, last = part.partition("-")
            found += range(int(first), int(last if dash else first) + 1)
    except ValueError:
        found = []
    if not found:
        message = "is no list such as 1-5 or 1,2,6"
        raise ValueError(message)
    return found


def _hours(text: str) -> list[list[str]]:
    pairs = [part.split("-") for part in text.split()]
    if not pairs or any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 - opens and closes
        message = "is no list such as 08:00-12:00 14:00-17:30"
        raise ValueError(message)
    return pairs
