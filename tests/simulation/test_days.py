"""What would be lost: days in which a bed is two patients', a patient nobody's, a letter unread; or in which nothing happens."""

from datetime import UTC, datetime

from carelane.demo.simulation.run import try_month
from carelane.demo.simulation.told import report

WEDNESDAY_NOON = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)


def test_a_day_and_a_half_of_the_group_would_break_a_rule_or_stand_still() -> None:
    lines = list[str]()
    told = try_month(1, 5, lines.append, WEDNESDAY_NOON)
    assert told.violations == []
    assert (told.incidents, told.unfilled, told.nobody, told.refused) == ({}, {}, {}, {})
    assert min(told.checks[name] for name in ("bookings", "custody")) > 20
    assert len(told.begun) >= 4
    assert told.tasks > 100
    assert len(lines) == 2
    assert "violations: 0" in report(told)
