"""What would be lost: two people on one task, typed text, or who did it when."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from carelane.domain.errors import (
    CaseUnavailable,
    InvalidValues,
    NotPotentialOwner,
    TaskAlreadyCompleted,
    TaskClosed,
    TaskNotFound,
    TaskTaken,
    UnusableText,
)
from carelane.domain.people import Membership, Person
from carelane.domain.process_instances import HistoryEntry
from carelane.services import human_tasks, process_definitions, process_instances
from carelane.services.process_instances import StartRequest
from carelane.services.visibility import Actor
from carelane.services.worklists import WorklistFilter, my_tasks
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.world import World


@pytest.fixture
def task(world: World, cases: CasesInMemory) -> str:
    """The first task of a started handover."""
    process_definitions.deploy(world.database, handover_bundle(), "handover")
    started = process_instances.start(
        world.database,
        cases,
        world.actor("doctor1"),
        StartRequest("handover", pools={"HOS": "HOSA"}),
        "start-1",
    )
    rows = my_tasks(world.database, world.actor("doctor1")).rows
    assert [row.instance_id for row in rows] == [started.instance_id]
    return rows[0].id


def test_of_fifty_people_one_gets_the_task(world: World, task: str) -> None:
    with world.database.transaction() as session:
        session.add_all(Person(id=f"p{n}", login=f"p{n}", name=f"p{n}") for n in range(50))
        session.flush()
        session.add_all(
            Membership(person_id=f"p{n}", institution_code="PRI1", role="pri_doctor")
            for n in range(50)
        )
    people = [world.actor(f"p{n}") for n in range(50)]

    def claim(number: int) -> str:
        try:
            human_tasks.claim(world.database, people[number], task)
        except TaskTaken as error:
            return error.by
        return "won"

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(claim, range(50)))
    assert outcomes.count("won") == 1
    winner = f"p{outcomes.index('won')}"
    assert set(outcomes) == {"won", winner}
    with world.database.reading() as session:
        claims = session.exec(select(HistoryEntry).where(HistoryEntry.kind == "claim")).all()
    assert [line.person_id for line in claims] == [winner]


def test_a_task_says_what_i_may_do_with_it(world: World, task: str) -> None:
    doctor, colleague = world.actor("doctor1"), world.actor("doctor1b")
    supervisor = world.actor("coord1")

    def verbs(actor: Actor) -> tuple[str, ...]:
        return human_tasks.get_task(world.database, actor, task).verbs

    free = ("claim", "start", "save_draft", "complete", "delegate", "forward", "suspend")
    assert verbs(doctor) == free
    human_tasks.claim(world.database, doctor, task)
    human_tasks.claim(world.database, doctor, task)
    held = ("start", "save_draft", "complete", "release", "delegate", "forward", "suspend", "fail")
    assert verbs(doctor) == held
    assert verbs(colleague) == ("ask_for",)
    assert verbs(supervisor) == ("release", "delegate", "forward", "suspend")
    human_tasks.release(world.database, doctor, task)
    human_tasks.release(world.database, doctor, task)
    assert verbs(colleague) == free
    assert verbs(supervisor) == ("delegate", "forward", "nominate", "suspend")


def test_who_has_a_task_and_since_when_is_said(
    world: World, task: str, clock: SettableClock
) -> None:
    human_tasks.claim(world.database, world.actor("doctor1"), task)
    taken_at = clock()
    clock.advance(minutes=5)
    colleague = world.actor("doctor1b")
    for act in (human_tasks.claim, human_tasks.release):
        with pytest.raises(TaskTaken) as caught:
            act(world.database, colleague, task)
        assert (caught.value.by, caught.value.at) == ("人doctor1", taken_at)


def test_a_draft_waits_where_it_was_left(world: World, task: str) -> None:
    doctor = world.actor("doctor1")
    human_tasks.save_draft(world.database, doctor, task, {"question": "half a sen"})
    seen = human_tasks.get_task(world.database, doctor, task)
    assert seen.values["question"] == "half a sen"
    assert seen.row.state == "in_progress"
    colleague = human_tasks.get_task(world.database, world.actor("coord1"), task)
    assert colleague.draft is None


def test_completing_brings_the_next_task(world: World, cases: CasesInMemory, task: str) -> None:
    doctor = world.actor("doctor1")
    values = {"question": "Which drug?", "days": 3}
    done = human_tasks.complete(world.database, cases, doctor, task, values, "c1")
    assert done.next_task_id is not None
    following = human_tasks.get_task(world.database, doctor, done.next_task_id)
    assert following.row.name == "Check the reply"
    closed = human_tasks.get_task(world.database, doctor, task)
    assert (closed.row.state, closed.verbs) == ("completed", ())
    assert [row.name for row in my_tasks(world.database, world.actor("desk_a")).rows] == ["Answer"]


def test_a_command_sent_many_times_has_one_effect(
    world: World, cases: CasesInMemory, task: str
) -> None:
    doctor = world.actor("doctor1")

    def complete(_number: int) -> human_tasks.Completed:
        return human_tasks.complete(
            world.database, cases, doctor, task, {"question": "Which drug?"}, "same"
        )

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(complete, range(20)))
    assert len(set(answers)) == 1
    with world.database.reading() as session:
        lines = session.exec(select(HistoryEntry).where(HistoryEntry.kind == "CloseHumanTask"))
        assert len(lines.all()) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [({}, "question"), ({"question": "x", "days": 99}, "days"), ({"question": "x", "z": 1}, "z")],
)
def test_a_wrong_value_names_its_field_and_what_was_typed_is_kept(
    world: World, cases: CasesInMemory, task: str, values: dict[str, object], field: str
) -> None:
    doctor = world.actor("doctor1")
    with pytest.raises(InvalidValues) as caught:
        human_tasks.complete(world.database, cases, doctor, task, values, "c1")
    assert [error.key for error in caught.value.fields] == [field]
    assert human_tasks.get_task(world.database, doctor, task).draft == values


def test_when_the_engine_is_away_the_text_stays_and_goes_once_later(
    world: World, cases: CasesInMemory, task: str
) -> None:
    doctor = world.actor("doctor1")
    values = {"question": "Which drug?"}
    cases.available = False
    for _ in range(2):
        with pytest.raises(CaseUnavailable):
            human_tasks.complete(world.database, cases, doctor, task, values, "c1")
    assert human_tasks.get_task(world.database, doctor, task).draft == values
    cases.available = True
    human_tasks.complete(world.database, cases, doctor, task, values, "c1")
    assert human_tasks.get_task(world.database, doctor, task).row.state == "completed"


def test_a_task_somebody_else_completed_says_who_and_when(
    world: World, cases: CasesInMemory, task: str, clock: SettableClock
) -> None:
    values = {"question": "Which drug?"}
    done_at = clock()
    human_tasks.complete(world.database, cases, world.actor("doctor1"), task, values, "c1")
    clock.moment += timedelta(hours=1)
    colleague = world.actor("doctor1b")
    with pytest.raises(TaskAlreadyCompleted) as caught:
        human_tasks.complete(world.database, cases, colleague, task, values, "c2")
    assert (caught.value.by, caught.value.at) == ("人doctor1", done_at)
    with pytest.raises(TaskAlreadyCompleted):
        human_tasks.claim(world.database, colleague, task)


def test_a_task_the_process_took_away_says_so(
    world: World, cases: CasesInMemory, task: str
) -> None:
    doctor = world.actor("doctor1")
    instance = task.split(":", maxsplit=1)[0]
    process_instances.cancel(world.database, cases, doctor, instance, "died", "cancel-1")
    with pytest.raises(TaskClosed):
        human_tasks.claim(world.database, doctor, task)
    with pytest.raises(TaskClosed):
        human_tasks.complete(world.database, cases, doctor, task, {"question": "x"}, "c9")


def test_a_strangers_task_does_not_exist(world: World, cases: CasesInMemory, task: str) -> None:
    for login in ("doctor2", "desk_a", "head_a", "head_b"):
        stranger = world.actor(login)
        with pytest.raises(TaskNotFound):
            human_tasks.get_task(world.database, stranger, task)
        with pytest.raises(TaskNotFound):
            human_tasks.claim(world.database, stranger, task)
        with pytest.raises(TaskNotFound):
            human_tasks.save_draft(world.database, stranger, task, {})
        with pytest.raises(TaskNotFound):
            human_tasks.complete(world.database, cases, stranger, task, {}, f"x-{login}")


def test_a_supervisor_sees_and_does_not_do_the_work(world: World, task: str) -> None:
    for login in ("coord1", "group"):
        supervisor = world.actor(login)
        assert human_tasks.get_task(world.database, supervisor, task).row.id == task
        with pytest.raises(NotPotentialOwner):
            human_tasks.claim(world.database, supervisor, task)
        assert my_tasks(world.database, supervisor, WorklistFilter()).rows == ()


def test_an_id_that_cannot_be_stored_is_refused_and_not_a_crash(world: World) -> None:
    doctor = world.actor("doctor1")
    with pytest.raises((TaskNotFound, UnusableText)):
        human_tasks.get_task(world.database, doctor, "x\0y")


def test_values_for_a_process_without_a_start_form_are_not_dropped_in_silence(
    world: World, cases: CasesInMemory
) -> None:
    process_definitions.deploy(world.database, handover_bundle(), "handover")
    request = StartRequest("handover", values={"patient": 5}, pools={"HOS": "HOSA"})
    with pytest.raises(InvalidValues, match="patient"):
        process_instances.start(world.database, cases, world.actor("doctor1"), request, "s")
    assert cases.cases == {}
