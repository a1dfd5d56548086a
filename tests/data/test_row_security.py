"""What would be lost: the second wall. A query that forgot who is asking would show every hospital's patients."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlmodel import SQLModel, col

from carelane.adapters import row_security
from carelane.adapters.database import open_database
from carelane.domain.errors import CarelaneError, RowSecurityUnusable
from carelane.domain.human_tasks import HumanTask, HumanTaskAdministrator, HumanTaskPerson
from carelane.domain.people import Membership
from carelane.domain.row_policies import OPEN, POLICIES
from carelane.domain.substitutions import Substitution
from carelane.services.accounts import actor_for
from carelane.services.taken_files import taken_files
from carelane.services.transaction import Database, Reach
from carelane.services.visibility import Actor, reach_of
from carelane.services.worklist_entries import follow
from tests.conftest import SettableClock
from tests.leaks.doors import LISTS, READS, WITH_A_REASON
from tests.leaks.group import Group, Somebody, make

TABLES = SQLModel.metadata.tables


@pytest.fixture
def address(postgres_address: str) -> str:
    row_security.install(postgres_address)
    return postgres_address


@pytest.fixture
def group(address: str, clock: SettableClock) -> Iterator[Group]:
    database = open_database(address, clock)
    yield make(database)
    database.engine.dispose()


def as_person(database: Database, actor: Actor) -> Database:
    return database.on_behalf(lambda: reach_of(actor))


def seen(database: Database, table: str) -> int:
    """Count rows by a statement that has no clause at all."""
    with database.reading() as session:
        statement = select(func.count()).select_from(TABLES[table])
        return int(session.connection().execute(statement).scalar_one())


def test_every_table_has_a_policy_or_a_reason() -> None:
    assert set(POLICIES) | set(OPEN) == set(TABLES)
    assert set(POLICIES) & set(OPEN) == set()


@pytest.mark.postgres
def test_a_query_without_a_clause_shows_nothing_foreign(group: Group) -> None:
    filled = {table for table in POLICIES if seen(group.database, table)}
    every_case = seen(group.database, "process_instances")
    assert every_case >= len(group.targets)
    assert {
        "process_instances",
        "human_tasks",
        "history",
        "messages",
        "outbox",
        "patients",
    } <= filled
    stranger = next(who for who in group.people if who.name == "ems_crew@ELSE")
    nobody = group.database.on_behalf(Reach)
    for table in sorted(filled - {"patients"}):
        among_colleagues = leaves_at(group, "ELSE") if table == "substitutions" else 0
        assert seen(as_person(group.database, stranger.actor), table) == among_colleagues, table
        assert seen(nobody, table) == 0, table
    assert seen(nobody, "patients") == 0
    desk = next(who for who in group.people if who.name == "hos_refdesk@PRI1")
    assert seen(as_person(group.database, desk.actor), "process_instances") == 1
    assert seen(group.database.as_machine(), "process_instances") == every_case


def leaves_at(group: Group, place: str) -> int:
    with group.database.reading() as session:
        here = select(Substitution.id).where(col(Substitution.institution_code) == place)  # type: ignore[arg-type]
        return len(session.connection().execute(here).all())


def downloads(database: Database, who: Somebody) -> str:
    """Say in a text which downloads somebody is told of."""
    return _text(lambda: taken_files(database, who.actor))


ONCE = {"my_notices.mark_read", "taken_files.taken_files"}
"""Of two looks the second would find nothing unread, and the downloads that the first one made."""


def told(group: Group, who: Somebody, database: Database) -> list[str]:
    """Say in texts what everything that can be read gives to somebody."""
    watched = Group(database, group.ward, group.targets, group.people)
    found = []
    for door, ask in LISTS.items():
        if door in ONCE:
            continue
        found.append(f"{door}: {_text(lambda ask=ask: ask(watched, who.actor))}")
    for target in group.targets:
        for door in sorted(READS.keys() - WITH_A_REASON):  # those write down that somebody looked
            look = READS[door]
            found.append(
                f"{door}: {_text(lambda look=look, t=target: look(watched, who.actor, t))}"
            )
    return found


def _text(call: object) -> str:
    try:
        return repr(call())  # type: ignore[operator]
    except CarelaneError as error:
        return error.code


@pytest.mark.postgres
def test_the_wall_hides_nothing_that_is_somebodys_to_see(group: Group) -> None:
    """The wall goes by the same table of rights as the clauses: one of each kind of people (`Group.kinds`) stands before it."""
    for who in group.kinds():
        if who.place == "HOS1" or not who.place:
            bare = told(group, who, group.database)
            walled = told(group, who, as_person(group.database, who.actor))
            pairs = zip(bare, walled, strict=True)
            different = [(plain, second) for plain, second in pairs if plain != second]
            assert different == [], who.name
            wall = as_person(group.database, who.actor)
            assert downloads(group.database, who) == downloads(wall, who), who.name


@pytest.mark.postgres
def test_the_wall_knows_who_is_named_who_decides_and_who_stands_in(group: Group) -> None:
    """The case at HOS1 is nobody's of these by their own roles."""
    case = next(one for one in group.targets if one.place == "HOS1")
    with group.database.transaction() as session:
        now = group.database.now()
        task = session.get_one(HumanTask, case.task)
        task.actual_owner = "id-hos_refdesk-HOS1"
        session.add(HumanTaskPerson(human_task_id=task.id, person_id="id-ems_crew-HOS1"))
        place = {"institution_code": "HOS1", "role": "hos_ward"}
        session.add(HumanTaskAdministrator(human_task_id=task.id, **place))
        session.add(
            Substitution(
                id="leave",
                person_id="id-hos_refdesk-HOS1",
                substitute_id="id-hos_bed-HOS1",
                institution_code="HOS1",
                begins_at=now,
                ends_at=now + timedelta(days=1),
                entered_by="id-hos_refdesk-HOS1",
                entered_at=now,
            )
        )
        session.flush()
        follow(session.connection(), case.case)
    people = {"ems_crew": True, "hos_ward": True, "hos_bed": True, "hos_or": False}
    for role, also in people.items():
        actor = actor_for(group.database, f"{role}.HOS1")
        assert actor is not None
        walled = as_person(group.database, actor)
        assert seen(walled, "human_task_people") == int(also), role
        assert seen(walled, "human_task_administrators") == int(also), role
        assert seen(walled, "substitutions") == leaves_at(group, "HOS1"), role
        bare = told(group, Somebody(actor, place="HOS1"), group.database)
        assert told(group, Somebody(actor, place="HOS1"), walled) == bare, role
        assert any(case.task in line for line in bare) is also, role


