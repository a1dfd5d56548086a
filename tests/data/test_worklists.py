"""What would be lost: a task that nobody sees, or one that a stranger sees."""

import pytest
from sqlmodel import insert, select

from carelane.domain.tables import HumanTask, HumanTaskOwner, ProcessInstance
from carelane.services.worklist_choices import WorklistChoices, worklist_choices
from carelane.services.worklist_entries import follow, open_tasks, write
from carelane.services.worklists import WorklistFilter, my_tasks
from tests.conftest import SettableClock
from tests.data.world import World

DOCTORS = ("PRI1", "pri_doctor")


def names(world: World, login: str, wanted: WorklistFilter | None = None) -> list[str]:
    page = my_tasks(world.database, world.actor(login), wanted)
    return [row.name for row in page.rows]


@pytest.fixture
def four_tasks(world: World) -> World:
    with world.database.transaction() as session:
        zhang = world.case(session)
        li = world.case(
            session, patient={"name": "李小红", "id_no": "99010119900101777X"}, business_key="K_1%"
        )
        world.task(session, zhang, DOCTORS, name="late", due=-1, urgency="R")
        world.task(session, zhang, DOCTORS, name="emergency", due=2, urgency="E")
        world.task(session, li, DOCTORS, name="soon", due=1, urgency="U")
        world.task(
            session,
            li,
            DOCTORS,
            name="taken",
            state="reserved",
            actual_owner="id-doctor1b",
            urgency="P",
        )
        world.task(session, li, ("HOSA", "hos_refdesk"), name="foreign", urgency="E")
    return world


def test_a_worklist_shows_what_my_role_at_my_institution_owns(four_tasks: World) -> None:
    assert names(four_tasks, "doctor1") == ["emergency", "soon", "taken", "late"]
    assert names(four_tasks, "doctor2") == []
    assert names(four_tasks, "coord1") == []
    assert names(four_tasks, "desk_a") == ["foreign"]


def test_tabs_and_counts_agree(four_tasks: World) -> None:
    doctor = four_tasks.actor("doctor1")
    counts = my_tasks(four_tasks.database, doctor).counts
    assert (counts.all, counts.mine, counts.unclaimed, counts.others) == (4, 0, 3, 1)
    assert (counts.overdue, counts.emergencies) == (1, 1)
    assert names(four_tasks, "doctor1", WorklistFilter(state="unclaimed")) == [
        "emergency",
        "soon",
        "late",
    ]
    assert names(four_tasks, "doctor1", WorklistFilter(state="others")) == ["taken"]
    assert names(four_tasks, "doctor1b", WorklistFilter(state="mine")) == ["taken"]
    assert names(four_tasks, "doctor1", WorklistFilter(due="overdue")) == ["late"]


@pytest.mark.parametrize(
    "text", ["李小", "lxh", "LX", "lixiao", "xiaohong", "777x", "k_1%", "李 soon"]
)
def test_people_find_a_task_by_what_they_know(four_tasks: World, text: str) -> None:
    found = names(four_tasks, "doctor1", WorklistFilter(text=text))
    assert found
    assert set(found) <= {"soon", "taken"}


@pytest.mark.parametrize("text", ["%", "_", "王", "' OR 1=1 --"])
def test_a_search_means_what_was_typed(four_tasks: World, text: str) -> None:
    found = names(four_tasks, "doctor1", WorklistFilter(text=text))
    assert set(found) <= {"soon", "taken"}


def test_filters_narrow_and_never_widen(four_tasks: World) -> None:
    everything = set(names(four_tasks, "doctor1"))
    for wanted in (
        WorklistFilter(urgency=("E", "U")),
        WorklistFilter(process="referral"),
        WorklistFilter(institution="HOSA"),
        WorklistFilter(role="hos_refdesk"),
        WorklistFilter(institution="PRI1", role="pri_doctor"),
    ):
        assert set(names(four_tasks, "doctor1", wanted)) <= everything
    assert names(four_tasks, "doctor1", WorklistFilter(urgency=("U",))) == ["soon"]
    assert names(four_tasks, "doctor1", WorklistFilter(institution="HOSA")) == []


