"""What would be lost: a task that is open and on nobody's list, or one that stays on a list after it was taken."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from carelane.domain.human_tasks import HumanTaskAdministrator
from carelane.domain.tables import HumanTask, HumanTaskOwner, ProcessInstance, WorklistEntry
from carelane.domain.worklist_entries import desk, owner_group
from carelane.services.human_tasks import claim, release, save_draft
from carelane.services.visibility import administered_task, own_entry, own_task
from carelane.services.worklist_entries import follow, mend
from carelane.services.worklists import WorklistFilter, count_filters, my_tasks
from tests.data.world import PEOPLE, World

ROLES = sorted({(place, role) for _login, place, role in PEOPLE})


def entries(world: World) -> dict[str, tuple[str, str | None]]:
    with world.database.reading() as session:
        return {
            row.task_id: (row.state, row.actual_owner)
            for row in session.exec(select(WorklistEntry))
        }


@pytest.fixture
def crowd(world: World) -> World:
    """Many tasks, some of them of two or three desks, some held by people who do not own them."""
    chance = random.Random(7)
    with world.database.transaction() as session:
        for number in range(40):
            case = world.case(session, chance.choice(["PRI1", "HOSA", "HOSB"]))
            held = chance.choice([None, None, "id-doctor1", "id-desk_a"])
            owners = chance.sample(ROLES, chance.randrange(4))
            state = "reserved" if held else "ready"
            world.task(session, case, *owners, name=f"n{number}", state=state, actual_owner=held)
    return world


@pytest.mark.parametrize("login", [login for login, _place, _role in PEOPLE])
def test_the_narrow_rows_show_what_the_tasks_themselves_allow(crowd: World, login: str) -> None:
    actor = crowd.actor(login)
    with crowd.database.reading() as session:
        by_task = set(session.exec(select(HumanTask.id).where(own_task(actor))))
        by_entry = set(session.exec(select(WorklistEntry.task_id).where(own_entry(session, actor))))
    assert by_entry == by_task
    page = my_tasks(crowd.database, actor, WorklistFilter(page_size=200))
    assert {row.id for row in page.rows} == by_task
    assert page.counts.all == len(by_task)


@pytest.mark.parametrize("login", ["coord1", "head_a", "head_b", "group", "doctor1", "spec_a"])
def test_what_somebody_decides_about_is_a_list_of_its_own(crowd: World, login: str) -> None:
    with crowd.database.transaction() as session:
        task = crowd.task(session, crowd.case(session, "HOSB"), ("HOSB", "hos_bed"))
        named = {"institution_code": "HOSA", "role": "hos_spec"}
        session.add(HumanTaskAdministrator(human_task_id=task, **named))
    actor = crowd.actor(login)
    statement = (
        select(HumanTask.id)
        .join(ProcessInstance, col(ProcessInstance.id) == col(HumanTask.instance_id))
        .where(administered_task(actor))
    )
    with crowd.database.reading() as session:
        by_task = set(session.exec(statement))
    staff = WorklistFilter(scope="administered", page_size=200)
    page = my_tasks(crowd.database, actor, staff)
    assert {row.id for row in page.rows} == by_task
    assert (page.total, page.counts.all) == (len(by_task), len(by_task))
    assert bool(by_task) is (login != "doctor1")
    narrow = [
        replace(staff, institution="HOSB"),
        replace(staff, institution="HOSB", role="hos_bed"),
    ]
    counts = count_filters(crowd.database, actor, [staff, *narrow, WorklistFilter()])
    assert counts[:3] == tuple(
        my_tasks(crowd.database, actor, each).total for each in (staff, *narrow)
    )
    assert counts[2] == int(login in {"head_b", "group", "spec_a"})
    assert counts[1] >= counts[2]


def test_what_people_do_is_on_the_list_at_once(world: World) -> None:
    with world.database.transaction() as session:
        task = world.task(session, world.case(session), ("PRI1", "pri_doctor"))
    doctor = world.actor("doctor1")
    assert entries(world)[task] == ("ready", None)
    claim(world.database, doctor, task)
    assert entries(world)[task] == ("reserved", "id-doctor1")
    save_draft(world.database, doctor, task, {"note": "half"})
    assert entries(world)[task] == ("in_progress", "id-doctor1")
    release(world.database, doctor, task)
    assert entries(world)[task] == ("ready", None)


def test_saved_filters_are_counted_as_their_lists_show_them(crowd: World) -> None:
    doctor = crowd.actor("doctor1")
    wanted = [
        WorklistFilter(),
        WorklistFilter(state="mine"),
        WorklistFilter(text="n1"),
        WorklistFilter(institution="PRI1", role="pri_doctor"),
        WorklistFilter(institution="HOSA"),
        WorklistFilter(urgency=("R",), state="unclaimed"),
    ]
    totals = tuple(my_tasks(crowd.database, doctor, each).total for each in wanted)
    assert count_filters(crowd.database, doctor, wanted) == totals
    assert totals[4] == 0


def test_lost_rows_of_worklists_come_back(crowd: World) -> None:
    before = entries(crowd)
    with crowd.database.transaction() as session:
        connection = session.connection()
        some = sorted(before)
        connection.execute(delete(WorklistEntry).where(col(WorklistEntry.task_id) == some[0]))
        wrong = update(WorklistEntry).where(col(WorklistEntry.task_id) == some[1])
        connection.execute(wrong.values(actual_owner="id-nobody"))
        session.add(
            WorklistEntry(**_entry(crowd, some[2]) | {"task_id": "gone", "instance_id": "gone"})
        )
    assert mend(crowd.database) == 3
    assert entries(crowd) == before
    assert mend(crowd.database) == 0


def _entry(world: World, task: str) -> dict[str, object]:
    with world.database.reading() as session:
        return session.get_one(WorklistEntry, task).model_dump()


def test_other_owners_are_another_list(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session)
        task = world.task(session, case, ("PRI1", "pri_doctor"))
    with world.database.transaction() as session:
        connection = session.connection()
        connection.execute(delete(HumanTaskOwner).where(col(HumanTaskOwner.human_task_id) == task))
        session.add(HumanTaskOwner(human_task_id=task, institution_code="HOSA", role="hos_refdesk"))
        session.flush()
        follow(connection, case)
    assert my_tasks(world.database, world.actor("doctor1")).total == 0
    assert my_tasks(world.database, world.actor("desk_a")).total == 1


def test_a_case_that_is_renamed_is_found_by_its_new_name(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session)
        world.task(session, case, ("PRI1", "pri_doctor"))
        session.connection().execute(
            update(ProcessInstance)
            .where(col(ProcessInstance.id) == case)
            .values(patient_name="欧阳明", patient_pinyin="oym")
        )
        follow(session.connection(), case)
    for text, number in (("oym", 1), ("欧阳", 1), ("张伟", 0)):
        found = my_tasks(world.database, world.actor("doctor1"), WorklistFilter(text=text))
        assert found.total == number


def test_sets_of_desks_have_numbers_that_no_other_set_has() -> None:
    assert desk("A B", "c") != desk("A", "B c")
    one = owner_group((desk("A", "b"), desk("C", "d")))
    assert one == owner_group((desk("C", "d"), desk("A", "b")))
    assert one != owner_group((desk("A", "b"),))
    assert 0 <= one < 2**63
