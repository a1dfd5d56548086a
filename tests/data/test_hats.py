"""What would be lost: somebody who works at two hospitals does for one what they may only do for the other."""

import ast
from pathlib import Path

import pytest

from carelane.domain.commands import Command
from carelane.domain.errors import NotAllowed, TaskNotFound
from carelane.domain.people import Membership as Row
from carelane.domain.people import Person
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.services import accounts, human_tasks
from carelane.services.accounts import Known, Source, actor_of, open_session, wear
from carelane.services.case_timelines import page_of
from carelane.services.supervision import overdue
from carelane.services.timeline_sources import LineFilter, Story
from carelane.services.visibility import Actor, Membership
from carelane.services.worklists import my_tasks
from tests.data.world import World

AT_A, AT_B = Membership("HOSA", "hos_refdesk"), Membership("HOSB", "hos_head")
SERVICES = Path(__file__).parents[2] / "carelane" / "services"


class Two:
    """Somebody at the desk of one hospital who is head at another, signed in."""

    def __init__(self, world: World) -> None:
        self.world = world
        with world.database.transaction() as session:
            session.add(Person(id="id-two", login="two", name="两院"))
            session.flush()
            for each in (AT_A, AT_B):
                session.add(
                    Row(person_id="id-two", institution_code=each.institution_code, role=each.role)
                )
            session.flush()
            for case, place in (("a", "HOSA"), ("b", "HOSB")):
                world.case(session, place, id=case)
                world.task(session, case, (place, "hos_refdesk"), task_id="t", name=case, due=-1)
        opened = open_session(world.database, Known(person_id="id-two"), Source())
        assert opened is not None
        self.token = opened.token

    @property
    def actor(self) -> Actor:
        found = actor_of(self.world.database, self.token)
        assert found is not None
        return found

    def wear(self, hat: Membership | None) -> None:
        wear(self.world.database, self.actor, self.token, hat)

    def sees(self) -> tuple[set[str], set[str]]:
        database, actor = self.world.database, self.actor
        tasks = {row.name for row in my_tasks(database, actor).rows}
        return tasks, {row.instance_id for row in overdue(database, actor).rows}


@pytest.fixture
def two(world: World) -> Two:
    return Two(world)


def test_under_a_hat_only_that_memberships_work_and_office_are_there(two: Two) -> None:
    assert two.sees() == ({"a"}, {"b"})
    two.wear(AT_A)
    assert two.sees() == ({"a"}, set())
    two.wear(AT_B)
    assert two.sees() == (set(), {"b"})
    two.wear(None)
    assert two.sees() == ({"a"}, {"b"})


def test_what_needs_the_other_hat_is_refused(two: Two) -> None:
    two.wear(AT_B)
    with pytest.raises(TaskNotFound):
        human_tasks.claim(two.world.database, two.actor, "a:t")


def test_nobody_wears_what_is_not_theirs(two: Two) -> None:
    with pytest.raises(NotAllowed):
        two.wear(Membership("GRP", "operator"))
    other = two.world.actor("group")
    wear(two.world.database, other, two.token, other.own_memberships[0])
    assert two.actor.hat is None


def test_a_hat_that_was_taken_away_is_gone_at_the_next_click(two: Two) -> None:
    two.wear(AT_B)
    with two.world.database.transaction() as session:
        session.delete(session.get_one(Row, ("id-two", "HOSB", "hos_head")))
    assert (two.actor.hat, two.actor.memberships) == (None, (AT_A,))
    assert two.sees() == ({"a"}, set())


def test_the_history_says_as_what_somebody_acted(two: Two) -> None:
    two.wear(AT_A)
    database = two.world.database
    human_tasks.claim(database, two.actor, "a:t")
    now = database.now()
    with database.transaction() as session:
        session.add(
            Command(
                id="k",
                kind="complete",
                person_id="id-two",
                acting_as=two.actor.acting_as,
                target_id="a:t",
                at=now,
            )
        )
        session.add(
            HistoryEntry(
                instance_id="a",
                turn=1,
                sequence=0,
                at=now,
                kind="CloseHumanTask",
                task_id="t",
                person_id="id-two",
            )
        )
    two.wear(None)
    with database.reading() as session:
        case = session.get_one(ProcessInstance, "a")
        found = page_of(session, case, Story("a", ()), LineFilter(), (1, 25))
        told = {line.kind: line.hat for line in found.lines}
    for kind in ("claim", "CloseHumanTask"):
        hat = told[kind]
        assert hat is not None
        assert (hat.role, hat.institution.id) == ("hos_refdesk", "HOSA")


def test_every_session_has_a_hat_of_its_own(two: Two) -> None:
    two.wear(AT_B)
    other = open_session(two.world.database, Known(login="two"), Source())
    assert other is not None
    person = accounts.actor_of(two.world.database, other.token)
    assert person is not None
    assert person.hat is None


def test_whatever_a_person_does_is_written_with_the_hat() -> None:
    forgotten = []
    for path in sorted(SERVICES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            given = {each.arg: ast.unparse(each.value) for each in node.keywords}
            by_actor = "actor" in given.get("person_id", "")
            if (
                node.func.id in {"Command", "HistoryEntry"}
                and by_actor
                and "acting_as" not in given
            ):
                forgotten.append(f"{path.name}:{node.lineno}")
    assert forgotten == []
