"""What would be lost: who has a task, why somebody else cannot, and what happened to it on whose behalf."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from carelane.domain.errors import (
    CarelaneError,
    CaseSuspended,
    ExcludedOwner,
    MomentPast,
    NobodyToReleaseTo,
    NotPotentialOwner,
    OnlyAdministrators,
    OwnersMissing,
    PersonMissing,
    PersonUnfit,
    RoleUnfit,
    TaskNotClaimed,
    TaskNotFound,
    TaskNotSkippable,
    TaskPutAside,
    TaskTaken,
    WrongTaskState,
)
from carelane.domain.human_task_verbs import VERBS, TaskVerb
from carelane.domain.human_tasks import HumanTask, HumanTaskAdministrator, HumanTaskPerson
from carelane.domain.notices import Notice
from carelane.domain.people import Membership as MembershipRow
from carelane.domain.people import Person
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.state_machines import TRANSITIONS
from carelane.services import human_tasks, task_batches, task_endings, tasks_put_aside
from carelane.services.colleagues import for_tasks
from carelane.services.my_notices import my_notices
from carelane.services.task_batches import Handover
from carelane.services.task_deeds import EFFECTS
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Membership
from carelane.services.worklists import WorklistFilter, my_tasks
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.world import World

DOCTORS = ("PRI1", "pri_doctor")


@pytest.fixture
def task(world: World) -> str:
    with world.database.transaction() as session:
        return world.task(session, world.case(session), DOCTORS)


def do(world: World, login: str, task: str, verb: TaskVerb, **needs: Any) -> None:
    human_tasks.do(world.database, world.actor(login), task, Wish(verb, **needs))


def state(world: World, task: str) -> tuple[str, str | None]:
    with world.database.reading() as session:
        found = session.get_one(HumanTask, task)
        return found.state, found.actual_owner


def story(world: World) -> list[tuple[str, str, dict[str, Any]]]:
    with world.database.reading() as session:
        lines = session.exec(select(HistoryEntry).order_by(col(HistoryEntry.id)))
        return [(line.kind, line.person_id, line.data) for line in lines]


def test_a_verb_would_be_in_the_table_and_nobody_could_do_it() -> None:
    assert set(EFFECTS) == {verb.name for verb in VERBS if not verb.by_case}
    for verb in VERBS:
        known = {source for source, name in TRANSITIONS["human_task"] if name == verb.name}
        assert known == {*verb.sources}


def test_a_delegated_task_is_the_colleagues_and_says_from_whom(world: World, task: str) -> None:
    do(world, "doctor1", task, "save_draft", values={"question": "half"})
    do(world, "doctor1", task, "delegate", person="id-doctor1b", reason="off to a birth")
    assert state(world, task) == ("reserved", "id-doctor1b")
    seen = human_tasks.get_task(world.database, world.actor("doctor1b"), task)
    assert (seen.row.mine, seen.draft) == (True, {"question": "half"})
    told = {"from": "id-doctor1", "to": "id-doctor1b", "reason": "off to a birth"}
    assert story(world) == [("claim", "id-doctor1", {}), ("delegate", "id-doctor1", told)]
    with pytest.raises(TaskTaken, match="ask for delegation"):
        do(world, "doctor1", task, "save_draft", values={})


def test_start_stop_release_and_back(world: World, task: str) -> None:
    do(world, "doctor1", task, "start")
    assert state(world, task) == ("in_progress", "id-doctor1")
    do(world, "doctor1", task, "stop")
    assert state(world, task) == ("reserved", "id-doctor1")
    do(world, "coord1", task, "release", reason="she is ill")
    assert state(world, task) == ("ready", None)
    assert story(world)[-1] == (
        "release",
        "id-coord1",
        {"from": "id-doctor1", "reason": "she is ill"},
    )


def test_a_forwarded_task_leaves_the_old_worklist_and_reaches_the_new_one(
    world: World, task: str
) -> None:
    do(world, "doctor1", task, "claim")
    owners = (Membership("PRI1", "pri_coord"),)
    do(world, "doctor1", task, "forward", owners=owners)
    assert state(world, task) == ("ready", None)
    assert my_tasks(world.database, world.actor("doctor1")).rows == ()
    assert [row.id for row in my_tasks(world.database, world.actor("coord1")).rows] == [task]


def test_a_forwarded_task_reaches_one_person(world: World, task: str) -> None:
    do(world, "doctor1", task, "forward", people=("id-doctor1b",))
    assert my_tasks(world.database, world.actor("doctor1")).rows == ()
    assert [row.id for row in my_tasks(world.database, world.actor("doctor1b")).rows] == [task]


def test_a_task_put_aside_comes_back_when_it_was_said(
    world: World, task: str, clock: SettableClock
) -> None:
    do(world, "doctor1", task, "start")
    until = clock() + timedelta(hours=2)
    do(world, "doctor1", task, "suspend", until=until, reason="waiting for the X-ray")
    with pytest.raises(TaskPutAside) as caught:
        do(world, "doctor1", task, "start")
    assert (caught.value.by, caught.value.until) == ("人doctor1", until)
    assert tasks_put_aside.resume_due(world.database) == 0
    clock.advance(hours=2)
    assert tasks_put_aside.resume_due(world.database) == 1
    assert tasks_put_aside.resume_due(world.database) == 0
    assert state(world, task) == ("in_progress", "id-doctor1")


def test_a_task_put_aside_is_out_of_the_way_until_it_is_late(
    world: World, clock: SettableClock
) -> None:
    with world.database.transaction() as session:
        task = world.task(session, world.case(session), DOCTORS, due=3)
    doctor = world.actor("doctor1")
    do(world, "doctor1", task, "suspend", reason="waiting for the X-ray")

    def shown(**wanted: Any) -> list[str]:
        page = my_tasks(world.database, doctor, WorklistFilter(**wanted))
        assert page.total == len(page.rows)
        return [row.id for row in page.rows]

    assert (shown(), shown(state="unclaimed"), shown(due="today")) == ([], [], [])
    assert shown(state="aside") == [task]
    counts = my_tasks(world.database, doctor).counts
    assert (counts.all, counts.today, counts.aside) == (0, 0, 1)
    clock.advance(hours=4)
    assert (shown(), shown(due="overdue"), shown(state="aside")) == ([task], [task], [task])


def test_a_task_put_aside_does_not_come_back_into_a_case_that_stands_still(
    world: World, task: str, clock: SettableClock
) -> None:
    do(world, "doctor1", task, "suspend", until=clock() + timedelta(hours=1))
    with world.database.transaction() as session:
        session.get_one(ProcessInstance, task.partition(":")[0]).suspended = True
    with pytest.raises(CaseSuspended):
        do(world, "doctor1", task, "resume")
    clock.advance(hours=1)
    tasks_put_aside.resume_due(world.database)
    with world.database.reading() as session:
        found = session.get_one(HumanTask, task)
        assert (found.state, found.state_before, found.suspended_by) == ("suspended", "ready", "")


REFUSED: list[tuple[str, str, TaskVerb, dict[str, Any], type[CarelaneError]]] = [
    ("", "doctor1", "delegate", {}, PersonMissing),
    ("", "doctor1", "delegate", {"person": "id-coord1"}, PersonUnfit),
    ("", "doctor1", "delegate", {"person": "id-desk_a"}, PersonUnfit),
    ("", "coord1", "delegate", {"person": "id-desk_a"}, PersonUnfit),
    ("", "doctor1", "forward", {}, OwnersMissing),
    ("", "doctor1", "forward", {"owners": (Membership("HOSA", "hos_spec"),)}, RoleUnfit),
    ("", "doctor1", "forward", {"owners": (Membership("PRI1", "pri_tech"),)}, RoleUnfit),
    ("", "doctor1", "suspend", {"until": "past"}, MomentPast),
    ("", "doctor1", "release", {}, WrongTaskState),
    ("", "doctor1", "stop", {}, TaskNotClaimed),
    ("", "doctor1", "nominate", {"person": "id-doctor1"}, OnlyAdministrators),
    ("", "coord1", "claim", {}, NotPotentialOwner),
    ("doctor1", "doctor1b", "claim", {}, TaskTaken),
    ("doctor1", "doctor1b", "release", {}, TaskTaken),
    ("doctor1", "doctor1b", "delegate", {"person": "id-doctor1b"}, TaskTaken),
    ("doctor1", "doctor1", "take_over", {}, WrongTaskState),
    ("", "doctor1", "ask_for", {}, TaskNotClaimed),
    ("doctor1", "doctor1", "ask_for", {}, WrongTaskState),
    ("doctor1", "coord1", "ask_for", {}, NotPotentialOwner),
    ("doctor1", "doctor2", "ask_for", {}, TaskNotFound),
    ("doctor1", "doctor2", "claim", {}, TaskNotFound),
    ("doctor1", "head_b", "release", {}, TaskNotFound),
]


@pytest.mark.parametrize(("owner", "login", "verb", "needs", "error"), REFUSED)
def test_what_is_refused_says_why_and_changes_nothing(  # noqa: PLR0913, PLR0917 - a row of the table
    world: World,
    task: str,
    owner: str,
    login: str,
    verb: TaskVerb,
    needs: dict[str, Any],
    error: type[CarelaneError],
) -> None:
    if owner:
        do(world, owner, task, "claim")
    if needs.get("until") == "past":
        needs = {"until": world.database.now()}
    before, lines = state(world, task), story(world)
    if error is WrongTaskState and verb == "release":
        do(world, login, task, verb)  # it is free already: nothing to say
    else:
        with pytest.raises(error):
            do(world, login, task, verb, **needs)
    assert (state(world, task), story(world)) == (before, lines)


def test_a_colleague_asks_once_and_hears_what_becomes_of_it(world: World, task: str) -> None:
    def told(login: str) -> list[str]:
        found = my_notices(world.database, world.actor(login))
        return [row.subject.partition("：")[0] for row in found]

    do(world, "doctor1", task, "claim")
    for _ in range(2):
        do(world, "doctor1b", task, "ask_for", reason="my patient")
    assert story(world)[1:] == [
        ("ask_for", "id-doctor1b", {"to": "id-doctor1", "reason": "my patient"})
    ]
    assert (told("doctor1"), told("doctor1b")) == (["人doctor1b 请您转交一项任务"], [])
    (asked,) = human_tasks.get_task(world.database, world.actor("doctor1"), task).requests
    assert (asked.by.id, asked.reason) == ("id-doctor1b", "my patient")
    assert state(world, task) == ("reserved", "id-doctor1")
    do(world, "doctor1", task, "release")
    assert told("doctor1b") == ["人doctor1 已退回您请求转交的任务，现可领取"]
    do(world, "doctor1b", task, "claim")
    assert human_tasks.get_task(world.database, world.actor("doctor1"), task).requests == ()


def test_whoever_did_the_first_step_would_do_the_second_too(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session)
        now = world.database.now()
        done = {"state": "completed", "completed_by": "id-doctor1", "closed_at": now}
        world.task(session, case, DOCTORS, element_id="answer", name="Answer", **done)
        second = world.task(session, case, DOCTORS, element_id="check", excluded=["answer"])
    for verb in ("claim", "start", "save_draft"):
        with pytest.raises(ExcludedOwner) as caught:
            do(world, "doctor1", second, verb)
        assert (caught.value.by, caught.value.element) == ("人doctor1", "Answer")
    with pytest.raises(ExcludedOwner):
        do(world, "coord1", second, "delegate", person="id-doctor1")
    with pytest.raises(ExcludedOwner):
        do(world, "coord1", second, "forward", people=("id-doctor1b", "id-doctor1"))
    detail = human_tasks.get_task(world.database, world.actor("doctor1"), second)
    assert "claim" not in detail.verbs
    assert isinstance(detail.refusals["claim"], ExcludedOwner)
    do(world, "doctor1b", second, "claim")


def test_a_task_that_nobody_could_see_is_given_to_somebody(
    world: World, cases: CasesInMemory
) -> None:
    with world.database.transaction() as session:
        task = world.task(session, world.case(session), state="created")
    with pytest.raises(TaskNotFound):
        do(world, "doctor1", task, "claim")
    do(world, "coord1", task, "nominate", person="id-doctor1")
    assert state(world, task) == ("reserved", "id-doctor1")
    with pytest.raises(NobodyToReleaseTo):
        do(world, "doctor1", task, "release")
    wish = Wish("skip", reason="not needed")
    with pytest.raises(TaskNotSkippable):
        task_endings.end(world.database, cases, world.actor("doctor1"), task, wish, "s")


def test_who_the_designer_named_decides_beside_the_supervisors(world: World, task: str) -> None:
    with world.database.transaction() as session:
        named = {"institution_code": "HOSA", "role": "hos_spec"}
        session.add(HumanTaskAdministrator(human_task_id=task, **named))
        session.add(HumanTaskPerson(human_task_id=task, person_id="id-coord1"))
    do(world, "spec_a", task, "delegate", person="id-doctor1")
    assert state(world, task) == ("reserved", "id-doctor1")
    do(world, "spec_a", task, "release")
    do(world, "coord1", task, "claim")
    assert state(world, task) == ("reserved", "id-coord1")


def test_of_fifty_people_who_do_different_things_one_has_the_task(
    world: World, task: str, at_once: Callable[[list[Callable[[], Any]]], list[Any]]
) -> None:
    with world.database.transaction() as session:
        session.add_all(Person(id=f"p{n}", login=f"p{n}", name=f"p{n}") for n in range(50))
        session.flush()
        session.add_all(
            MembershipRow(person_id=f"p{n}", institution_code="PRI1", role="pri_doctor")
            for n in range(50)
        )
    people = [world.actor(f"p{n}") for n in range(50)]
    verbs: list[TaskVerb] = ["claim", "start", "delegate", "save_draft"]

    def attempt(number: int) -> str:
        wish = Wish(verbs[number % 4], person=f"p{(number + 1) % 50}", values={"n": number})
        try:
            human_tasks.do(world.database, people[number], task, wish)
        except TaskTaken as error:
            return error.by
        return "won"

    outcomes = at_once([lambda n=n: attempt(n) for n in range(50)])  # type: ignore[misc]
    _, owner = state(world, task)
    lines = story(world)
    starts = [kind for kind, _who, _data in lines if kind in {"claim", "start", "delegate"}]
    wins = outcomes.count("won")
    assert owner is not None
    assert 1 <= wins <= 2, "only the person to whom it was delegated may have gone on with it"
    assert len(starts) == wins
    with world.database.reading() as session:
        assert session.get_one(HumanTask, task).version == wins


def test_a_list_handed_over_says_of_every_task_what_came_of_it(
    world: World, clock: SettableClock
) -> None:
    with world.database.transaction() as session:
        case = world.case(session)
        tasks = [world.task(session, case, DOCTORS) for _ in range(3)]
        alone = world.task(session, case, state="reserved", actual_owner="id-doctor1")
    doctor = world.actor("doctor1")
    assert not task_batches.failed(
        task_batches.do_each(world.database, doctor, tasks, Wish("claim"))
    )
    do(world, "doctor1", tasks[2], "suspend", until=clock() + timedelta(days=1))
    given = Handover(("id-doctor1b",), "night shift")
    outcomes = task_batches.hand_over(world.database, doctor, doctor.person_id, given)
    refused = {each.task_id: each.error for each in task_batches.failed(outcomes)}
    assert [*refused] == [alone]
    assert isinstance(refused[alone], PersonUnfit)
    assert {state(world, each) for each in tasks} == {("reserved", "id-doctor1b")}
    assert story(world)[-1][2]["reason"] == "night shift"
    supervisor = world.actor("coord1")
    outcomes = task_batches.hand_over(world.database, supervisor, "id-doctor1b", Handover())
    assert task_batches.failed(outcomes) == ()
    assert {state(world, each) for each in tasks} == {("ready", None)}
    assert task_batches.hand_over(world.database, world.actor("head_b"), "id-doctor1", given) == ()


def test_in_a_batch_the_taken_one_says_by_whom_and_the_rest_is_done(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session)
        tasks = [world.task(session, case, DOCTORS) for _ in range(3)]
    do(world, "doctor1b", tasks[1], "claim")
    doctor = world.actor("doctor1")
    outcomes = task_batches.do_each(world.database, doctor, [*tasks, "no:such"], Wish("claim"))
    errors = [type(each.error) for each in outcomes]
    assert errors == [type(None), TaskTaken, type(None), TaskNotFound]


def test_a_list_is_dealt_out_to_several_colleagues_in_turn(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session)
        tasks = [world.task(session, case, DOCTORS) for _ in range(4)]
        session.add(Person(id="id-doctor1c", login="doctor1c", name="丙"))
        session.flush()
        row = {"person_id": "id-doctor1c", "institution_code": "PRI1", "role": "pri_doctor"}
        session.add(MembershipRow(**row))
    both = ("id-doctor1b", "id-doctor1c")
    supervisor = world.actor("coord1")
    wish = Wish("delegate", people=(*both, "id-doctor1"), reason="she is ill")
    outcomes = task_batches.do_each(world.database, supervisor, tasks, wish)
    assert task_batches.failed(outcomes) == ()
    assert [state(world, each)[1] for each in tasks] == [*both, "id-doctor1", both[0]]
    with world.database.reading() as session:
        told = session.exec(select(Notice).where(Notice.kind == "notice")).all()
    many = {each.recipient_person: each.facts["many"] for each in told}
    assert many == {both[0]: 2, both[1]: 1, "id-doctor1": 1}
    task_batches.hand_over(world.database, supervisor, both[0], Handover((both[1], "id-doctor1")))
    owners = [state(world, each)[1] for each in tasks]
    assert sorted(owners) == ["id-doctor1", "id-doctor1", both[1], both[1]]


def test_who_may_be_given_a_task_is_found_by_name(world: World, task: str) -> None:
    def found(login: str, text: str = "") -> list[str]:
        people = for_tasks(world.database, world.actor(login), [task], text)
        return [each.person.id for each in people]

    assert found("doctor1") == ["id-doctor1", "id-doctor1b"]
    assert found("doctor1", "1B") == ["id-doctor1b"]
    assert found("coord1", "coord") == ["id-coord1"]
    with world.database.transaction() as session:
        session.get_one(Person, "id-doctor1b").name = "欧阳明"
    assert found("doctor1", "oym") == found("doctor1", "Ouyang") == ["id-doctor1b"]
    with pytest.raises(TaskNotFound):
        found("desk_a")
