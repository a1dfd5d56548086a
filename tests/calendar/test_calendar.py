"""Due times by the working calendar: nobody is reminded on a closed day or forgotten over a holiday."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpmn.calendar import Calendar, CalendarError, add_working_time
from bpmn.feel import parse_expression

SHANGHAI = {
    "zone": "Asia/Shanghai",
    "weekdays": [1, 2, 3, 4, 5],
    "hours": [["08:00", "12:00"], ["14:00", "17:30"]],
    "holidays": [
        "2025-10-01",
        "2025-10-02",
        "2025-10-03",
        "2025-10-06",
        "2025-10-07",
        "2025-10-08",
    ],
    "make_up_days": ["2025-09-28", "2025-10-11"],
    "known_years": [2025],
}
NOW = datetime(2025, 3, 4, tzinfo=UTC)
CALENDAR = Calendar.from_json(SHANGHAI)


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2025-03-04T09:30", "P1D", "2025-03-05T09:30"),
        ("2025-03-07T09:30", "P1D", "2025-03-10T09:30"),
        ("2025-03-07T22:00", "P2D", "2025-03-11T22:00"),
        ("2025-03-08T10:00", "P1D", "2025-03-10T10:00"),
        ("2025-09-27T10:00", "P1D", "2025-09-28T10:00"),
        ("2025-09-30T10:00", "P1D", "2025-10-09T10:00"),
        ("2025-10-10T10:00", "P1D", "2025-10-11T10:00"),
        ("2025-03-04T09:00", "PT2H", "2025-03-04T11:00"),
        ("2025-03-04T11:00", "PT2H", "2025-03-04T15:00"),
        ("2025-03-04T12:30", "PT1H", "2025-03-04T15:00"),
        ("2025-03-07T17:00", "PT1H", "2025-03-10T08:30"),
        ("2025-03-07T20:00", "PT4H", "2025-03-10T12:00"),
        ("2025-03-04T08:00", "PT7H30M", "2025-03-04T17:30"),
        ("2025-03-07T09:00", "P1DT1H", "2025-03-10T10:00"),
        ("2025-03-04T08:00", "PT24H", "2025-03-07T09:30"),
        ("2025-03-08T10:00", "PT0S", "2025-03-08T10:00"),
    ],
)
def test_working_time_skips_what_is_closed(start: str, duration: str, end: str) -> None:
    assert add_working_time(local(start), duration, CALENDAR) == local(end)


def test_a_year_without_holidays_entered_counts_weekends_only_and_can_be_asked() -> None:
    assert CALENDAR.knows(2025)
    assert not CALENDAR.knows(2026)
    assert add_working_time(local("2026-09-30T10:00"), timedelta(days=1), CALENDAR) == local(
        "2026-10-01T10:00"
    )


def test_a_clock_change_loses_no_hour() -> None:
    paris = Calendar.from_json({"zone": "Europe/Paris", "weekdays": [1, 2, 3, 4, 5, 6, 7]})
    start = datetime(2025, 3, 29, 12, tzinfo=UTC)
    assert add_working_time(start, "P1D", paris) == datetime(2025, 3, 30, 11, tzinfo=UTC)
    assert add_working_time(start, "PT20H", paris) == start + timedelta(hours=20)


def test_an_expression_can_ask_for_working_time() -> None:
    expression = parse_expression("working time after(start, due, calendar)")
    context = {"start": local("2025-03-07T17:00"), "due": "PT1H", "calendar": SHANGHAI}
    assert expression.evaluate_json(context, NOW) == "2025-03-10T00:30:00Z"
    assert expression.evaluate_json({**context, "due": timedelta(days=1)}, NOW) == (
        "2025-03-10T09:00:00Z"
    )
    warnings: list[str] = []
    assert expression.evaluate({**context, "calendar": {"zone": "Moon"}}, NOW, warnings) is None
    assert "zone" in warnings[0]


def test_a_calendar_survives_its_json() -> None:
    assert Calendar.from_json(CALENDAR.to_json()) == CALENDAR
    round_the_clock = Calendar.from_json({"zone": "Asia/Shanghai"})
    assert Calendar.from_json(round_the_clock.to_json()) == round_the_clock
    assert date(2025, 10, 11) in CALENDAR.make_up_days


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"zone": "Moon"}, "zone"),
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": [0]}, "weekdays"),
        ({"hours": [["12:00", "08:00"]]}, "hours"),
        ({"hours": [["08:00", "12:00"], ["11:00", "13:00"]]}, "hours"),
        ({"hours": [["8", "12"]]}, "hours"),
        ({"hours": []}, "hours"),
        ({"holidays": ["2025-13-01"]}, "holidays"),
        ({"holidays": "2025-10-01"}, "holidays"),
        ({"known_years": ["2025"]}, "known_years"),
        ({"holiday": []}, "holiday"),
    ],
)
def test_a_wrong_calendar_is_refused_by_field(change: dict[str, object], word: str) -> None:
    with pytest.raises(CalendarError, match=word):
        Calendar.from_json({**SHANGHAI, **change})


@pytest.mark.parametrize("duration", ["-P1D", "P1M", "soon", "P99999D", "PT99999H", "P1DT", ""])
def test_a_working_time_that_makes_no_sense_is_refused(duration: str) -> None:
    with pytest.raises(CalendarError):
        add_working_time(local("2025-03-04T09:00"), duration, CALENDAR)


_MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2025, 11, 30)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@settings(max_examples=60, deadline=None)
@given(_MOMENTS, st.integers(0, 3000), st.integers(0, 3000))
def test_waiting_in_two_parts_is_waiting_once(start: datetime, first: int, second: int) -> None:
    once = add_working_time(start, f"PT{first + second}M", CALENDAR)
    half = add_working_time(start, f"PT{first}M", CALENDAR)
    assert add_working_time(half, f"PT{second}M", CALENDAR) == once if second else half <= once
    assert once >= start
