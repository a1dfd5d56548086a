"""Time as a clock counts it: a pause costs nobody a minute, and no warning comes on a closed day."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpmn.calendar import Calendar, CalendarError, add_working_time
from bpmn.working_time import moved_by, reached_at, time_passed, unknown_years

SHANGHAI = Calendar.from_json(
    {
        "zone": "Asia/Shanghai",
        "weekdays": [1, 2, 3, 4, 5],
        "hours": [["08:00", "12:00"], ["14:00", "17:30"]],
        "holidays": ["2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06", "2025-10-07"],
        "make_up_days": ["2025-09-28", "2025-10-11"],
        "known_years": [2025],
    }
)
PARIS = Calendar.from_json({"zone": "Europe/Paris", "hours": [["00:00", "24:00"]]})
NEW_YORK = Calendar.from_json({"zone": "America/New_York", "hours": [["01:00", "05:00"]]})
CALENDARS = st.sampled_from([None, SHANGHAI, PARIS, NEW_YORK])
MOMENTS = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2025, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
LENGTHS = st.timedeltas(timedelta(), timedelta(days=9))
PERCENTS = st.integers(1, 300)


@settings(max_examples=150, deadline=None)
@given(start=MOMENTS, length=LENGTHS, calendar=CALENDARS)
def test_what_is_added_is_what_has_passed(
    start: datetime, length: timedelta, calendar: Calendar | None
) -> None:
    end = moved_by(start, length, calendar)
    assert end >= start
    assert time_passed(start, end, calendar) == length


@settings(max_examples=150, deadline=None)
@given(start=MOMENTS, one=LENGTHS, other=LENGTHS, calendar=CALENDARS)
def test_more_time_is_never_due_earlier(
    start: datetime, one: timedelta, other: timedelta, calendar: Calendar | None
) -> None:
    less, more = sorted((one, other))
    assert moved_by(start, less, calendar) <= moved_by(start, more, calendar)
    assert moved_by(start, less + more, calendar) == moved_by(
        moved_by(start, less, calendar), more, calendar
    )


@settings(max_examples=150, deadline=None)
@given(due=MOMENTS, begun=MOMENTS, length=LENGTHS, calendar=CALENDARS)
def test_a_pause_adds_exactly_the_time_that_passed_in_it(
    due: datetime, begun: datetime, length: timedelta, calendar: Calendar | None
) -> None:
    pause = time_passed(begun, begun + length, calendar)
    assert time_passed(due, moved_by(due, pause, calendar), calendar) == pause


@settings(max_examples=150, deadline=None)
@given(start=MOMENTS, length=LENGTHS, one=PERCENTS, other=PERCENTS, calendar=CALENDARS)
def test_steps_come_in_order_and_the_breach_is_the_due_time(
    start: datetime, length: timedelta, one: int, other: int, calendar: Calendar | None
) -> None:
    due = moved_by(start, length, calendar)
    less, more = sorted((one, other))
    assert reached_at(start, due, less, calendar) <= reached_at(start, due, more, calendar)
    assert reached_at(start, due, 100, calendar) == due


@settings(max_examples=80, deadline=None)
@given(start=MOMENTS, days=st.integers(0, 20))
def test_a_target_in_days_is_monotone_too(start: datetime, days: int) -> None:
    one = add_working_time(start, timedelta(days=days), SHANGHAI)
    assert one <= add_working_time(start, timedelta(days=days + 1), SHANGHAI)


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


def test_the_half_of_a_working_day_is_not_a_saturday_night() -> None:
    start, due = local("2025-03-07T10:00"), local("2025-03-10T10:00")
    assert reached_at(start, due, 50, SHANGHAI) == local("2025-03-07T15:45")
    assert reached_at(start, due, 150, SHANGHAI) == local("2025-03-10T15:45")


def test_a_week_of_holidays_is_no_waiting_time() -> None:
    assert time_passed(local("2025-09-30T17:30"), local("2025-10-08T08:00"), SHANGHAI) == (
        timedelta()
    )
    assert time_passed(local("2025-10-11T08:00"), local("2025-10-11T18:00"), SHANGHAI) == (
        timedelta(hours=7.5)
    )


def test_the_hour_that_a_clock_change_takes_or_gives_counts_as_it_is() -> None:
    spring = datetime(2025, 3, 9, 0, tzinfo=UTC), datetime(2025, 3, 11, 0, tzinfo=UTC)
    every_night = Calendar.from_json(
        {"zone": "America/New_York", "weekdays": [7], "hours": [["01:00", "05:00"]]}
    )
    assert time_passed(*spring, every_night) == timedelta(hours=3)
    autumn = datetime(2025, 11, 1, 12, tzinfo=UTC), datetime(2025, 11, 3, 12, tzinfo=UTC)
    assert time_passed(*autumn, every_night) == timedelta(hours=5)


def test_the_years_that_nobody_entered_can_be_told() -> None:
    assert unknown_years(local("2025-12-30T10:00"), local("2027-01-02T10:00"), SHANGHAI) == (
        2026,
        2027,
    )
    assert unknown_years(local("2025-03-01T10:00"), local("2025-03-02T10:00"), SHANGHAI) == ()
    assert unknown_years(local("2025-12-30T10:00"), local("2027-01-02T10:00"), None) == ()


def test_a_calendar_is_not_followed_for_ever() -> None:
    with pytest.raises(CalendarError):
        time_passed(local("2025-01-01T10:00"), local("2036-01-01T10:00"), SHANGHAI)
