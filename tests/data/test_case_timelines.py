"""What would be lost: a line of a long story, what a filter should have let through, a change that nobody is shown."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select

from carelane.domain.comments import Comment, CommentMention
from carelane.domain.errors import CaseNotFound
from carelane.domain.messages import Message
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.timeline_kinds import KINDS
from carelane.services import comments, human_tasks, process_definitions, process_instances
from carelane.services.case_changes import mark_of
from carelane.services.case_details import get_case
from carelane.services.case_elements import stays_of
from carelane.services.case_messages import MessageFilter, messages_of_case
from carelane.services.case_tasks import TaskFilter, task_choices, tasks_of_case
from carelane.services.case_timelines import timeline_page
from carelane.services.comments import Words
from carelane.services.process_instances import StartRequest
from carelane.services.timeline_choices import timeline_choices
from carelane.services.timeline_sources import LineFilter
from carelane.services.worklists import my_tasks
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.stories import story_of
from tests.data.world import World

LINES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("InstanceStarted", {"person_id": "id-doctor1"}),
    ("RunJob", {"element_id": "book"}),
    ("claim", {"task_id": "@", "person_id": "id-coord1", "on_behalf_of": "id-doctor1"}),
    ("delegate", {"task_id": "@", "person_id": "id-doctor1", "data": {"to": "id-doctor1b"}}),
    ("forward", {"task_id": "@", "data": {"people": ["id-doctor2", "id-doctor1b"]}}),
    ("SomethingNew", {"data": {"to": "id-doctor1b"}}),
)
"""One line a day, from the first on; the comment of the fixture comes on the seventh."""


@pytest.fixture
def case(world: World, cases: CasesInMemory, clock: SettableClock) -> str:
    """A handover with these lines and a comment."""
    process_definitions.deploy(world.database, handover_bundle(), "handover")
    request = StartRequest("handover", pools={"HOS": "HOSA"})
    doctor = world.actor("doctor1")
    process_instances.start(world.database, cases, doctor, request, "s")
    task = my_tasks(world.database, doctor).rows[0]
    began = world.database.now()
    with world.database.transaction() as session:
        for line in session.exec(select(HistoryEntry)).all():
            session.delete(line)
        for day, (kind, given) in enumerate(LINES):
            values = given | ({"task_id": task.id.partition(":")[2]} if "task_id" in given else {})
            line = HistoryEntry(instance_id=task.instance_id, at=began, kind=kind, **values)
            line.at += timedelta(days=day)
            session.add(line)
        at = began + timedelta(days=len(LINES))
        said = Comment(id="c", instance_id=task.instance_id, author_id="id-coord1", at=at, text="?")
        session.add(said)
        session.flush()
        session.add(CommentMention(comment_id="c", person_id="id-doctor2"))
    clock.advance(days=len(LINES) + 1)
    return task.instance_id


def kinds(world: World, case: str, **wanted: Any) -> list[str]:
    found = timeline_page(world.database, world.actor("doctor1"), case, LineFilter(**wanted))
    assert found.found == len(found.lines)
    assert found.total == len(LINES) + 1
    return [line.kind for line in found.lines]


def test_each_filter_lets_through_what_was_asked_for_the_newest_first(
    world: World, case: str
) -> None:
    began: datetime = story_of(world.database, world.actor("doctor1"), case)[0].at
    everything = ["Comment", "SomethingNew", "forward", "delegate", "claim", "InstanceStarted"]
    assert kinds(world, case) == everything
    assert kinds(world, case, kinds=("technical",)) == ["RunJob"]
    assert kinds(world, case, kinds=("comments", "course")) == [
        "Comment",
        "SomethingNew",
        "InstanceStarted",
    ]
    assert kinds(world, case, person="id-doctor1") == ["delegate", "claim", "InstanceStarted"]
    assert kinds(world, case, person="id-doctor1b") == ["forward", "delegate"]
    assert kinds(world, case, person="id-doctor2") == ["Comment", "forward"]
    assert kinds(world, case, element="compose") == ["forward", "delegate", "claim"]
    since = began + timedelta(days=4)
    assert kinds(world, case, since=since, kinds=KINDS) == everything[:3]
    offered = timeline_choices(world.database, world.actor("doctor1"), case)
    assert {each.id for each in offered.people} == {
        f"id-{login}" for login in ("doctor1", "doctor1b", "doctor2", "coord1")
    }
    assert offered.elements == ("compose",)


def test_of_a_comment_its_present_words_say_whom_it_mentions(world: World, case: str) -> None:
    database, coordinator = world.database, world.actor("coord1")
    comments.correct(database, coordinator, "c", Words("!", ("id-doctor1b",)), "c2")
    doctor = world.actor("doctor1")
    for person, expected in (("id-doctor1b", ["Comment"]), ("id-doctor2", [])):
        wanted = LineFilter(kinds=("comments",), person=person)
        found = timeline_page(database, doctor, case, wanted)
        assert [line.kind for line in found.lines] == expected


def test_a_page_of_a_long_story_reads_no_more_than_one_of_a_short_one(
    world: World, case: str
) -> None:
    database, doctor = world.database, world.actor("doctor1")
    read: list[int] = []

    def loaded(*_given: Any) -> None:
        read.append(1)

    event.listen(HistoryEntry, "load", loaded)
    began = database.now()
    with database.transaction() as session:
        session.add_all(
            HistoryEntry(instance_id=case, at=began + timedelta(days=9, seconds=n), kind="claim")
            for n in range(400)
        )
    try:
        pages = [timeline_page(database, doctor, case, page=page) for page in (1, 9, 99)]
        get_case(database, doctor, case)
    finally:
        event.remove(HistoryEntry, "load", loaded)
    assert len(read) <= sum(len(page.lines) for page in pages)
    assert [(len(page.lines), page.page, page.pages) for page in pages] == [
        (25, 1, 17),
        (25, 9, 17),
        (6, 17, 17),
    ]
    assert (pages[0].found, pages[0].total, pages[0].technical) == (406, 407, True)
    moments = [line.at for page in pages for line in page.lines]
    assert moments == sorted(moments, reverse=True)


def test_whatever_happens_gives_a_case_another_mark(
    world: World, case: str, cases: CasesInMemory
) -> None:
    database, doctor = world.database, world.actor("doctor1")
    task = my_tasks(database, doctor).rows[0].id

    def buffered(_session: Any) -> Message:
        return Message(
            id="m",
            name="LATE",
            message_key="m",
            to_instance_id=case,
            created_at=database.now(),
            expires_at=database.now(),
        )

    def lapse(session: Any) -> None:
        session.get_one(Message, "m").state = "expired"

    def by_hand(change: Callable[[Any], Any]) -> None:
        with database.transaction() as session:
            if row := change(session):
                session.add(row)

    steps: tuple[Callable[[], object], ...] = (
        lambda: human_tasks.claim(database, doctor, task),
        lambda: comments.add(database, doctor, case, Words("So"), "k"),
        lambda: comments.withdraw(database, doctor, "k", "k2"),
        lambda: by_hand(buffered),
        lambda: by_hand(lapse),
        lambda: human_tasks.complete(database, cases, doctor, task, {"question": "?"}, "done"),
    )
    marks = [mark_of(database, doctor, case)]
    for step in steps:
        step()
        marks.append(mark_of(database, doctor, case))
    assert len(set(marks)) == len(marks)
    assert mark_of(database, doctor, case) == marks[-1]
    with pytest.raises(CaseNotFound):
        mark_of(database, world.actor("doctor2"), case)


def test_tasks_messages_and_stays_come_by_page_and_filter(
    world: World, case: str, cases: CasesInMemory
) -> None:
    database, doctor = world.database, world.actor("doctor1")
    task = my_tasks(database, doctor).rows[0].id
    human_tasks.complete(database, cases, doctor, task, {"question": "Why?"}, "done")
    with database.transaction() as session:
        for number in range(25):
            world.task(session, case, ("PRI1", "pri_doctor"), created_at=database.now(), due=number)
        assert session.get_one(ProcessInstance, case).id == case

    def found(half: Any, **wanted: str) -> tuple[int, int, int]:
        listed = tasks_of_case(database, doctor, case, half, TaskFilter(**wanted), 2)
        return len(listed.rows), listed.found, listed.total

    assert found("open") == (10, 26, 26)
    assert found("closed", person="id-doctor1") == (1, 1, 1)
    assert found("closed", person="id-doctor2") == (0, 0, 1)
    assert found("open", element="compose") == (0, 0, 26)
    offered = task_choices(database, doctor, case)
    assert ([each.id for each in offered.people], offered.elements) == (
        ["id-doctor1"],
        ("check", "compose", "triage"),
    )
    head = get_case(database, doctor, case)
    assert (len(head.urgent), head.open_tasks) == (4, 26)
    sent = messages_of_case(database, doctor, case, MessageFilter(way="sent"))
    assert ([each.name for each in sent.rows], sent.total) == (["HANDOVER.REQUEST"], 1)
    assert messages_of_case(database, doctor, case, MessageFilter(way="received")).found == 0
    stays = stays_of(database, doctor, case, "compose")
    assert (stays.times, stays.now, stays.last[0].how) == (1, 0, "completed")
