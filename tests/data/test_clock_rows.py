"""What is left of a clock, as it counts: a night is no working time, and what stands still makes nobody late."""

from datetime import timedelta

from bpmn.engine.effects import SlaStarted, SlaStepReached
from bpmn.engine.wire import dump_effect
from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask
from carelane.domain.institutions import Institution
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Turn
from carelane.services import worklists
from carelane.services.clocks import RunningClock, running
from carelane.services.journal import write_turn
from carelane.services.supervision import overdue
from tests.data.world import World

NIGHT_ONLY = {"zone": "UTC", "weekdays": [1, 2, 3, 4, 5, 6, 7], "hours": [["00:00", "24:00"]]}


def late_clock(world: World, **changes: object) -> Deadline:
    """Make a task at HOSA whose clock is an hour late, with these changes of the clock."""
    with world.database.transaction() as session:
        case = world.case(session, "HOSA")
        task = world.task(session, case, ("HOSA", "hos_spec"))
        world.clock(session, task, start=-3, due=-1, percent=100)
        key = f"{case}:sla-{task.split(':')[1]}"
        session.flush()
        clock = session.get_one(Deadline, key)
        for name, value in changes.items():
            setattr(clock, name, value)
        row = session.get_one(HumanTask, task)
        row.due_at = clock.due_at if clock.paused_at is None else None
        session.add_all([row, clock])
        session.flush()
        session.expunge(clock)
        return clock


def shown(world: World) -> RunningClock:
    (row,) = overdue(world.database, world.actor("head_a")).rows
    assert row.clock is not None
    return row.clock


def test_a_late_clock_is_on_the_board_with_its_id(world: World) -> None:
    late_clock(world)
    clock = shown(world)
    assert (clock.late, clock.works) == (True, False)
    assert clock.left == timedelta(hours=-1)


def test_what_is_left_of_working_time_counts_the_institutions_hours(world: World) -> None:
    late_clock(world, calendar="work")
    with world.database.transaction() as session:
        place = session.get_one(Institution, "HOSA")
        place.calendar = NIGHT_ONLY
        session.add(place)
    clock = shown(world)
    assert (clock.works, clock.left) == (True, timedelta(hours=-1))


def test_a_clock_that_stands_still_before_its_time_is_not_late(world: World) -> None:
    now = world.database.now()
    still = late_clock(world, percent=80, paused_at=now - timedelta(hours=2), paused_why="patient")
    assert overdue(world.database, world.actor("head_a")).rows == ()
    (clock,) = running([still], None, now)
    assert (clock.late, clock.left, clock.paused_why) == (False, timedelta(hours=1), "patient")


def test_a_task_shows_the_clock_that_makes_it_due(world: World) -> None:
    late_clock(world, extended_from=world.database.now(), guessed="2027")
    (row,) = worklists.my_tasks(world.database, world.actor("spec_a")).rows
    assert row.clock is not None
    assert (row.clock.extended, row.clock.guessed) == (True, "2027")


def test_a_clock_over_several_tasks_is_one_row_with_who_holds_the_case(world: World) -> None:
    late_clock(world, task_id="")
    (row,) = overdue(world.database, world.actor("head_a")).rows
    assert (row.reason, [one.role for one in row.owners]) == ("unclaimed", ["hos_spec"])


def test_a_redirected_case_would_be_held_against_who_got_it_last(world: World) -> None:
    now = world.database.now()
    missed, began = now - timedelta(hours=1), now - timedelta(hours=3)
    with world.database.transaction() as session:
        case = world.case(session, "HOSA")
        task = world.task(session, case, ("HOSA", "hos_spec")).split(":")[1]
        turn = session.get_one(ProcessInstance, case).turn + 1
    before = {"paused": 3600, "before": missed - timedelta(hours=1), "breached_at": missed}
    clock = SlaStarted("c9", "triage", task, began, missed, (100,), breached_by="PRI1", **before)  # type: ignore[arg-type]
    late = SlaStepReached("c9", "triage", task, 100, missed, (), (), missed, first_breach=False)
    effects = [dump_effect(clock), dump_effect(late)]
    written = write_turn(world.database, Turn(case, turn, now.isoformat(), [], effects))
    assert not written.diverged
    with world.database.reading() as session:
        row = session.get_one(Deadline, f"{case}:c9")
    assert (row.breached_at, row.breached_institution, row.breached_role) == (missed, "PRI1", "")
    assert (row.paused_seconds, row.extended_from) == (3600, missed - timedelta(hours=1))
    (shown_row,) = overdue(world.database, world.actor("head_a")).rows
    assert shown_row.breach is not None
    assert shown_row.breach.institution.id == "PRI1"
