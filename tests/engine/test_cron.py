"""Cron timers: every morning at eight, on the last Friday, at the clinic's own time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bpmn.cron import parse_cron
from bpmn.engine import timed_start
from bpmn.findings import Refused

Begin = Callable[..., Any]
Draw = Callable[..., str]
SUNDAY = datetime(2026, 2, 1, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 0 8 * * *", ["02-02 08:00", "02-03 08:00"]),
        ("0 0 8 * * MON-FRI", ["02-02 08:00", "02-03 08:00", "02-04 08:00"]),
        ("0 0/20 8-9 * * 3", ["02-04 08:00", "02-04 08:20", "02-04 08:40", "02-04 09:00"]),
        ("0 */45 * * * *", ["02-01 12:45", "02-01 13:00", "02-01 13:45"]),
        ("0 0 6 1,15 * ?", ["02-15 06:00", "03-01 06:00"]),
        ("0 0 0 L * *", ["02-28 00:00", "03-31 00:00"]),
        ("0 0 0 L-2 * *", ["02-26 00:00", "03-29 00:00"]),
        ("0 0 0 LW * *", ["02-27 00:00", "03-31 00:00"]),
        ("0 0 0 1W * *", ["02-02 00:00", "03-02 00:00", "04-01 00:00", "05-01 00:00", "06-01 00:00"]),
        ("0 0 0 15W * *", ["02-16 00:00", "03-16 00:00"]),
        ("0 0 0 * * 5L", ["02-27 00:00", "03-27 00:00"]),
        ("0 0 0 * * FRI#2", ["02-13 00:00", "03-13 00:00"]),
        ("0 0 0 13 * FRI", ["02-13 00:00", "03-13 00:00", "11-13 00:00"]),
        ("0 0 0 * * MON-SUN", ["02-02 00:00", "02-03 00:00"]),
        ("0 0 0 * * 7", ["02-08 00:00", "02-15 00:00"]),
        ("@monthly", ["03-01 00:00", "04-01 00:00"]),
        ("@weekly", ["02-08 00:00"]),
        ("@hourly", ["02-01 13:00", "02-01 14:00"]),
        ("CRON_TZ=Asia/Shanghai 0 0 8 * * *", ["02-02 00:00", "02-03 00:00"]),
    ],
)  # fmt: skip
def test_the_next_moments_are_those_that_fit(text: str, expected: list[str]) -> None:
    cron, at, found = parse_cron(text), SUNDAY, []
    for _ in expected:
        following = cron.after(at)
        assert following is not None
        at = following
        found.append(f"{at:%m-%d %H:%M}")
    assert found == expected


def test_a_leap_day_comes_in_its_year() -> None:
    assert parse_cron("0 0 0 29 2 *").after(SUNDAY) == datetime(2028, 2, 29, tzinfo=UTC)


def test_summer_time_shifts_the_clock_and_loses_no_day() -> None:
    cron, at, found = (
        parse_cron("CRON_TZ=Europe/Berlin 0 30 2 * * *"),
        datetime(2026, 3, 27, 12, tzinfo=UTC),
        [],
    )
    for _ in range(3):
        following = cron.after(at)
        assert following is not None
        at = following
        found.append(at.isoformat())
    assert [each[5:16] for each in found] == ["03-28T01:30", "03-29T01:30", "03-30T00:30"]


@pytest.mark.parametrize(
    "text",
    [
        "0 0 8 * *",
        "0 0 8 * * * *",
        "60 0 8 * * *",
        "0 0 24 * * *",
        "0 0 8 0 * *",
        "0 0 8 32 * *",
        "0 0 8 * 13 *",
        "0 0 8 * * 8",
        "0 0 8 30 2 *",
        "0 0 8 * * MONDAY",
        "0 0 8-6 * * *",
        "0 0/0 8 * * *",
        "0 0 8 * * MON#6",
        "@never",
        "PT1H",
        "",
        "CRON_TZ=Nowhere/City 0 0 8 * * *",
        "0 0 ٨ * * *",
    ],
)
def test_what_is_no_cron_expression_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_cron(text)


CARE = '<startEvent id="start"/><userTask id="care"/><endEvent id="end"/><endEvent id="e2"/><task id="turn"/>'


def cycle(text: str) -> str:
    return f"<timerEventDefinition><timeCycle>{text}</timeCycle></timerEventDefinition>"


def test_a_patient_is_turned_at_the_same_hours_every_day(begin_text: Begin, draw: Draw) -> None:
    event = '<boundaryEvent id="hour" attachedToRef="care" cancelActivity="false">'
    parts = CARE + event + cycle("0 0 6,14,22 * * *") + "</boundaryEvent>"
    case = begin_text(draw(parts, "start>care care>end hour>turn turn>e2"))  # at 08:00
    case.wait(hours=5, minutes=59)
    assert "turn" not in case.completed()
    assert case.wait(minutes=1).completed().count("turn") == 1
    assert case.wait(days=2).completed().count("turn") == 7
    assert case.do("care").outcome == "completed"


def test_a_case_begins_by_the_clock_of_the_clinic(begin_text: Begin, draw: Draw) -> None:
    text = "CRON_TZ=Asia/Shanghai 0 0 8 * * MON-FRI"
    start = f'<startEvent id="morning">{cycle(text)}</startEvent><userTask id="round"/><endEvent id="end"/>'
    case = begin_text(draw(start, "morning>round round>end"), by={"timer": "morning"})
    assert case.tasks() == ["round"]
    first = timed_start(case.process, "morning", SUNDAY, 0)
    assert first == datetime(2026, 2, 2, tzinfo=UTC)
    assert timed_start(case.process, "morning", SUNDAY, 5) == first + timedelta(days=7)
    assert timed_start(case.process, "morning", SUNDAY, 5, first) == first + timedelta(days=1)


def test_a_wrong_cycle_is_refused_when_the_file_is_read(begin_text: Begin, draw: Draw) -> None:
    start = f'<startEvent id="morning">{cycle("0 0 25 * * *")}</startEvent><userTask id="round"/><endEvent id="end"/>'
    with pytest.raises(Refused, match="25"):
        begin_text(draw(start, "morning>round round>end"))
