"""What is left of a clock, as it counts: a night is no working time, and what stands still makes nobody late."""

from datetime import timedelta

from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask
from carelane.domain.institutions import Institution
from carelane.services import worklists
from carelane.services.clocks import RunningClock, running
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
