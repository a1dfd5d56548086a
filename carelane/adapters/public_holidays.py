"""Public holidays and make-up working days of China, from the package `chinesecalendar`.

The package knows the years that the State Council has announced up to its own release, and no others: what it does not
know is an error here, and the clocks of such a year count weekdays until somebody has entered it.
"""

import importlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from carelane.domain.calendar_days import HOLIDAY, PUBLIC, WORKING, CalendarDay
from carelane.domain.errors import HolidaysUnknown


def public_days(year: int) -> list[CalendarDay]:
    """Give the days of a year on which work is otherwise than the weekday says; raises `HolidaysUnknown`."""
    known: Any = importlib.import_module("chinese_calendar.constants")
    holidays: Mapping[date, str] = known.holidays
    working: Mapping[date, str] = known.workdays
    days = [
        CalendarDay(institution_code=PUBLIC, day=day, kind=kind, name=str(name))
        for kind, found in ((HOLIDAY, holidays), (WORKING, working))
        for day, name in found.items()
        if day.year == year
    ]
    if not days:
        raise HolidaysUnknown
    return sorted(days, key=lambda each: each.day)