def test_sorting_is_what_was_asked(four_tasks: World) -> None:
    def by(**values: object) -> list[str]:
        return names(four_tasks, "doctor1", WorklistFilter(**values))  # type: ignore[arg-type]

    assert by(sort="due") == ["late", "soon", "emergency", "taken"]
    assert by(sort="due", descending=True) == ["emergency", "soon", "late", "taken"]
    assert by(sort="urgency", descending=True)[0] == "late"


def test_filters_can_be_chosen_from_what_is_there(four_tasks: World) -> None:
    found = worklist_choices(four_tasks.database, four_tasks.actor("doctor1"))
    assert found.processes == (("referral", "Referral"),)
    assert [(process, element) for process, element, _name in found.elements] == [
        ("referral", "triage")
    ]
    assert (found.statuses, found.senders) == ((), ("PRI1",))
    assert worklist_choices(four_tasks.database, four_tasks.actor("doctor2")) == WorklistChoices()


def test_pages_hold_every_task_once(four_tasks: World) -> None:
    doctor = four_tasks.actor("doctor1")
    seen: list[str] = []
    for number in (1, 2, 3, 4):
        page = my_tasks(four_tasks.database, doctor, WorklistFilter(page=number, page_size=1))
        assert (page.total, page.pages) == (4, 4)
        seen += [row.name for row in page.rows]
    assert sorted(seen) == ["emergency", "late", "soon", "taken"]
    beyond = my_tasks(four_tasks.database, doctor, WorklistFilter(page=99, page_size=3))
    assert (beyond.page, len(beyond.rows)) == (2, 1)


def test_a_row_says_who_from_where_and_how_long(four_tasks: World, clock: SettableClock) -> None:
    doctor = four_tasks.actor("doctor1")
    rows = {row.name: row for row in my_tasks(four_tasks.database, doctor).rows}
    assert rows["late"].overdue
    assert rows["late"].left is not None
    assert rows["taken"].actual_owner is not None
    assert rows["taken"].actual_owner.shown("en") == "doctor1b"
    assert rows["soon"].institution.name == "东镇卫生院"
    assert not rows["soon"].overdue
    clock.advance(hours=3)
    rows = {row.name: row for row in my_tasks(four_tasks.database, doctor).rows}
    assert rows["soon"].overdue


def test_closed_tasks_leave_the_worklist(four_tasks: World) -> None:
    with four_tasks.database.transaction() as session:
        for task in session.exec(select(HumanTask)):
            task.closed_at = four_tasks.database.now()
            task.state = "completed"
        session.flush()
        for case in sorted({task.instance_id for task in session.exec(select(HumanTask))}):
            follow(session.connection(), case)
    assert names(four_tasks, "doctor1") == []
    assert worklist_choices(four_tasks.database, four_tasks.actor("doctor1")) == WorklistChoices()


def test_ten_thousand_open_tasks_are_counted_and_paged(world: World) -> None:
    now = world.database.now()
    every = range(10_000)
    cases = [
        ProcessInstance(
            id=f"many{n}",
            definition_id="def",
            process_id="referral",
            version=1,
            institution_code="PRI1",
            business_key=f"B-{n}",
            patient_name="张伟",
            patient_pinyin="zw",
            started_at=now,
        )
        for n in every
    ]
    tasks = [
        HumanTask(
            id=f"many{n}:t",
            instance_id=f"many{n}",
            task_id="t",
            element_id="e",
            name="Triage",
            urgency="EUPR"[n % 4],
            created_at=now,
        )
        for n in every
    ]
    owners = [
        HumanTaskOwner(human_task_id=f"many{n}:t", institution_code="PRI1", role="pri_doctor")
        for n in every
    ]
    with world.database.transaction() as session:
        for rows in (cases, tasks, owners):
            values = [row.model_dump() for row in rows]
            session.connection().execute(insert(type(rows[0])), values)
        write(session.connection(), session.connection().execute(open_tasks()).mappings())
    page = my_tasks(world.database, world.actor("doctor1"), WorklistFilter(text="b-99"))
    assert page.total == 111
    page = my_tasks(world.database, world.actor("doctor1"), WorklistFilter(page=200))
    assert (page.total, len(page.rows), page.counts.emergencies) == (10_000, 50, 2_500)
