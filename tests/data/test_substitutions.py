"""What would be lost: a patient whose doctor is on leave, or who acted for whom."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from carelane.domain.errors import (
    ExcludedOwner,
    MomentPast,
    NotAllowed,
    PersonMissing,
    PersonUnfit,
    SubstitutionClash,
    SubstitutionNotFound,
    TaskNotFound,
    TaskTaken,
)
from carelane.domain.human_tasks import HumanTask
from carelane.domain.people import Membership as MembershipRow
from carelane.domain.process_instances import HistoryEntry
from carelane.services import human_tasks, substitutions
from carelane.services.substitutions import Leave
from carelane.services.task_wishes import Wish
from carelane.services.worklists import my_tasks
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.stories import story_of
from tests.data.test_human_tasks import task
from tests.data.world import World

__all__ = ["task"]


def leave(world: World, person: str = "doctor1", substitute: str = "coord1") -> Leave:
    now = world.database.now()
    people = (f"id-{person}", f"id-{substitute}")
    return Leave(*people, "PRI1", now + timedelta(hours=1), now + timedelta(days=7))


def away(world: World, clock: SettableClock, **people: str) -> str:
    """Let doctor1 be on leave, and coord1 stand in."""
    made = substitutions.arrange(world.database, world.actor("doctor1"), leave(world, **people))
    clock.advance(hours=2)
    return made


def test_a_substitute_sees_and_does_the_work_and_both_names_are_told(
    world: World, cases: CasesInMemory, task: str, clock: SettableClock
) -> None:
    assert my_tasks(world.database, world.actor("coord1")).rows == ()
    away(world, clock)
    stand_in = world.actor("coord1")
    assert [row.id for row in my_tasks(world.database, stand_in).rows] == [task]
    detail = human_tasks.get_task(world.database, stand_in, task)
    assert detail.acting_for is not None
    assert (detail.acting_for.id, "claim" in detail.verbs) == ("id-doctor1", True)
    human_tasks.complete(world.database, cases, stand_in, task, {"question": "Which?"}, "c")
    story = story_of(world.database, stand_in, task.partition(":")[0])
    told = {
        line.kind: (line.person.id, line.on_behalf_of.id)
        for line in story
        if line.person is not None and line.on_behalf_of is not None
    }
    assert told["claim"] == told["CloseHumanTask"] == ("id-coord1", "id-doctor1")


def test_what_the_absent_person_has_is_taken_over_with_its_draft(
    world: World, task: str, clock: SettableClock
) -> None:
    human_tasks.save_draft(world.database, world.actor("doctor1"), task, {"question": "half"})
    away(world, clock)
    stand_in = world.actor("coord1")
    with pytest.raises(TaskTaken):
        human_tasks.claim(world.database, stand_in, task)
    human_tasks.do(world.database, stand_in, task, Wish("take_over"))
    detail = human_tasks.get_task(world.database, stand_in, task)
    assert (detail.row.mine, detail.draft) == (True, {"question": "half"})
    with world.database.reading() as session:
        line = session.exec(select(HistoryEntry).where(HistoryEntry.kind == "take_over")).one()
        assert (line.person_id, line.on_behalf_of) == ("id-coord1", "id-doctor1")
    with pytest.raises(TaskTaken):
        human_tasks.claim(world.database, world.actor("doctor1b"), task)


def test_before_and_after_the_leave_nobody_else_reads_the_patients(
    world: World, task: str, clock: SettableClock
) -> None:
    with world.database.transaction() as session:  # a colleague who supervises nothing
        row = session.get_one(MembershipRow, ("id-coord1", "PRI1", "pri_coord"))
        session.delete(row)
        session.add(MembershipRow(person_id="id-coord1", institution_code="PRI1", role="pri_tech"))

    def refused() -> bool:
        try:
            human_tasks.get_task(world.database, world.actor("coord1"), task)
        except TaskNotFound:
            return True
        return False

    made = substitutions.arrange(world.database, world.actor("doctor1"), leave(world))
    assert refused()
    clock.advance(hours=2)
    assert not refused()
    substitutions.call_off(world.database, world.actor("doctor1"), made)
    assert refused()
    states = [
        row.state for row in substitutions.substitutions(world.database, world.actor("doctor1"))
    ]
    assert states == ["called_off"]


def test_a_leave_ends_by_itself(world: World, task: str, clock: SettableClock) -> None:
    made = away(world, clock, substitute="doctor1b")
    assert [each.person_id for each in world.actor("doctor1b").stands_for] == ["id-doctor1"]
    clock.advance(days=8)
    assert world.actor("doctor1b").stands_for == ()
    assert human_tasks.get_task(world.database, world.actor("doctor1b"), task).acting_for is None
    doctor = world.actor("doctor1")
    substitutions.call_off(world.database, doctor, made)
    (row,) = substitutions.substitutions(world.database, doctor)
    assert row.state == "over", "it was in force to its end"


def test_who_did_the_first_step_for_another_does_not_do_the_second(
    world: World, clock: SettableClock
) -> None:
    with world.database.transaction() as session:
        case = world.case(session)
        done = {"state": "completed", "completed_by": "id-doctor1", "closed_at": clock()}
        world.task(session, case, ("PRI1", "pri_doctor"), element_id="answer", **done)
        second = world.task(
            session, case, ("PRI1", "pri_doctor"), element_id="check", excluded=["answer"]
        )
    away(world, clock)
    with pytest.raises(ExcludedOwner):
        human_tasks.claim(world.database, world.actor("coord1"), second)
    human_tasks.claim(world.database, world.actor("doctor1b"), second)


def test_substitutions_that_make_no_sense_are_refused(world: World, clock: SettableClock) -> None:
    doctor, supervisor = world.actor("doctor1"), world.actor("coord1")
    base = leave(world)

    def refused(actor: str, wanted: Leave, error: type[Exception]) -> None:
        with pytest.raises(error):
            substitutions.arrange(world.database, world.actor(actor), wanted)

    refused("doctor1", leave(world, "doctor1b", "doctor1"), NotAllowed)
    refused("head_b", base, NotAllowed)
    refused("doctor1", leave(world, "doctor1", "doctor1"), PersonUnfit)
    refused("doctor1", leave(world, "doctor1", "desk_a"), PersonUnfit)
    now = clock()
    past = Leave("id-doctor1", "id-coord1", "PRI1", now - timedelta(days=2), now)
    refused("doctor1", past, MomentPast)
    nobody = Leave("id-doctor1", "", "PRI1", base.begins_at, base.ends_at)
    refused("doctor1", nobody, PersonMissing)
    made = substitutions.arrange(world.database, supervisor, base)
    refused("doctor1", leave(world, "doctor1", "doctor1b"), SubstitutionClash)
    refused("coord1", leave(world, "coord1", "doctor1b"), SubstitutionClash)
    refused("coord1", leave(world, "doctor1b", "doctor1"), SubstitutionClash)
    with pytest.raises(SubstitutionNotFound):
        substitutions.call_off(world.database, world.actor("doctor1b"), made)
    substitutions.call_off(world.database, doctor, made)
    substitutions.call_off(world.database, doctor, made)
    substitutions.arrange(world.database, doctor, leave(world, "doctor1", "doctor1b"))


def test_a_substitute_of_another_institution_is_none(
    world: World, task: str, clock: SettableClock
) -> None:
    with world.database.transaction() as session:
        for login in ("doctor1", "desk_a"):
            session.add(
                MembershipRow(person_id=f"id-{login}", institution_code="HOSA", role="hos_spec")
            )
    now = clock()
    elsewhere = Leave("id-doctor1", "id-desk_a", "HOSA", now, now + timedelta(days=1))
    substitutions.arrange(world.database, world.actor("doctor1"), elsewhere)
    human_tasks.claim(world.database, world.actor("doctor1"), task)
    with pytest.raises(TaskNotFound):
        human_tasks.get_task(world.database, world.actor("desk_a"), task)
    with world.database.reading() as session:
        owner = session.exec(select(HumanTask.actual_owner).where(col(HumanTask.id) == task)).one()
    assert owner == "id-doctor1"
