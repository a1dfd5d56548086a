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

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import TypeVar

from bpmn.calendar import Calendar, CalendarError
from carelane.domain.calendar_days import KINDS, PUBLIC, CalendarDay

DAYS = ("day", "kind")
HOURS = ("institution", "weekdays", "hours")
_KNOWN = {*DAYS, *HOURS, "name", "time_zone"}
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class WrongCell:
    """What is wrong in a file: the row as a spreadsheet numbers it, and the column's name."""

    row: int
    column: str
    why: str

    def __str__(self) -> str:
        """Write it in one line."""
        return f"row {self.row}, column {self.column}: {self.why}"


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
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    """In which row each day, or each institution's hours, stands."""


def read_calendar(text: str, institutions: Iterable[str]) -> CalendarFile:
    """Read a file of days or of hours, told by its first row, for these institutions."""
    found, known = CalendarFile(), frozenset(institutions)
    rows = csv.DictReader(StringIO(text.removeprefix("\ufeff")), skipinitialspace=True)
    columns = [name.strip() for name in rows.fieldnames or ()]
    rows.fieldnames = columns
    wanted = HOURS if "hours" in columns else DAYS
    missing = [name for name in wanted if name not in columns]
    unknown = [name for name in columns if name not in _KNOWN]
    if missing or unknown:
        said = f"missing: {', '.join(missing)}" if missing else f"unknown: {', '.join(unknown)}"
        found.wrong.append(WrongCell(1, (missing or unknown)[0], f"the first row has {said}"))
        return found
    for number, row in enumerate(rows, start=2):
        reader = _Row(found, number, {name: (row.get(name) or "").strip() for name in columns})
        if any(reader.cells.values()):
            (reader.hours if wanted is HOURS else reader.day)(known)
    return found


class _Row:
    """One row under reading."""

    def __init__(self, found: CalendarFile, number: int, cells: Mapping[str, str]) -> None:
        self.found, self.number, self.cells = found, number, cells

    def day(self, known: frozenset[str]) -> None:
        institution = self._institution(known, optional=True)
        day = self._read("day", date.fromisoformat, "is no date such as 2027-01-01")
        kind = self._read("kind", _kind, f"is none of {', '.join(KINDS)}")
        if institution is not None and day is not None and kind is not None:
            name = self.cells.get("name", "")
            self._once("day", (institution, day.isoformat()))
            self.found.days.append(
                CalendarDay(institution_code=institution, day=day, kind=kind, name=name)
            )

    def hours(self, known: frozenset[str]) -> None:
        institution = self._institution(known, optional=False)
        weekdays = self._read("weekdays", _weekdays, "is no list such as 1-5 or 1,2,6")
        hours = self._read("hours", _hours, "is no list such as 08:00-12:00 14:00-17:30")
        zone = self.cells.get("time_zone", "")
        if institution is None or weekdays is None or hours is None:
            return
        try:
            Calendar.from_json({"zone": zone or "UTC", "weekdays": weekdays, "hours": hours})
        except CalendarError as error:
            said = str(error)
            column = next((name for name in ("weekdays", "hours") if name in said), "time_zone")
            self.found.wrong.append(WrongCell(self.number, column, said))
            return
        self._once("institution", (institution, ""))
        self.found.hours.append(OpeningHours(institution, weekdays, hours, zone))

    def _institution(self, known: frozenset[str], *, optional: bool) -> str | None:
        code = self.cells.get("institution", PUBLIC)
        if code in known or (optional and code == PUBLIC):
            return code
        why = f"there is no institution {code!r}" if code else "names no institution"
        self.found.wrong.append(WrongCell(self.number, "institution", why))
        return None

    def _once(self, column: str, key: tuple[str, str]) -> None:
        """Note what stands twice: which one counts, nobody could say."""
        first = self.found.seen.setdefault(key, self.number)
        if first != self.number:
            self.found.wrong.append(
                WrongCell(self.number, column, f"stands in row {first} already")
            )

    def _read(self, column: str, read: Callable[[str], Value], why: str) -> Value | None:
        text = self.cells[column]
        try:
            return read(text)
        except ValueError:
            self.found.wrong.append(WrongCell(self.number, column, f"{text[:40]!r} {why}"))
            return None


def _kind(text: str) -> str:
    if text not in KINDS:
        raise ValueError(text)
    return text


def _weekdays(text: str) -> list[int]:
    found: list[int] = []
    for part in text.replace(",", " ").split():
        first, dash, last = part.partition("-")
        found += range(int(first), int(last if dash else first) + 1)
    if not found:
        raise ValueError(text)
    return found


def _hours(text: str) -> list[list[str]]:
    pairs = [part.split("-") for part in text.split()]
    if not pairs or any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 - opens and closes
        raise ValueError(text)
    return pairs
