"""What would be lost: a task that cannot be done or need not be, the second pair of eyes, and what people chose, at a rebuild."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from carelane.domain.errors import (
    CaseUnavailable,
    ExcludedOwner,
    OnlyAdministrators,
    ReasonMissing,
    TaskClosed,
    TaskTaken,
)
from carelane.domain.human_tasks import HumanTask
from carelane.domain.incidents import Incident
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.wire import CompleteTask
from carelane.services import human_tasks, process_definitions, process_instances, task_endings
from carelane.services.commands import known
from carelane.services.compared_rows import compare, rows_of
from carelane.services.process_instances import StartRequest
from carelane.services.rebuild import rewrite
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Membership
from carelane.services.worklists import WorklistFilter, my_tasks
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.world import World

WORDS = '<carelane:task excluded="compose" administrators="hos_head@HOSA" skippable="true" />'


@pytest.fixture
def task(world: World, cases: CasesInMemory) -> str:
    """The second task of a handover, not for whoever did the first: doctor1."""
    bundle = handover_bundle()
    plain = '<bpmn:userTask id="check" name="Check the reply">'
    worded = f"{plain}<bpmn:extensionElements>{WORDS}</bpmn:extensionElements>"
    bundle = replace(bundle, bpmn=bundle.bpmn.replace(plain, worded))
    process_definitions.deploy(world.database, bundle, "handover")
    doctor = world.actor("doctor1")
    request = StartRequest("handover", pools={"HOS": "HOSA"})
    process_instances.start(world.database, cases, doctor, request, "start-1")
    [first] = my_tasks(world.database, doctor).rows
    values = {"question": "Which drug?"}
    human_tasks.complete(world.database, cases, doctor, first.id, values, "c1")
    [second] = my_tasks(world.database, doctor).rows
    return second.id


def end(world: World, cases: CasesInMemory, login: str, task: str, wish: Wish) -> None:
    actor = world.actor(login)
    task_endings.end(world.database, cases, actor, task, wish, f"{wish.verb} {login}")


def row(world: World, task: str) -> HumanTask:
    with world.database.reading() as session:
        return session.get_one(HumanTask, task)


def test_whoever_asked_would_check_the_answer(
    world: World, cases: CasesInMemory, task: str
) -> None:
    doctor = world.actor("doctor1")
    with pytest.raises(ExcludedOwner):
        human_tasks.complete(world.database, cases, doctor, task, {}, "c2")
    case, _, own = task.partition(":")
    answer = cases.complete_task(case, CompleteTask("c3", own, {}, doctor.person_id))
    assert (answer.outcome, answer.code) == ("refused", "excluded_owner")
    colleague = world.actor("doctor1b")
    human_tasks.complete(world.database, cases, colleague, task, {}, "c4")
    assert row(world, task).completed_by == "id-doctor1b"


def test_a_skipped_task_is_told_with_its_reason_and_the_case_goes_on(
    world: World, cases: CasesInMemory, task: str
) -> None:
    with pytest.raises(ReasonMissing):
        end(world, cases, "coord1", task, Wish("skip"))
    assert not known(world.database, "skip coord1"), "nothing was asked of the case"
    for _ in range(2):
        end(world, cases, "head_a", task, Wish("skip", reason="answered by telephone"))
    found = row(world, task)
    assert (found.state, found.completed_by) == ("obsolete", "id-head_a")
    with world.database.reading() as session:
        lines = session.exec(
            select(HistoryEntry).where(
                HistoryEntry.kind == "CloseHumanTask", col(HistoryEntry.task_id) == found.task_id
            )
        ).all()
    assert [line.data["reason"] for line in lines] == ["answered by telephone"]
    assert cases.describe(found.instance_id).state == "closed"
    with pytest.raises(TaskClosed):
        human_tasks.claim(world.database, world.actor("doctor1b"), task)


def test_only_who_has_it_says_that_it_cannot_be_done(
    world: World, cases: CasesInMemory, task: str
) -> None:
    human_tasks.claim(world.database, world.actor("doctor1b"), task)
    with pytest.raises(TaskTaken):
        end(world, cases, "doctor1", task, Wish("fail", reason="no"))
    cases.available = False
    with pytest.raises(CaseUnavailable):
        end(world, cases, "doctor1b", task, Wish("fail", reason="Zhang Wei refuses"))
    cases.available = True
    end(world, cases, "doctor1b", task, Wish("fail", reason="Zhang Wei refuses"))
    assert row(world, task).state == "failed"
    with world.database.reading() as session:
        incident = session.exec(select(Incident)).one()
    assert incident.kind == "task_failed"
    assert "Zhang" not in incident.message


def test_what_people_chose_would_be_gone_after_a_rebuild(
    world: World, cases: CasesInMemory, task: str
) -> None:
    case = task.partition(":")[0]
    until = world.database.now() + timedelta(days=1)
    owners = (Membership("PRI1", "pri_coord"),)
    doctor, supervisor = world.actor("doctor1"), world.actor("coord1")
    human_tasks.do(world.database, doctor, task, Wish("forward", owners=owners))
    human_tasks.do(world.database, supervisor, task, Wish("start"))
    human_tasks.do(world.database, supervisor, task, Wish("suspend", until=until))
    before = row(world, task)
    rewrite(world.database, cases.turns(case))
    after = row(world, task)
    kept = (
        "state",
        "state_before",
        "actual_owner",
        "suspended_by",
        "suspended_until",
        "forwarded_at",
    )
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert my_tasks(world.database, doctor).rows == ()
    aside = WorklistFilter(state="aside")
    assert [each.id for each in my_tasks(world.database, supervisor, aside).rows] == [task]
    human_tasks.do(world.database, supervisor, task, Wish("resume"))
    assert row(world, task).state == "in_progress"


def test_a_forwarded_task_is_no_difference_to_what_the_histories_tell(
    world: World, task: str
) -> None:
    case = task.partition(":")[0]
    told = rows_of(world.database, case, whole=True)
    owners = (Membership("PRI1", "pri_coord"),)
    human_tasks.do(world.database, world.actor("doctor1"), task, Wish("forward", owners=owners))
    assert compare(case, rows_of(world.database, case, whole=True), told) == []


def test_a_case_that_goes_on_leaves_aside_what_was_put_aside(
    world: World, cases: CasesInMemory, task: str
) -> None:
    from tests.data.test_suspended_tasks import operate

    doctor = world.actor("doctor1")
    human_tasks.do(world.database, doctor, task, Wish("suspend"))
    operate(cases, task, "suspend")
    operate(cases, task, "resume")
    assert (row(world, task).state, row(world, task).suspended_by) == ("suspended", "id-doctor1")


def test_nominating_is_for_administrators(world: World, task: str) -> None:
    wish = Wish("nominate", person="id-doctor1b")
    with pytest.raises(OnlyAdministrators):
        human_tasks.do(world.database, world.actor("doctor1b"), task, wish)
    human_tasks.do(world.database, world.actor("head_a"), task, wish)
    assert row(world, task).actual_owner == "id-doctor1b"
