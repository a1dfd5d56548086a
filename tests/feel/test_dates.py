"""Dates that the standard library cannot hold, and times finer than it can, mean what XML Schema says."""

from datetime import UTC, datetime

import pytest

from bpmn.feel import FeelError, parse_expression, to_datetime

NOW = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('date("-2017-01-01")', "-2017-01-01"),
        ('date("999999999-12-31")', "999999999-12-31"),
        ('date("9999999999-12-31")', None),
        ("date(-999999999, 1, 1)", "-999999999-01-01"),
        ("date(1000000000, 1, 1)", None),
        ('date("-2017-02-29")', None),
        ('date("-2016-02-29")', "-2016-02-29"),
        ('date("9999-12-31") + @"P1D"', "10000-01-01"),
        ('date("9999-12-31") + @"P1M"', "10000-01-31"),
        ('date("10000-01-01") - @"P1D"', "9999-12-31"),
        ('date("10000-03-31") - @"P1M"', "10000-02-29"),
        ('date("10000-01-01") - date("9999-12-31")', "P1D"),
        ('date("10000-01-01") > date("9999-12-31")', True),
        ('date("-0044-03-15") < date("0001-01-01")', True),
        ('date("10000-01-01") = date("10000-01-01")', True),
        ('date("10000-01-01") in [date("2000-01-01")..date("20000-01-01")]', True),
        ('date("10000-01-01").year', 10000),
        ('day of week(date("10000-01-01"))', "Saturday"),
        ('day of year(date("10000-12-31"))', 366),
        ('date("10000-01-01") instance of date', True),
        ('date("10000-01-01") instance of date and time', False),
        ('date and time("-99999-12-31T11:22:33Z")', "-99999-12-31T11:22:33Z"),
        (
            'date and time("10000-01-01T00:00:00Z") = date and time("10000-01-01T01:00:00+01:00")',
            True,
        ),
        ('date and time("9999-12-31T23:00:00") + @"PT1H"', "10000-01-01T00:00:00"),
        ('date and time("10000-01-01T10:00:00@Europe/Paris").timezone', "Europe/Paris"),
        ('date(date and time("10000-01-01T10:00:00"))', "10000-01-01"),
        ('time(date and time("10000-01-01T10:00:00"))', "10:00:00"),
        ('date and time(date("10000-01-01"), time("10:00:00"))', "10000-01-01T10:00:00"),
        ('years and months duration(date("-2016-01-30"), date("2017-02-28"))', "P4033Y"),
        ('years and months duration(date("2017-02-28"), date("-2016-01-30"))', "-P4033Y"),
        ('before(date("2000-01-01"), date("10000-01-01"))', True),
        ('max(date("2000-01-01"), date("10000-01-01"))', "10000-01-01"),
        ('string(time("11:22:33.123456789"))', "11:22:33.123456789"),
        ('string(time("11:22:33.000000100Z"))', "11:22:33.0000001Z"),
        ("time(1, 2, 3.123456789)", "01:02:03.123456789"),
        ('time("11:22:33.123456789").second', 33.123456789),
        ('time("11:22:33.123456789") = time("11:22:33.123")', True),
        ('time("11:22:33.123456789") < time("11:22:34")', True),
        (
            'date and time(date("2017-01-01"), time("10:00:00.123456789"))',
            "2017-01-01T10:00:00.123456789",
        ),
        ('time(date and time("2017-01-01T10:00:00.123456789Z"))', "10:00:00.123456789Z"),
        (
            'date and time("2017-01-01T10:00:00.123456789") = date and time("2017-01-01T10:00:00.123")',
            True,
        ),
        ('date and time("2017-12-31T24:00:00")', "2018-01-01T00:00:00"),
        ('date and time("9999-12-31T24:00:00")', "10000-01-01T00:00:00"),
        ('time("24:00:00.000000001")', None),
        ('string(duration("-PT1M0.123456789S"))', "-PT1M0.123456789S"),
        ('duration("PT0.000000001S")', "PT0.000000001S"),
        ('duration("PT0.123456789S").seconds', 0.123456789),
        ('duration("PT0.123456789S") = duration("PT0.123456S")', True),
        ('duration("PT0.123456789S") < duration("PT1S")', True),
        ('duration("PT0.123456789S") + duration("PT1S")', "PT1.123456S"),
        ('duration("PT0.123456789S") instance of days and time duration', True),
    ],
)
def test_far_dates_and_fine_times_are_what_they_say(text: str, expected: object) -> None:
    assert parse_expression(text).evaluate_json({}, NOW) == expected


def test_a_far_date_is_no_due_time() -> None:
    for text in ('date("10000-01-01")', 'date and time("10000-01-01T00:00:00Z")'):
        with pytest.raises(FeelError, match="range"):
            to_datetime(parse_expression(text).evaluate({}, NOW), NOW)