@pytest.mark.postgres
def test_who_reads_for_a_person_cannot_write_and_comes_back_unbound(group: Group) -> None:
    bound, every_case = group.database.on_behalf(Reach), seen(group.database, "process_instances")
    assert every_case >= len(group.targets)
    with pytest.raises(ProgrammingError), bound.reading() as session:
        session.connection().execute(text("DELETE FROM human_tasks"))
    with group.database.reading() as session:
        assert (
            session.connection().execute(text("SELECT current_user")).scalar() != "carelane_reader"
        )
    assert seen(group.database, "process_instances") == every_case


@pytest.mark.postgres
def test_missing_policies_are_noticed_before_anything_is_served(address: str) -> None:
    row_security.check(address)
    engine = open_database(address).engine
    with engine.begin() as connection:
        connection.execute(text("DROP POLICY carelane_reading ON history"))
    engine.dispose()
    with pytest.raises(RowSecurityUnusable, match="history"):
        row_security.check(address)
    row_security.install(address)
    row_security.check(address)


def test_without_postgresql_the_setting_is_refused() -> None:
    with pytest.raises(RowSecurityUnusable):
        row_security.check("sqlite://")
    with pytest.raises(RowSecurityUnusable):
        row_security.install("sqlite://")


@pytest.mark.postgres
def test_who_stands_in_is_named_or_administers_meets_the_same_with_and_without_the_wall(
    group: Group,
) -> None:
    place = next(each for each in group.targets if each.place == "PRI1")
    now = group.database.now()
    with group.database.transaction() as session:
        session.add(
            Membership(person_id="starter-PRI1", institution_code="PRI1", role="pri_doctor")
        )
        session.add(
            Substitution(
                id="now",
                person_id="starter-PRI1",
                substitute_id="id-pri_fd-PRI1",
                institution_code="PRI1",
                begins_at=now - timedelta(hours=1),
                ends_at=now + timedelta(days=1),
                entered_by="starter-PRI1",
                entered_at=now,
            )
        )
        session.add(HumanTaskPerson(human_task_id=place.task, person_id="id-ems_crew-ELSE"))
        session.add(
            HumanTaskAdministrator(
                human_task_id=place.task, institution_code="ELSE", role="grp_case"
            )
        )
        session.flush()
        follow(session.connection(), place.case)
    for login in ("pri_fd.PRI1", "ems_crew.ELSE", "grp_case.ELSE"):
        actor = actor_for(group.database, login)
        assert actor is not None
        who = Somebody(actor)
        walled = told(group, who, as_person(group.database, actor))
        assert walled == told(group, who, group.database), login
        assert [text for text in walled if "CLIN-PRI1" in text], login
