"""What would be lost: a daily list that nobody starts, or ten of them at once after an outage."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bpmn.definition import Bundle
from bpmn.findings import Refused
from carelane.domain.errors import CaseUnavailable
from carelane.domain.tables import Institution, ProcessInstance, TimedStart
from carelane.services import process_definitions
from carelane.services.timed_starts import start_due
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.world import World

TEXT = (Path(__file__).parent / "files" / "daily_list.bpmn").read_text("utf-8")


POOL = '<carelane:pool kind="HOS" />'


def bundle(cycle: str = "R/P1D", pool: str = POOL) -> Bundle:
    return Bundle(TEXT.replace("R/P1D", cycle).replace(POOL, pool))


def places(world: World) -> list[str]:
    with world.database.reading() as session:
        return list(
            session.exec(
                select(ProcessInstance.institution_code)
                .where(col(ProcessInstance.process_id) == "daily_list")
                .order_by(col(ProcessInstance.started_at), col(ProcessInstance.institution_code))
            )
        )


def test_each_institution_of_the_kind_gets_its_case_when_the_timer_is_due(
    world: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    process_definitions.deploy(world.database, bundle(), "daily")
    assert start_due(world.database, cases) == 0
    clock.advance(days=1)
    assert start_due(world.database, cases) == 2
    assert start_due(world.database, cases) == 0
    assert places(world) == ["HOSA", "HOSB"]
    clock.advance(days=1)
    assert start_due(world.database, cases) == 2


def test_times_missed_in_an_outage_start_one_case_and_are_counted(
    world: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    process_definitions.deploy(world.database, bundle(), "daily")
    start_due(world.database, cases)
    clock.advance(days=10, hours=1)
    assert start_due(world.database, cases) == 2
    with world.database.reading() as session:
        rows = session.exec(select(TimedStart)).all()
    assert [row.missed for row in rows] == [9, 9]
    assert {row.due_at for row in rows} == {clock() + timedelta(hours=23)}


def test_a_start_that_failed_half_way_is_repeated_and_makes_one_case(
    world: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    process_definitions.deploy(world.database, bundle(), "daily")
    clock.advance(days=1)
    cases.available = False
    with pytest.raises(CaseUnavailable):
        start_due(world.database, cases)
    cases.available = True
    with world.database.transaction() as session:
        before = session.exec(select(TimedStart)).all()
    assert start_due(world.database, cases) == 2
    with world.database.transaction() as session:
        for row in session.exec(select(TimedStart)):
            row.number, row.due_at = before[0].number, before[0].due_at
            session.add(row)
    assert start_due(world.database, cases) == 2
    assert places(world) == ["HOSA", "HOSB"]


def test_a_new_version_takes_over_and_an_institution_that_joins_later_is_not_late(
    world: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    process_definitions.deploy(world.database, bundle(), "daily")
    start_due(world.database, cases)
    process_definitions.deploy(world.database, bundle("R/P2D"), "daily")
    clock.advance(days=1)
    assert start_due(world.database, cases) == 0
    with world.database.transaction() as session:
        session.add(Institution(code="HOSC", name="新院", name_en="New", kind="HOS"))
    clock.advance(days=1)
    assert start_due(world.database, cases) == 2
    clock.advance(days=2)
    assert start_due(world.database, cases) == 3


@pytest.mark.parametrize(
    ("cycle", "pool", "reason"),
    [
        ("R/P1D", "", "nothing says at which institutions"),
        ("=delay", POOL, "no cycle"),
        ("R0/P1D", POOL, "no time left"),
        ("R3/2020-01-01T00:00:00Z/PT1H", POOL, "no time left"),
    ],
)
def test_a_timer_that_could_never_start_a_case_is_refused(
    world: World, cycle: str, pool: str, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        process_definitions.deploy(world.database, bundle(cycle, pool), "daily")


def test_a_list_on_working_days_waits_over_the_weekend(
    world: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    weekdays = bundle("CRON_TZ=Asia/Shanghai 0 0 7 * * MON-FRI")
    process_definitions.deploy(world.database, weekdays, "daily")
    start_due(world.database, cases)
    for _ in range(14):
        clock.advance(days=1)
        start_due(world.database, cases)
    assert len(places(world)) == 20


def test_a_cron_expression_counts_what_an_outage_missed(
    world: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    process_definitions.deploy(world.database, bundle("0 0 */6 * * *"), "daily")
    start_due(world.database, cases)
    clock.advance(days=2)
    assert start_due(world.database, cases) == 2
    with world.database.reading() as session:
        rows = session.exec(select(TimedStart)).all()
    assert {row.missed for row in rows} == {7}
