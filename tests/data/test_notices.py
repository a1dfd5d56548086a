"""What would be lost: the step of a clock that nobody hears, a task that somebody has without knowing, a notice told twice."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bpmn.definition import Bundle
from carelane.domain.institutions import Institution
from carelane.domain.messages import Message
from carelane.domain.notices import Notice
from carelane.domain.people import Membership, Person
from carelane.domain.substitutions import Substitution
from carelane.services import (
    human_tasks,
    mail_deliveries,
    message_reminders,
    my_notices,
    process_definitions,
    process_instances,
    substitutions,
)
from carelane.services.notice_words import Words
from carelane.services.process_instances import StartRequest
from carelane.services.rebuild import rewrite
from carelane.services.substitutions import Leave
from carelane.services.task_batches import Handover, do_each, hand_over
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Membership as Role
from carelane.services.worklists import my_tasks
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.stuck import Ward
from tests.data.world import World

STEPS = 'steps="50:owner,phone 80:owner,deputy 100:owner,head 150:duty,supervision"'


def clocked() -> Bundle:
    plain = handover_bundle()
    named = f'{STEPS} name="交班" nameEn="Hand over"'
    return Bundle(plain.bpmn.replace('steps="50 80 100"', named), forms=plain.forms)


def begin(world: World, cases: CasesInMemory, key: str = "s") -> str:
    """Start a handover, whose first task has an hour; gives the task."""
    process_definitions.deploy(world.database, clocked(), "handover")
    request = StartRequest("handover", pools={"HOS": "HOSA"})
    doctor = world.actor("doctor1")
    started = process_instances.start(world.database, cases, doctor, request, key)
    rows = my_tasks(world.database, doctor).rows
    return next(row.id for row in rows if row.instance_id == started.instance_id)


def hears(world: World, login: str) -> list[str]:
    """Give what somebody reads on the screen, the newest first."""
    rows = my_notices.my_notices(world.database, world.actor(login))
    return [f"{row.subject} {row.body}".strip() for row in rows]


def employ(session: Session, login: str, place: str, role: str) -> None:
    session.add(Person(id=f"id-{login}", login=login, name=login))
    session.flush()
    session.add(Membership(person_id=f"id-{login}", institution_code=place, role=role))


def test_each_step_of_the_ladder_reaches_those_whom_it_names(
    world: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    with world.database.transaction() as session:
        employ(session, "quality", "GRP", "grp_qc")
        session.get_one(Institution, "PRI1").phone = "5551"
    task = begin(world, cases)
    clock.advance(minutes=30)
    cases.tick()
    (early,) = hears(world, "doctor1")
    assert early.startswith("时限已过 50%")
    assert "交班" in early.split("。")[0]
    with world.database.reading() as rows:
        told = rows.exec(select(Notice).where(col(Notice.recipient_person) == "id-doctor1")).one()
        assert "Hand over" in Words(rows, "en", "UTC").subject(told)
    assert "请立即电话联系，不能只发通知。5551" in early
    assert len(hears(world, "doctor1b")) == 1  # nobody has it: it is everybody's who may
    human_tasks.claim(world.database, world.actor("doctor1"), task)
    clock.advance(minutes=18)
    cases.tick()
    assert [len(hears(world, one)) for one in ("doctor1", "doctor1b", "coord1")] == [2, 2, 0]
    clock.advance(minutes=12)
    cases.tick()
    assert hears(world, "coord1")[0].startswith("已超时（时限的 100%）")
    assert [len(hears(world, one)) for one in ("doctor1", "doctor1b", "group")] == [3, 2, 0]
    clock.advance(minutes=30)
    cases.tick()
    cases.tick()
    assert [len(hears(world, one)) for one in ("group", "quality", "doctor2")] == [1, 1, 0]


def test_the_deputy_is_who_stands_in(
    world: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    with world.database.transaction() as session:
        employ(session, "third", "PRI1", "pri_doctor")
        session.add(
            Substitution(
                id="x",
                person_id="id-doctor1",
                substitute_id="id-doctor1b",
                institution_code="PRI1",
                begins_at=clock() - timedelta(hours=1),
                ends_at=clock() + timedelta(days=1),
                entered_by="id-doctor1",
                entered_at=clock(),
            )
        )
    task = begin(world, cases)
    human_tasks.claim(world.database, world.actor("doctor1"), task)
    clock.advance(minutes=48)
    cases.tick()
    told = {one: len(hears(world, one)) for one in ("doctor1", "doctor1b", "third")}
    assert told == {"doctor1": 2, "doctor1b": 1, "third": 0}


def test_a_rebuild_tells_nobody_twice_and_forgets_nothing(
    world: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    task = begin(world, cases)
    case = task.partition(":")[0]
    clock.advance(minutes=30)
    cases.tick()
    human_tasks.claim(world.database, world.actor("doctor1"), task)
    cases.losing = True
    clock.advance(minutes=30)
    cases.tick()  # the database hears nothing of it
    cases.losing = False
    rewrite(world.database, cases.turns(case))
    rewrite(world.database, cases.turns(case))
    with world.database.reading() as session:
        rows = session.exec(select(Notice.event, Notice.recipient_person)).all()
    assert len(rows) == len(set(rows))
    assert {event.split(":")[3] for event, _who in rows} == {"50", "80", "100"}


def test_a_step_that_nobody_could_hear_is_counted_for_operators(
    world: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    begin(world, cases)
    with world.database.transaction() as session:
        for person in session.exec(select(Person).where(col(Person.login) != "operator")):
            person.active = False
    clock.advance(minutes=30)
    cases.tick()
    assert mail_deliveries.untold(world.database, world.actor("operator")) == 1


def test_whoever_gets_a_task_is_told_and_the_giver_is_not(
    world: World, cases: CasesInMemory
) -> None:
    task, doctor = begin(world, cases), world.actor("doctor1")
    human_tasks.do(world.database, doctor, task, Wish("claim"))
    human_tasks.do(world.database, doctor, task, Wish("delegate", person="id-doctor1b"))
    (told,) = hears(world, "doctor1b")
    assert told.startswith("人doctor1 将任务交给您：")
    forward = Wish("forward", owners=(Role("PRI1", "pri_coord"),), reason="yours")
    human_tasks.do(world.database, world.actor("doctor1b"), task, forward)
    assert "转给您或您的岗位" in hears(world, "coord1")[0]
    assert hears(world, "doctor1") == []


def test_a_whole_list_is_one_notice(world: World, cases: CasesInMemory) -> None:
    doctor, colleague = world.actor("doctor1"), world.actor("doctor1b")
    tasks = [begin(world, cases, f"s{number}") for number in range(3)]
    do_each(world.database, doctor, tasks, Wish("claim"))
    hand_over(world.database, doctor, "id-doctor1", Handover(("id-doctor1b",), "night"))
    assert hears(world, "doctor1b") == ["人doctor1 向您交班 3 项任务"]
    do_each(world.database, colleague, tasks, Wish("delegate", person="id-doctor1"))
    assert hears(world, "doctor1") == ["人doctor1b 将 3 项任务交给您"]


def test_operators_hear_of_incidents_once_an_hour(world: World, clock: SettableClock) -> None:
    ward = Ward(world.database)
    ward.begin()
    ward.begin()
    assert len(hears(world, "operator")) == 1
    clock.advance(hours=1)
    ward.begin()
    assert len(hears(world, "operator")) == 2


def test_a_substitute_hears_when_it_begins_and_not_if_it_is_called_off(
    world: World, clock: SettableClock
) -> None:
    doctor = world.actor("doctor1")
    for days in (1, 10):
        begins = clock() + timedelta(days=days)
        leave = Leave("id-doctor1", "id-doctor1b", "PRI1", begins, begins + timedelta(days=2))
        made = substitutions.arrange(world.database, doctor, leave)
    assert hears(world, "doctor1b") == []
    substitutions.call_off(world.database, doctor, made)
    clock.advance(days=1)
    (told,) = hears(world, "doctor1b")
    assert told.startswith("您在东镇卫生院代理 人doctor1 的工作")
    clock.advance(days=10)
    assert len(hears(world, "doctor1b")) == 1


def message(name: str, case: str, at: datetime) -> Message:
    return Message(
        id=name,
        name="REF.REQUEST",
        from_instance_id=case,
        from_institution="PRI1",
        to_institution="HOSA",
        payload={"name": "张伟"},
        message_key=name,
        created_at=at,
        expires_at=at + timedelta(days=7),
    )


@pytest.mark.parametrize(("urgency", "minutes"), [("U", 5), ("R", 30)])
def test_a_message_that_nobody_takes_is_told_on_both_sides(
    world: World, clock: SettableClock, urgency: str, minutes: int
) -> None:
    with world.database.transaction() as session:
        case = world.case(session, "PRI1", urgency=urgency, started_by="id-doctor1")
        session.add(message("m", case, clock()))
    clock.advance(minutes=minutes - 1)
    assert message_reminders.remind(world.database) == 0
    clock.advance(minutes=1)
    assert message_reminders.remind(world.database) == 3
    assert message_reminders.remind(world.database) == 0
    assert [len(hears(world, one)) for one in ("doctor1", "coord1", "desk_a")] == [1, 1, 1]
    assert "张伟" not in hears(world, "desk_a")[0]
    clock.advance(days=1)
    assert message_reminders.remind(world.database) == 3


def test_messages_that_were_told_hide_none_that_came_after_them(
    world: World, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_reminders, "_AT_ONCE", 1)
    with world.database.transaction() as session:
        case = world.case(session, "PRI1", started_by="id-doctor1")
        session.add_all(message(f"m{number}", case, clock()) for number in range(2))
    clock.advance(minutes=30)
    told = [message_reminders.remind(world.database) for _ in range(3)]
    assert told == [3, 3, 0]


def test_a_notice_is_read_by_its_person_alone(world: World, cases: CasesInMemory) -> None:
    task = begin(world, cases)
    wish = Wish("nominate", person="id-doctor1b", reason="please")
    human_tasks.do(world.database, world.actor("coord1"), task, wish)
    (row,) = my_notices.my_notices(world.database, world.actor("doctor1b"))
    assert (row.path, row.read) == (f"/task?id={task}", False)
    assert my_notices.mark_read(world.database, world.actor("doctor1"), row.id) == 0
    assert my_notices.mark_read(world.database, world.actor("doctor1b"), row.id) == 1
    assert my_notices.unread(world.database, world.actor("doctor1b")) == 0
