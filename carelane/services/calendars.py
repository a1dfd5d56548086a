"""Working calendars: what is kept of them, and the one that a case is given.

A case's calendar is its institution's hours and own days over the public days. A year is known once a public day of it,
or the institution's own list of known years, is there; in other years weekdays alone count, and clocks say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlmodel import col

from bpmn.calendar import Calendar, CalendarError
from carelane.domain.calendar_days import HOLIDAY, PUBLIC, CalendarDay
from carelane.domain.errors import NotFound
from carelane.domain.institutions import Institution
from carelane.services.calendar_files import CalendarFile
from carelane.services.transaction import Database

OFFICE_HOURS = [["08:00", "12:00"], ["14:00", "17:30"]]
"""Opening hours of an institution that has entered none."""
_LISTS = ("holidays", "make_up_days")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has written: days and institutions' hours, and the years whose public days are new in full."""

    days: int
    hours: int
    years: tuple[int, ...]


def calendar_of(connection: Connection, institution: str, since: int = 0) -> dict[str, Any]:
    """Give the institution's working calendar (`bpmn.calendar`), with the days from the year ``since`` on."""
    found = connection.execute(
        select(col(Institution.calendar), col(Institution.time_zone)).where(
            col(Institution.code) == institution
        )
    ).one()
    own = dict(found.calendar) or {"hours": OFFICE_HOURS}
    days = _days(connection, institution, since)
    if not days:
        return {"zone": found.time_zone, **own}
    kinds = dict(days)
    holidays = {day for day, kind in kinds.items() if kind == HOLIDAY}
    working = kinds.keys() - holidays
    ours, theirs = (frozenset(own.get(name, [])) for name in _LISTS)
    return {
        "zone": found.time_zone,
        **own,
        "holidays": sorted((holidays - theirs) | ours),
        "make_up_days": sorted((working - ours) | theirs),
        "known_years": sorted({*own.get("known_years", []), *(int(day[:4]) for day in kinds)}),
    }


def _days(connection: Connection, institution: str, since: int) -> list[tuple[str, str]]:
    """Read public days, then the institution's own, which win; a day of its own alone makes no year known."""
    rows = connection.execute(
        select(col(CalendarDay.institution_code), col(CalendarDay.day), col(CalendarDay.kind))
        .where(col(CalendarDay.institution_code).in_((PUBLIC, institution)))
        .order_by(col(CalendarDay.institution_code), col(CalendarDay.day))
    ).all()
    known = {day.year for code, day, _ in rows if code == PUBLIC and day.year >= since}
    return [(day.isoformat(), kind) for _, day, kind in rows if day.year in known]


def write_calendar(database: Database, read: CalendarFile) -> Imported:
    """Write what a file says; the public days of a year replace those that were there.

    The caller has looked at ``read.wrong``: a file with a wrong cell is not written at all. Raises `NotFound` for an
    institution that has gone since.
    """
    assert not read.wrong
    years = tuple(sorted({day.day.year for day in read.days if day.institution_code == PUBLIC}))
    with database.transaction() as session:
        connection = session.connection()
        for year in years:
            first, last = datetime(year, 1, 1).date(), datetime(year, 12, 31).date()  # noqa: DTZ001 - a day
            connection.execute(
                delete(CalendarDay).where(
                    col(CalendarDay.institution_code) == PUBLIC,
                    col(CalendarDay.day).between(first, last),
                )
            )
        for day in read.days:
            session.merge(day)
        for each in read.hours:
            place = session.get(Institution, each.institution)
            if place is None:
                raise NotFound
            zone = each.time_zone or place.time_zone
            own = {"zone": zone, "weekdays": each.weekdays, "hours": each.hours}
            place.calendar, place.time_zone = {**place.calendar, **own}, zone
            session.add(place)
    return Imported(len(read.days), len(read.hours), years)


def codes(database: Database) -> tuple[str, ...]:
    """List the institutions that there are, by their codes."""
    with database.reading() as session:
        found = session.connection().execute(select(col(Institution.code)))
        return tuple(sorted(found.scalars()))


def unknown_years(database: Database, years: Iterable[int]) -> tuple[int, ...]:
    """Give those of these years whose holidays somebody's calendar does not know."""
    wanted = tuple(years)
    missing: set[int] = set()
    with database.reading() as session:
        connection = session.connection()
        for code in connection.execute(select(col(Institution.code))).scalars().all():
            missing |= {year for year in wanted if not _knows(calendar_of(connection, code), year)}
    return tuple(sorted(missing))


def _knows(calendar: dict[str, Any], year: int) -> bool:
    try:
        return Calendar.from_json(calendar).knows(year)
    except CalendarError:
        return False
