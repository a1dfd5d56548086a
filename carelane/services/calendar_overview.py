"""The working calendars in use, as operators see them: hours, own days, and years that nobody has entered.

Nothing is written here: calendars come from files (`carelane calendars`, the scheduler's job).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlmodel import col

from bpmn.calendar import Calendar, CalendarError
from carelane.domain.calendar_days import HOLIDAY, PUBLIC, WORKING, CalendarDay
from carelane.domain.errors import NotAllowed, NotFound
from carelane.domain.institutions import Institution
from carelane.services.calendars import OFFICE_HOURS
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_watch_system


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One institution's calendar. ``weekdays`` count from Monday = 1, ``hours`` are texts such as 08:00-12:00.

    ``entered`` says that it has hours of its own and not those of everybody; ``own_days`` counts its own days, of any
    year; ``unknown`` are the asked years in which weekdays alone count. ``wrong`` says why it cannot be used, and is empty else.
    """

    code: str
    weekdays: tuple[int, ...]
    hours: tuple[str, ...]
    time_zone: str
    entered: bool
    own_days: int
    unknown: tuple[int, ...]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day that is otherwise than its weekday says: ``holiday`` or ``working``; ``own`` if the institution says so."""

    day: date
    kind: str
    name: str
    own: bool


def calendars_in_use(
    database: Database, actor: Actor, years: tuple[int, ...]
) -> tuple[CalendarRow, ...]:
    """List the calendar of every institution, by code, with those of the years that it does not know.

    Raises `NotAllowed` for all but operators.
    """
    _check(actor)
    with database.reading() as session:
        connection = session.connection()
        days = connection.execute(select(CalendarDay.institution_code, CalendarDay.day)).all()  # type: ignore[call-overload]
        places = connection.execute(_places()).all()
    public = {day.year for code, day in days if code == PUBLIC}
    own = Counter(code for code, _ in days)
    return tuple(_row(place, public, own[place.code], years) for place in places)


def days_of(
    database: Database, actor: Actor, institution: str, years: tuple[int, ...]
) -> tuple[DayRow, ...]:
    """List the days of these years at an institution, its own before the public ones. Raises `NotAllowed`, `NotFound`."""
    _check(actor)
    with database.reading() as session:
        connection = session.connection()
        place = connection.execute(_places().where(col(Institution.code) == institution)).first()
        if place is None:
            raise NotFound
        found = _entered(connection, institution) | _listed(place)
    return tuple(found[day] for day in sorted(found) if day.year in years)


def _check(actor: Actor) -> None:
    if not may_watch_system(actor):
        raise NotAllowed


def _places() -> Any:
    columns: tuple[Any, ...] = (Institution.code, Institution.calendar, Institution.time_zone)
    return select(*columns).order_by(col(Institution.code))


def _read(place: Row[Any]) -> Calendar:
    """Read what stands at the institution, with everybody's hours where it has none; raises CalendarError."""
    return Calendar.from_json(
        {"zone": place.time_zone, **(dict(place.calendar) or {"hours": OFFICE_HOURS})}
    )


def _row(place: Row[Any], public: set[int], own_days: int, years: tuple[int, ...]) -> CalendarRow:
    own = dict(place.calendar)
    try:
        read = _read(place)
    except CalendarError as error:
        return CalendarRow(
            place.code, (), (), place.time_zone, bool(own), own_days, years, str(error)
        )
    shown: Any = read.to_json()["hours"]
    return CalendarRow(
        code=place.code,
        weekdays=read.weekdays,
        hours=tuple("-".join(pair) for pair in shown),
        time_zone=read.zone,
        entered="hours" in own,
        own_days=own_days + len(read.holidays | read.make_up_days),
        unknown=tuple(year for year in years if not (year in public or read.knows(year))),
    )


def _entered(connection: Connection, institution: str) -> dict[date, DayRow]:
    """Read the public days, then the institution's own, which win."""
    rows = connection.execute(
        select(CalendarDay.institution_code, CalendarDay.day, CalendarDay.kind, CalendarDay.name)  # type: ignore[call-overload]
        .where(col(CalendarDay.institution_code).in_((PUBLIC, institution)))
        .order_by(col(CalendarDay.institution_code))
    ).all()
    return {day: DayRow(day, kind, name, code != PUBLIC) for code, day, kind, name in rows}


def _listed(place: Row[Any]) -> dict[date, DayRow]:
    """Give the days that stand in the institution's calendar itself; none of one that cannot be used."""
    try:
        read = _read(place)
    except CalendarError:
        return {}
    kinds = dict.fromkeys(read.holidays, HOLIDAY) | dict.fromkeys(read.make_up_days, WORKING)
    return {day: DayRow(day, kind, "", own=True) for day, kind in kinds.items()}
