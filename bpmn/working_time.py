"""Measuring time as a clock counts it: all of it (`24x7`), or only while the institution is open (`work`).

Pure: an institution's calendar is an argument, and its absence means that every minute counts. Whole days of a target
are `bpmn.calendar.add_working_time`'s; here time is a length, so that a pause adds exactly what has passed in it.
"""

from datetime import UTC, date, datetime, timedelta

from bpmn.calendar import MAX_DAYS, Calendar, CalendarError, add_working_time
from bpmn.feel.zones import zone

BREACH = 100
"""Per cent of its time at which a clock is in breach."""
_NOTHING = timedelta()
_DAY = timedelta(days=1)


def time_passed(start: datetime, end: datetime, calendar: Calendar | None) -> timedelta:
    """Give how much time that counts lies between two moments; nothing where the end comes first.

    Raises CalendarError where a calendar would be followed for more than ten years.
    """
    if end <= start:
        return _NOTHING
    if calendar is None:
        return end - start
    if end - start > MAX_DAYS * _DAY:
        raise CalendarError(f"the working time ends more than {MAX_DAYS} days away")
    day, last = _day_of(start, calendar) - _DAY, _day_of(end, calendar)
    total = _NOTHING
    while day <= last:
        for opens, closes in calendar.openings(day):
            total += max(min(closes, end) - max(opens, start), _NOTHING)
        day += _DAY
    return total


def moved_by(at: datetime, length: timedelta, calendar: Calendar | None) -> datetime:
    """Give the moment when that much more time that counts has passed; the same moment for none."""
    if length <= _NOTHING:
        return at
    if calendar is None:
        return at + length
    hours = length.total_seconds()
    whole = timedelta(seconds=int(hours))
    text = f"PT{int(hours)}S"  # as a text, days are hours of opening and no whole days
    moment = add_working_time(at, text, calendar) if whole else at.astimezone(UTC)
    rest = length - whole
    return add_working_time(moment, rest, calendar) if rest else moment


def reached_at(start: datetime, due: datetime, percent: int, calendar: Calendar | None) -> datetime:
    """Give the moment when a clock has used that part of its time; 100 is its due time exactly.

    A clock without any time that counts between start and due is followed by the wall clock.
    """
    if percent == BREACH:
        return due
    total = time_passed(start, due, calendar)
    if calendar is None or not total:
        return start + (due - start) * percent / BREACH
    if percent < BREACH:
        return min(moved_by(start, total * percent / BREACH, calendar), due)
    return moved_by(due, total * (percent - BREACH) / BREACH, calendar)


def unknown_years(start: datetime, end: datetime, calendar: Calendar | None) -> tuple[int, ...]:
    """Give the years between two moments whose holidays nobody has entered: there only weekdays count."""
    if calendar is None:
        return ()
    first, last = _day_of(start, calendar).year, _day_of(max(start, end), calendar).year
    return tuple(year for year in range(first, last + 1) if not calendar.knows(year))


def _day_of(at: datetime, calendar: Calendar) -> date:
    return at.astimezone(zone(calendar.zone)).date()
