"""What would be lost: the operator's knowledge that a part of the installation is dead or cut off."""

from datetime import timedelta

import pytest

from carelane.domain.errors import NotAllowed
from carelane.domain.parts import Part, PartKind
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.schedule import SchedulerRun
from carelane.domain.tables import Incident, Message, Notice, Timer
from carelane.services import parts
from carelane.services.figures import figures
from carelane.services.system import system_view
from tests.conftest import SettableClock
from tests.data.world import PEOPLE, World

DOCTORS = ("PRI1", "pri_doctor")


def part(world: World, name: str, kind: PartKind = PartKind.WORKER, trouble: str = "") -> Part:
    now = world.database.now()
    return Part(
        id=name,
        kind=kind,
        host="h",
        pid=1,
        version="1",
        trouble=trouble,
        started_at=now,
        seen_at=now,
    )


def states(world: World) -> dict[str, str]:
    return {row.id: row.state for row in parts.list_parts(world.database, world.actor("operator"))}


def test_a_killed_part_falls_silent_and_one_in_trouble_says_why(
    world: World, clock: SettableClock
) -> None:
    parts.seen(world.database, part(world, "killed"))
    clock.advance(seconds=31)
    parts.seen(world.database, part(world, "well"))
    parts.seen(world.database, part(world, "cut off", trouble="cases:case_unavailable"))
    assert states(world) == {"killed": "silent", "well": "ready", "cut off": "troubled"}
    parts.seen(world.database, part(world, "cut off"))
    assert states(world)["cut off"] == "ready"


def test_a_part_that_ended_as_told_is_not_mourned(world: World) -> None:
    parts.seen(world.database, part(world, "old"))
    parts.gone(world.database, "old")
    assert states(world) == {}


def test_the_list_does_not_grow_with_every_restart(world: World, clock: SettableClock) -> None:
    parts.seen(world.database, part(world, "yesterday"))
    clock.advance(days=1, minutes=1)
    parts.seen(world.database, part(world, "today"))
    assert list(states(world)) == ["today"]


@pytest.mark.parametrize("login", [login for login, _place, role in PEOPLE if role != "operator"])
def test_nobody_but_operators_looks_at_the_installation(world: World, login: str) -> None:
    with pytest.raises(NotAllowed):
        system_view(world.database, world.actor(login))
    with pytest.raises(NotAllowed):
        parts.list_parts(world.database, world.actor(login))


def test_the_counters_count_what_waits(world: World, clock: SettableClock) -> None:
    now = clock()
    with world.database.transaction() as session:
        case, ended = world.case(session), world.case(session, state="completed")
        world.task(session, case, DOCTORS, name="late", overdue=True)
        world.task(session, case, DOCTORS, name="soon")
        late, far = now - timedelta(minutes=2), now + timedelta(days=1)
        still = world.case(session)
        session.get_one(
            ProcessInstance, still
        ).suspended = True  # its timers fire when it is resumed
        timers = ((case, "a", late), (case, "b", far), (ended, "c", late), (still, "d", late))
        for instance, name, due in timers:
            session.add(Timer(instance_id=instance, timer_id=name, element_id="t", due_at=due))
        session.add(
            Incident(
                id="i",
                instance_id=case,
                incident_id="i1",
                element_id="e",
                kind="job",
                message="",
                created_at=now,
            )
        )
        session.add(
            Notice(id="n", kind="mail", subject="", body="", dedupe_key="n", created_at=now)
        )
    view = system_view(world.database, world.actor("operator"))
    assert view.total("carelane_cases") == 3
    assert view.total("carelane_cases", state="active") == 2
    assert view.total("carelane_human_tasks_open") == 2
    assert view.total("carelane_human_tasks_open", overdue="yes") == 1
    assert view.total("carelane_timers_late") == 1
    assert view.total("carelane_incidents_open", kind="job") == 1
    assert view.total("carelane_mails_waiting") == 1


def test_a_job_that_fails_is_not_taken_for_one_that_runs_well(
    world: World, clock: SettableClock
) -> None:
    then = clock() - timedelta(minutes=10)
    with world.database.transaction() as session:
        for minutes, outcome in ((0, "3 marked"), (5, "failed: database_unavailable")):
            at = then + timedelta(minutes=minutes)
            session.add(
                SchedulerRun(
                    job="mark_overdue",
                    slot=at,
                    owner="s",
                    started_at=at,
                    finished_at=at,
                    outcome=outcome,
                )
            )
    (age,) = [
        figure.value
        for figure in figures(world.database)
        if figure.name == "carelane_scheduler_job_age_seconds"
    ]
    assert age == 600
    (run,) = system_view(world.database, world.actor("operator")).runs
    assert run.failed
    assert run.started_at == then + timedelta(minutes=5)


def test_labels_of_counters_carry_codes_only(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session)
        world.task(session, case, DOCTORS, name="张伟的任务")
        session.add(
            Message(
                id="m",
                name="REFER 张伟",
                correlation_key="990101199001011234",
                payload={"name": "张伟"},
                message_key="m",
                created_at=world.database.now(),
                expires_at=world.database.now(),
            )
        )
    said = repr(figures(world.database))
    assert "buffered" in said
    assert "张伟" not in said
    assert "990101199001011234" not in said
