"""Nobody is reminded on a holiday, or forgotten on a working Saturday: the calendars that cases are given."""

import pytest

from bpmn.calendar import Calendar
from carelane.adapters.public_holidays import public_days
from carelane.domain.errors import HolidaysUnknown
from carelane.domain.institutions import Institution
from carelane.services import calendars
from carelane.services.calendar_files import CalendarFile, read_calendar
from tests.data.world import World

DAYS = """institution,day,kind,name
,2027-01-01,holiday,元旦
,2027-01-02,working,元旦调休
HOSA,2027-05-12,holiday,Staff day
HOSA,2027-01-01,working,open on New Year
"""
HOURS = """institution,weekdays,hours,time_zone
HOSA,"1-5,6",08:00-12:00 13:00-17:00,Asia/Shanghai
HOSB,1-5,00:00-24:00,Asia/Urumqi
"""


def calendar(world: World, institution: str) -> Calendar:
    with world.database.reading() as session:
        return Calendar.from_json(calendars.calendar_of(session.connection(), institution, 2026))


def write(world: World, text: str) -> calendars.Imported:
    read = read_calendar(text, calendars.codes(world.database))
    assert read.wrong == []
    return calendars.write_calendar(world.database, read)


def test_public_days_hold_where_an_institution_says_nothing_else(world: World) -> None:
    assert write(world, DAYS).years == (2027,)
    ours, theirs = calendar(world, "HOSA"), calendar(world, "HOSB")
    new_year, make_up, staff = (
        next(day.day for day in read_calendar(DAYS, ["HOSA"]).days if day.name == name)
        for name in ("元旦", "元旦调休", "Staff day")
    )
    assert (ours.is_working_day(new_year), theirs.is_working_day(new_year)) == (True, False)
    assert ours.is_working_day(make_up)
    assert theirs.is_working_day(make_up)
    assert (ours.is_working_day(staff), theirs.is_working_day(staff)) == (False, True)


def test_opening_hours_and_the_time_zone_are_the_institutions_own(world: World) -> None:
    with world.database.transaction() as session:
        session.get_one(Institution, "HOSB").calendar = {"holidays": [], "known_years": [2026]}
    write(world, HOURS)
    ours, theirs = calendar(world, "HOSA"), calendar(world, "HOSB")
    assert theirs.knows(2026), "its list of known years is no matter of its hours"
    assert (ours.weekdays, len(ours.hours)) == ((1, 2, 3, 4, 5, 6), 2)
    assert theirs.zone == "Asia/Urumqi"


def test_a_year_that_nobody_entered_is_not_known_and_can_be_told(world: World) -> None:
    assert calendars.unknown_years(world.database, (2027, 2028)) == (2027, 2028)
    write(world, DAYS)
    assert calendars.unknown_years(world.database, (2027, 2028)) == (2028,)
    assert not calendar(world, "HOSB").knows(2028)


def test_a_year_that_is_announced_anew_replaces_what_was_there(world: World) -> None:
    write(world, DAYS)
    write(world, "day,kind\n2027-01-04,holiday\n")
    days = calendar(world, "HOSB")
    assert [each.isoformat() for each in days.holidays] == ["2027-01-04"]
    assert days.make_up_days == frozenset()


def test_every_wrong_cell_is_named_and_nothing_is_written(world: World) -> None:
    text = (
        "institution,day,kind\nNOWHERE,2027-01-01,holiday\nHOSA,1.1.2027,free\n"
        "HOSA,2027-01-05,holiday\nHOSA,2027-01-05,working\n"
    )
    read = read_calendar(text, calendars.codes(world.database))
    assert [(each.row, each.column) for each in read.wrong] == [
        (2, "institution"),
        (3, "day"),
        (3, "kind"),
        (5, "day"),
    ]
    hours = "institution,weekdays,hours,time_zone\nHOSA,1-9,08:00-12:00,\nHOSA,1-5,12:00-08:00,Moon\n,1,08:00-09:00,\n"
    found = read_calendar(hours, calendars.codes(world.database)).wrong
    assert [(each.row, each.column) for each in found] == [
        (2, "weekdays"),
        (3, "time_zone"),
        (4, "institution"),
    ]
    assert read_calendar("day,sort\n", []).wrong[0].column == "kind"


def test_the_holidays_of_china_come_from_the_package_and_an_unknown_year_is_refused(
    world: World,
) -> None:
    pytest.importorskip("chinese_calendar")
    calendars.write_calendar(world.database, CalendarFile(days=public_days(2026)))
    days = calendar(world, "HOSA")
    assert days.knows(2026)
    assert {each.isoformat() for each in days.holidays} >= {"2026-10-01", "2026-10-07"}
    assert days.make_up_days
    with pytest.raises(HolidaysUnknown):
        public_days(2099)
