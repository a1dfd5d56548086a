"""What would be lost: figures that a supervisor can count after, by hand, and come to the same number."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from carelane.domain.deadlines import Deadline
from carelane.domain.errors import NotAllowed
from carelane.domain.measurements import MeasuredDay, Measurement
from carelane.domain.measures import Measure
from carelane.domain.people import Membership, Person
from carelane.domain.periods import Period, before
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.small_numbers import Share
from carelane.services import kept_rows
from carelane.services.comparisons import compare
from carelane.services.compliance import compliance
from carelane.services.measure_percentiles import times
from carelane.services.measured_case_lists import Drill, measured_cases
from carelane.services.measuring import Rolled, roll_up
from carelane.services.request_outcomes import request_outcomes
from carelane.services.throughput import throughput
from carelane.services.visibility import Actor
from carelane.services.waiting_times import waiting
from tests.data.measured import ZONE, line, received, stopped, wanted
from tests.data.world import World


def hours(*lengths: float) -> tuple[timedelta, ...]:
    return tuple(timedelta(hours=length) for length in lengths)


def test_clocks_are_kept_missed_or_without_a_verdict(world: World) -> None:
    now = world.database.now()
    with world.database.transaction() as session:
        case = world.case(session, "HOSA", urgency="U")
        stopped(world, session, case, 10, 4, 5)
        stopped(world, session, case, 10, 4, 4)  # on the very moment: kept
        stopped(world, session, case, 10, 4, 3)  # nobody saw it run out
        stopped(world, session, case, 10, 4, None, breached_at=now - timedelta(hours=4))
        stopped(world, session, case, 10, -4, None)  # still runs in time
        long_ago = {"breached_at": now - timedelta(days=400), "breached_institution": "PRI1"}
        stopped(world, session, case, 10, 4, 5, **long_ago)  # missed before it was redirected here
        gone = world.case(session, "HOSA", state="cancelled", ended_at=now - timedelta(hours=5))
        stopped(world, session, gone, 10, 4, 5)
        task = world.task(session, case, ("HOSA", "hos_spec"), task_id="tx", state="exited")
        stopped(world, session, case, 10, 4, 5, task_id="tx")
        assert task.endswith(":tx")
    roll_up(world.database, ZONE)
    found = compliance(world.database, world.actor("head_a"), wanted(world))
    assert (found.whole.good, found.whole.total) == (2, 4)
    assert [(one.by, one.good, one.total) for one in found.by_urgency] == [(("U",), 2, 4)]
    assert sum(one.total for one in found.over_time) == 4


def test_a_long_pause_is_not_time_that_was_used(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session, "HOSA")
        stopped(world, session, case, 10, 1, 2, paused_seconds=5 * 3600)
    roll_up(world.database, ZONE)
    listed = measured_cases(
        world.database, world.actor("head_a"), wanted(world), Drill(Measure.CLOCK)
    )
    assert [row.took for row in listed.rows] == [timedelta(hours=3)]


def test_percentiles_are_values_that_were_measured(world: World) -> None:
    """Of 1 to 20 hours the median is the tenth, nine tenths the eighteenth: nearest rank, nothing in between."""
    with world.database.transaction() as session:
        for number in range(20, 0, -1):
            received(world, session, "HOSA", 30, (30 - number, "accepted"))
    roll_up(world.database, ZONE)
    found = waiting(world.database, world.actor("head_a"), wanted(world)).whole[Measure.DECISION]
    assert (found.total, found.at) == (20, hours(10, 15, 18, 19))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7])
def test_percentiles_of_few(world: World, count: int) -> None:
    with world.database.transaction() as session:
        for number in range(1, count + 1):
            received(world, session, "HOSA", 30, (30 - number, "accepted"))
    roll_up(world.database, ZONE)
    with world.database.reading() as session:
        (found,) = times(session, world.actor("head_a"), wanted(world), Measure.DECISION)
    by_hand = [-(-count * rank // 100) for rank in (50, 75, 90, 95)]
    assert found.at == hours(*by_hand)


def test_decisions_reasons_visits_and_loops_by_hand(world: World) -> None:
    with world.database.transaction() as session:
        received(world, session, "HOSA", 50, (48, "accepted"), (20, "arrived"), (19, "in_care"))
        case = received(world, session, "HOSA", 50, (49, "accepted"))
        line(world, session, case, 30, status="no_show")
        line(world, session, case, 29, variables={"contact_outcome": "rebook"})
        line(world, session, case, 10, status="arrived")
        for reason in ("capacity", "capacity", "patient Zhang is too ill", None):
            case = received(world, session, "HOSA", 50)
            line(world, session, case, 41, variables={"decision_reason": reason})
            line(world, session, case, 40, status="rejected")
        received(world, session, "HOSA", 50, (40, "redirected"))
        for state, statuses in (
            ("completed", ("accepted", "replied", "closed")),
            ("active", ("accepted", "replied")),
            ("cancelled", ("accepted",)),
            ("active", ("submitted",)),
        ):
            case = world.case(session, "PRI1", state=state)
            for number, status in enumerate(statuses):
                line(world, session, case, 40 - number, status=status)
    roll_up(world.database, ZONE)
    found = request_outcomes(world.database, world.actor("group"), wanted(world))
    codes = {one.by[0]: one.total for one in found.decisions}
    assert codes == {"accepted": 2, "rejected": 4, "redirected": 1}
    assert {one.by[0]: one.total for one in found.reject_reasons} == {
        "capacity": 2,
        "free_text": 1,
        "": 1,
    }
    assert [(one.by[0], one.total) for one in found.redirect_reasons] == [("", 1)]
    assert [(one.by[0], one.total) for one in found.no_shows] == [("rebook", 1)]
    assert (found.came, found.loop) == (Share(2, 3), Share(1, 3))
    assert {one.by[0]: one.total for one in found.loops} == {"closed": 1, "open": 1, "lost": 1}
    visits = waiting(world.database, world.actor("group"), wanted(world)).whole[Measure.VISIT]
    assert visits.at == hours(30, 40, 40, 40)


def test_what_comes_and_goes_and_what_is_left(world: World) -> None:
    now = world.database.now()
    with world.database.transaction() as session:
        for age in (0.5, 2, 2, 40):
            case = world.case(session, "HOSA", started_at=now - timedelta(days=age))
            line(world, session, case, 1, status="received")
        begun, ended = now - timedelta(days=2), now - timedelta(days=1)
        case = world.case(session, "HOSA", state="completed", started_at=begun, ended_at=ended)
        line(world, session, case, 24, status="closed")
    roll_up(world.database, ZONE)
    found = throughput(world.database, world.actor("head_a"), wanted(world))
    assert sum(one.total for one in found.started) == 4  # one began before the period
    assert [one.total for one in found.ended if one.total] == [1]
    assert found.ages == (1, 2, 0, 0, 0, 1)
    assert [(one.by[0], one.total) for one in found.outcomes] == [("completed", 1)]


def test_what_is_told_late_counts_on_its_own_day(world: World) -> None:
    """A breach becomes a kept clock when a rebuild finds the answer that had been lost, and its day is added up anew."""
    now = world.database.now()
    with world.database.transaction() as session:
        case = world.case(session, "HOSA")
        stopped(world, session, case, 80, 60, None, breached_at=now - timedelta(hours=60))
    actor = world.actor("head_a")
    assert roll_up(world.database, ZONE).cases == 1
    assert compliance(world.database, actor, wanted(world)).whole.share == Share(0, 1)
    with world.database.transaction() as session:
        clock = session.exec(select(Deadline)).one()
        clock.breached_at, clock.stopped_at = None, now - timedelta(hours=70)
        session.add(clock)
        kept_rows.wipe_open(session.connection(), "nothing", None)
        line(world, session, clock.instance_id, 70, status="accepted")
    assert roll_up(world.database, ZONE).days > 0
    found = compliance(world.database, actor, wanted(world))
    assert found.whole.share == Share(1, 1)
    (day,) = [one.by[0] for one in found.over_time if one.total]
    assert day == (now - timedelta(hours=70)).astimezone(ZONE).date()


def test_a_case_that_was_written_anew_is_measured_anew_whatever_its_numbers(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session, "HOSA")
        line(world, session, case, 5, status="received")
    roll_up(world.database, ZONE)
    with world.database.transaction() as session:
        kept_rows.wipe(session.connection(), case)
        row = session.get_one(ProcessInstance, case)
        row.urgency = "E"
        session.add(row)
    assert roll_up(world.database, ZONE).cases == 1
    with world.database.reading() as session:
        assert session.exec(select(Measurement.urgency)).all() == ["E"]


def test_run_again_it_changes_nothing(world: World) -> None:
    with world.database.transaction() as session:
        received(world, session, "HOSA", 50, (48, "accepted"))
    roll_up(world.database, ZONE)
    before_ = stored(world)
    assert roll_up(world.database, ZONE) == Rolled(
        1, 0
    )  # looked at once more, as numbers may come late
    world.database.clock.advance(hours=1)  # type: ignore[attr-defined]
    roll_up(world.database, ZONE)
    world.database.clock.advance(hours=1)  # type: ignore[attr-defined]
    assert roll_up(world.database, ZONE) == Rolled(0, 0)
    assert stored(world) == before_


def test_figures_outlive_a_case_that_was_deleted(world: World) -> None:
    with world.database.transaction() as session:
        case = received(world, session, "HOSA", 50, (48, "accepted"))
    roll_up(world.database, ZONE)
    before_ = stored(world)
    with world.database.transaction() as session:
        for row in session.exec(select(HistoryEntry)).all():
            session.delete(row)
        session.flush()
        session.delete(session.get_one(ProcessInstance, case))
    roll_up(world.database, ZONE)
    assert stored(world) == before_
    (row, *_) = measured_cases(
        world.database, world.actor("head_a"), wanted(world), Drill(Measure.DECISION)
    ).rows
    assert (row.there, row.code) == (False, "accepted")


def stored(world: World) -> list[str]:
    with world.database.reading() as session:
        return [
            row.model_dump_json()
            for table in (Measurement, MeasuredDay)
            for row in session.exec(select(table)).all()
        ]


def test_every_number_leads_to_its_cases(world: World) -> None:
    with world.database.transaction() as session:
        made = [received(world, session, "HOSA", 50, (48, "accepted")) for _ in range(3)]
        received(world, session, "HOSB", 50, (48, "accepted"))
        received(world, session, "HOSA", 50, (48, "rejected"))
    roll_up(world.database, ZONE)
    head, about = world.actor("head_a"), wanted(world)
    (accepted, rejected) = request_outcomes(world.database, head, about).decisions
    assert (accepted.total, rejected.total) == (3, 1)
    listed = measured_cases(world.database, head, about, Drill(Measure.DECISION, code="accepted"))
    assert ({row.instance_id for row in listed.rows}, listed.total) == (set(made), 3)


def test_institutions_are_compared_with_caution(world: World) -> None:
    with world.database.transaction() as session:
        for place, kept, missed in (("HOSA", 18, 6), ("HOSB", 1, 2), ("PRI1", 23, 1)):
            case = world.case(session, place)
            for _ in range(kept):
                stopped(world, session, case, 10, 4, 5)
            for _ in range(missed):
                stopped(world, session, case, 10, 4, 3)
    roll_up(world.database, ZONE)
    rows = compare(world.database, world.actor("group"), wanted(world)).rows
    assert [(row.institution.id, row.kept.small) for row in rows] == [
        ("HOSA", False),
        ("PRI1", False),
        ("HOSB", True),  # three cases: not ranked
    ]
    own = compare(world.database, world.actor("head_b"), wanted(world)).rows
    assert [row.institution.id for row in own] == ["HOSB"]


def test_intervals_are_wilsons() -> None:
    """Newcombe (Stat. Med. 17, 1998) gives these for 81 of 263, 15 of 148 and 0 of 20."""
    bounds = [
        tuple(round(end, 4) for end in Share(*of).interval)
        for of in ((81, 263), (15, 148), (0, 20))
    ]
    assert bounds == [(0.2553, 0.3662), (0.0624, 0.1605), (0.0, 0.1611)]
    assert Share(0, 0).interval == (0.0, 1.0)


def test_whoever_sees_numbers_only_sees_no_small_group_and_no_case(world: World) -> None:
    with world.database.transaction() as session:
        for _ in range(4):
            received(world, session, "HOSA", 50, (48, "accepted"))
        for _ in range(5):
            received(world, session, "HOSB", 50, (48, "accepted"))
    roll_up(world.database, ZONE)
    designer = counting(world)
    found = compare(world.database, designer, wanted(world))
    assert [(row.institution.id, row.started) for row in found.rows] == [("HOSB", 5)]
    with pytest.raises(NotAllowed):
        measured_cases(world.database, designer, wanted(world), Drill(Measure.DECISION))
    nobody = compare(world.database, world.actor("doctor1"), wanted(world))
    assert nobody.rows == ()


def counting(world: World) -> Actor:
    with world.database.transaction() as session:
        session.add(Person(id="id-designer", login="designer", name="设计"))
        session.flush()
        session.add(
            Membership(person_id="id-designer", institution_code="GRP", role="process_designer")
        )
    return world.actor("designer")


def test_the_last_week_begins_on_monday_and_the_last_month_on_its_first() -> None:
    day = datetime(2026, 3, 4, tzinfo=UTC).date()
    assert before(day, "week") == Period(day.replace(month=2, day=23), day.replace(day=1))
    assert before(day, "month") == Period(day.replace(month=2, day=1), day.replace(month=2, day=28))


def test_weeks_that_are_cut_are_there_whole_or_not_at_all(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session, "HOSA", started_at=world.database.now() - timedelta(days=40))
        line(world, session, case, 1, status="received")
    roll_up(world.database, ZONE)
    found = throughput(world.database, world.actor("head_a"), wanted(world, days=60)).started
    assert [one.total for one in found].count(1) == 1
    assert all(one.by[0].weekday() == 0 for one in found)
