"""What would be lost: what colleagues told each other about a patient, who was told, and who changed their words."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from carelane.domain.comments import Comment, CommentMention
from carelane.domain.errors import (
    CarelaneError,
    CaseNotFound,
    CommentEmpty,
    CommentGone,
    CommentNotFound,
    CommentTooLong,
    MentionUnfit,
    NotYourComment,
    TaskNotFound,
    UnusableText,
)
from carelane.domain.human_tasks import HumanTaskAdministrator, HumanTaskPerson
from carelane.domain.people import Membership, Person
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.substitutions import Substitution
from carelane.services import colleagues, human_tasks, process_definitions, process_instances
from carelane.services.comment_texts import LONGEST, checked
from carelane.services.comments import Words, add, correct, withdraw
from carelane.services.my_notices import my_notices
from carelane.services.onlookers import onlooker
from carelane.services.process_instances import StartRequest
from carelane.services.rebuild import rewrite
from carelane.services.task_batches import Handover, hand_over
from carelane.services.task_wishes import Wish
from carelane.services.visibility import visible_case
from carelane.services.worklists import my_tasks
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.stories import said_in, story_of
from tests.data.world import World


@pytest.fixture
def task(world: World, cases: CasesInMemory) -> str:
    """The first task of a started handover."""
    process_definitions.deploy(world.database, handover_bundle(), "handover")
    doctor = world.actor("doctor1")
    request = StartRequest("handover", pools={"HOS": "HOSA"}, business_key="K1")
    process_instances.start(world.database, cases, doctor, request, "start-1")
    return my_tasks(world.database, doctor).rows[0].id


def say(world: World, login: str, case: str, text: str, *mentions: str, **how: str) -> None:
    """Comment; ``how`` may name the ``key`` of the command and the task that it is ``about``."""
    words = Words(text, tuple(f"id-{each}" for each in mentions))
    key = how.get("key", f"{login}-{text}")
    add(world.database, world.actor(login), case, words, key, how.get("about", ""))


def test_what_was_said_stays_readable_when_it_is_said_otherwise(
    world: World, task: str, clock: SettableClock
) -> None:
    database, case = world.database, task.partition(":")[0]
    say(world, "doctor1", case, "Allergic to  penicillin?\n<b>ask</b>", about=task, key="c1")
    clock.advance(minutes=5)
    mend = Words("Not allergic.", ("id-doctor1b",))
    correct(database, world.actor("doctor1"), "c1", mend, "c2")
    with pytest.raises(NotYourComment):
        correct(database, world.actor("doctor1b"), "c1", mend, "c3")
    with pytest.raises(CommentNotFound):
        correct(database, world.actor("doctor2"), "c1", mend, "c4")
    with pytest.raises(CommentNotFound):  # a correction is no comment of its own
        correct(database, world.actor("doctor1"), "c2", mend, "c5")
    (seen,) = said_in(database, world.actor("doctor1b"), case)
    assert [each.text for each in seen.wordings] == [
        "Allergic to  penicillin?\n<b>ask</b>",
        "Not allergic.",
    ]
    assert (seen.author.id, seen.task_id, seen.mine, seen.corrected) == (
        "id-doctor1",
        task,
        False,
        True,
    )
    lines = story_of(database, world.actor("doctor1"), case)
    told = [(line.kind, line.element_id, line.data.get("text")) for line in lines[-2:]]
    assert told == [
        ("Comment", "compose", "Not allergic."),
        ("CommentCorrected", "compose", None),
    ]


def test_somebody_mentioned_is_told_once_and_nobody_else(world: World, task: str) -> None:
    database, case = world.database, task.partition(":")[0]
    with database.transaction() as session:
        session.get_one(Person, "id-coord1").language = "zh_CN"
        session.get_one(Person, "id-doctor1b").language = "en"
    say(world, "doctor1", case, "Please look", "doctor1b", "coord1", "doctor1", key="c1")
    say(world, "doctor1", case, "Please look", "doctor1b", "coord1", "doctor1", key="c1")
    again = Words("Please look soon", ("id-doctor1b", "id-group"))
    correct(database, world.actor("doctor1"), "c1", again, "c2")
    told = {
        login: [(one.subject, one.body, one.instance_id) for one in my_notices(database, who)]
        for login in ("doctor1", "doctor1b", "coord1", "group", "desk_a")
        if (who := world.actor(login))
    }
    assert {login: len(each) for login, each in told.items()} == {
        "doctor1": 0,
        "doctor1b": 1,
        "coord1": 1,
        "group": 1,
        "desk_a": 0,
    }
    assert told["doctor1b"] == [("doctor1 mentioned you: K1", "", case)]
    assert told["coord1"] == [("人doctor1 提到了您：K1", "", case)]
    assert len(said_in(database, world.actor("doctor1"), case)) == 1


def test_who_can_be_mentioned_is_exactly_who_may_see_the_case(
    world: World, task: str, clock: SettableClock
) -> None:
    database, case = world.database, task.partition(":")[0]
    now = clock()
    with database.transaction() as session:
        session.add(HumanTaskPerson(human_task_id=task, person_id="id-spec_a"))
        session.add(
            HumanTaskAdministrator(human_task_id=task, institution_code="HOSB", role="hos_refdesk")
        )
        stands_in = (  # who stands in, for whom, where, from when on
            ("doctor2", "doctor1", "PRI1", -1),
            ("head_a", "doctor1", "PRI1", 1),
            ("desk_a", "desk_b", "HOSB", -1),
        )
        for number, (substitute, absent, place, begins) in enumerate(stands_in):
            session.add(
                Substitution(
                    id=f"s{number}",
                    person_id=f"id-{absent}",
                    substitute_id=f"id-{substitute}",
                    institution_code=place,
                    begins_at=now + timedelta(days=begins),
                    ends_at=now + timedelta(days=9),
                    entered_by="id-coord1",
                    entered_at=now,
                )
            )
    human_tasks.claim(database, world.actor("doctor1"), task)
    with database.reading() as session:
        row = session.get_one(ProcessInstance, case)
        mentionable = set(session.exec(select(Person.login).where(onlooker(session, row, now))))
        everybody = set(session.exec(select(Person.login)))
    seeing = set()
    for login in everybody:
        with database.reading() as session:
            which = (col(ProcessInstance.id) == case, visible_case(world.actor(login)))
            if session.exec(select(ProcessInstance.id).where(*which)).first():
                seeing.add(login)
    assert mentionable == seeing
    assert {"doctor1", "doctor2", "coord1", "spec_a", "desk_b", "group"} <= seeing
    assert {"head_a", "head_b", "operator", "desk_a"} & seeing == set()
    offered = colleagues.of_case(database, world.actor("doctor1"), case)
    assert {each.person.id.removeprefix("id-") for each in offered} == seeing
    with pytest.raises(CaseNotFound):
        colleagues.of_case(database, world.actor("head_a"), case)
    for stranger in ("head_a", "operator", "nobody"):
        with pytest.raises(MentionUnfit):
            say(world, "doctor1", case, "hello", "doctor1b", stranger)
    with database.reading() as session:
        assert session.exec(select(Comment)).all() == []


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("  \n ", CommentEmpty),
        ("x" * (LONGEST + 1), CommentTooLong),
        ("a\x00b", UnusableText),
        ("pay \u202egnihton", UnusableText),
        ("half a sign \ud800", UnusableText),
    ],
)
def test_what_cannot_be_kept_as_it_was_typed_is_refused(
    text: str, error: type[CarelaneError]
) -> None:
    with pytest.raises(error):
        checked(text)


def test_a_comment_belongs_to_a_case_and_a_task_of_it(world: World, task: str) -> None:
    case = task.partition(":")[0]
    for login in ("doctor2", "operator"):
        with pytest.raises(CaseNotFound):
            say(world, login, case, "hello")
    with world.database.transaction() as session:
        other = world.task(session, world.case(session), ("PRI1", "pri_doctor"))
    with pytest.raises(TaskNotFound):
        say(world, "doctor1", case, "hello", about=other)


@pytest.mark.parametrize("state", ["suspended", "ended"])
def test_a_case_that_stands_still_or_is_over_can_be_commented(
    world: World, task: str, cases: CasesInMemory, state: str
) -> None:
    database, case = world.database, task.partition(":")[0]
    if state == "ended":
        process_instances.cancel(database, cases, world.actor("doctor1"), case, "twice", "x1")
    else:
        with database.transaction() as session:
            session.get_one(ProcessInstance, case).suspended = True
    say(world, "doctor1", case, "The family was told.")
    assert [each.now.text for each in said_in(database, world.actor("doctor1"), case)] == [
        "The family was told."
    ]


def test_comments_outlive_the_rows_of_their_case(
    world: World, task: str, cases: CasesInMemory
) -> None:
    database, case = world.database, task.partition(":")[0]
    say(world, "doctor1", case, "kept", "doctor1b", about=task, key="c1")
    correct(database, world.actor("doctor1"), "c1", Words("kept too", ("id-coord1",)), "c2")
    before = said_in(database, world.actor("doctor1"), case)
    rewrite(database, cases.cases[case].written)
    assert said_in(database, world.actor("doctor1"), case) == before
    with database.reading() as session:
        assert len(session.exec(select(CommentMention)).all()) == 2


def test_the_story_is_told_in_the_order_in_which_it_happened(
    world: World, task: str, cases: CasesInMemory, clock: SettableClock
) -> None:
    database, case = world.database, task.partition(":")[0]
    doctor, colleague = world.actor("doctor1"), world.actor("doctor1b")
    clock.advance(minutes=1)
    human_tasks.claim(database, doctor, task)
    clock.advance(minutes=1)
    say(world, "coord1", case, "The patient called.")
    clock.advance(minutes=1)
    human_tasks.do(database, doctor, task, Wish("delegate", person="id-doctor1b", reason="leave"))
    clock.advance(minutes=1)
    hand_over(database, colleague, "id-doctor1b", Handover(("id-doctor1",), "night shift"))
    clock.advance(minutes=1)
    human_tasks.complete(database, cases, doctor, task, {"question": "Why?"}, "done")
    clock.advance(minutes=1)
    say(world, "doctor1", case, "Sent.")
    lines = story_of(database, doctor, case)
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    story = ("claim", "Comment", "delegate", "CloseHumanTask", "PublishMessage")
    told = [(line.kind, line.data.get("reason", "")) for line in lines if line.kind in story]
    assert told == [
        ("claim", ""),
        ("Comment", ""),
        ("delegate", "leave"),
        ("delegate", "night shift"),
        ("CloseHumanTask", ""),
        ("PublishMessage", ""),
        ("Comment", ""),
    ]


def test_what_its_author_has_taken_back_nobody_is_told_any_more(
    world: World, task: str, clock: SettableClock
) -> None:
    database, case, author = world.database, task.partition(":")[0], world.actor("doctor1")
    say(world, "doctor1", case, "About somebody else", "doctor1b", key="c1")
    clock.advance(minutes=1)
    correct(database, author, "c1", Words("Still about somebody else"), "c2")
    with pytest.raises(NotYourComment):
        withdraw(database, world.actor("doctor1b"), "c1", "w0")
    with pytest.raises(CommentNotFound):
        withdraw(database, world.actor("doctor2"), "c1", "w0")
    clock.advance(minutes=1)
    for key in ("w1", "w1", "w2"):
        withdraw(database, author, "c1", key)
    with pytest.raises(CommentGone):
        correct(database, author, "c1", Words("Once more"), "c3")
    colleague = world.actor("doctor1b")
    (left,) = said_in(database, colleague, case)
    assert (left.author.id, left.withdrawn_at) == ("id-doctor1", clock())
    lines = story_of(database, colleague, case)
    assert [line.kind for line in lines[-3:]] == [
        "Comment",
        "CommentCorrected",
        "CommentWithdrawn",
    ]
    assert lines[-1].person == left.author
    assert "somebody else" not in f"{left!r} {lines!r}"


def test_a_mention_in_a_case_that_was_lost_from_sight_tells_nothing_of_it(
    world: World, task: str
) -> None:
    database, case = world.database, task.partition(":")[0]
    say(world, "doctor1", case, "Please look", "doctor1b")
    (told,) = my_notices(database, world.actor("doctor1b"))
    assert (told.instance_id, "K1" in told.subject) == (case, True)
    with database.transaction() as session:
        session.delete(session.get_one(Membership, ("id-doctor1b", "PRI1", "pri_doctor")))
    (lost,) = my_notices(database, world.actor("doctor1b"))
    assert (lost.instance_id, lost.body, lost.path) == ("", "", "/")
    assert lost.subject == "有人在您已无权查看的病例中提到了您"
