"""Clocks of whole cases in the database: a message that comes twice moves none, holidays that come late move them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from bpmn.definition import Bundle
from carelane.domain.calendar_days import CalendarDay
from carelane.domain.deadlines import Deadline
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.wire import CompleteTask, Delivery
from carelane.services.calendar_changes import tell_cases
from carelane.services.calendar_files import CalendarFile
from carelane.services.calendars import calendar_of, write_calendar
from carelane.services.process_definitions import deploy
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.world import World
from tests.durable.site import payload

FILES = Path(__file__).parents[1] / "engine" / "files"
NEW_YEAR = CalendarDay(institution_code="", day=date(2026, 1, 1), kind="holiday", name="元旦")
TUESDAY = CalendarDay(institution_code="", day=date(2026, 3, 3), kind="holiday", name="Staff day")


@pytest.fixture
def bundle(world: World) -> Bundle:
    tables = {"target.dmn": (FILES / "target.dmn").read_text("utf-8")}
    made = Bundle((FILES / "clocks.bpmn").read_text("utf-8"), tables)
    deploy(world.database, made, "clocks")
    return made


def begin(world: World, cases: CasesInMemory, bundle: Bundle, urgency: str) -> str:
    now = world.database.now()
    with world.database.reading() as session:
        calendar = calendar_of(session.connection(), "PRI1", now.year - 1)
    given = {"urgency": urgency, "key": "k1", "calendar": calendar}
    start = payload(bundle, "process", clock_started_at=now.isoformat(), **given)
    cases.start(replace(start, started_by="id-coord1"))
    return start.instance_id


def clocks(world: World, case: str) -> list[Deadline]:
    statement = select(Deadline).where(col(Deadline.instance_id) == case).order_by(Deadline.sla_id)
    with world.database.reading() as session:
        return list(session.exec(statement))


def test_a_message_that_comes_twice_would_start_a_clock_anew(
    world: World, cases: CasesInMemory, bundle: Bundle, clock: SettableClock
) -> None:
    case = begin(world, cases, bundle, "U")
    (task,) = cases.cases[case].case.state.tasks
    cases.complete_task(case, CompleteTask("c1", task, {"complete": False}, "id-coord1"))
    clock.advance(hours=1)
    deliveries = [
        Delivery("m1", "ANSWER", "k1", {}),
        Delivery("m2", "WORSE", "k1", {"urgency": "E"}),
    ]
    for each in deliveries:
        cases.deliver(case, each)
    before, turns = clocks(world, case), len(cases.turns(case))
    clock.advance(hours=1)
    for each in deliveries:
        cases.deliver(case, each)
    assert len(cases.turns(case)) == turns
    assert [each.model_dump() for each in clocks(world, case)] == [
        each.model_dump() for each in before
    ]
    assert before[0].paused_seconds == 3600


def test_a_holiday_entered_later_would_make_a_case_late_that_is_not(
    world: World, cases: CasesInMemory, bundle: Bundle
) -> None:
    case = begin(world, cases, bundle, "P")
    urgent = begin(world, cases, bundle, "U")
    (clock,) = clocks(world, case)
    assert (clock.due_at, clock.guessed) == (datetime(2026, 3, 3, 8, tzinfo=UTC), "2026")
    write_calendar(world.database, CalendarFile(days=[NEW_YEAR, TUESDAY]))
    assert (
        tell_cases(world.database, cases).cases == 2
    )  # a clock of the urgent one may count working time yet
    (clock,) = clocks(world, case)
    assert (clock.due_at, clock.guessed) == (datetime(2026, 3, 4, 8, tzinfo=UTC), "")
    assert clocks(world, urgent)[0].due_at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert tell_cases(world.database, cases).cases == 0
    with world.database.reading() as session:
        lines = session.exec(
            select(HistoryEntry.data).where(
                col(HistoryEntry.instance_id) == case, col(HistoryEntry.kind) == "Operation"
            )
        ).all()
    assert lines == [{"operation": "edit_variables", "reason": "calendar_changed"}]


def test_a_night_without_temporal_would_be_told_as_done(
    world: World, cases: CasesInMemory, bundle: Bundle
) -> None:
    begin(world, cases, bundle, "P")
    write_calendar(world.database, CalendarFile(days=[TUESDAY]))
    cases.available = False
    assert str(tell_cases(world.database, cases)) == "0 cases told, 1 did not answer"
    cases.available = True
    assert tell_cases(world.database, cases).cases == 1


def test_who_holds_a_case_that_gets_worse_would_have_missed_it_long_before(
    world: World, cases: CasesInMemory, bundle: Bundle, clock: SettableClock
) -> None:
    case = begin(world, cases, bundle, "U")
    clock.advance(minutes=70)
    cases.deliver(case, Delivery("w1", "WORSE", "k1", {"urgency": "E"}))
    (row,) = clocks(world, case)
    assert (row.breached_at, row.breached_institution) == (clock.moment, "PRI1")
    assert (row.breached_role, row.percent) == ("hos_refdesk", 150)
