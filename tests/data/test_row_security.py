"""What would be lost: the second wall. A query that forgot who is asking would show every hospital's patients."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlmodel import SQLModel

from carelane.adapters import row_security
from carelane.adapters.database import open_database
from carelane.domain.errors import CarelaneError, RowSecurityUnusable
from carelane.domain.row_policies import OPEN, POLICIES
from carelane.services.transaction import Database, Reach
from carelane.services.visibility import Actor, reach_of
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
        assert seen(as_person(group.database, stranger.actor), table) == 0, table
        assert seen(nobody, table) == 0, table
    assert seen(nobody, "patients") == 0
    desk = next(who for who in group.people if who.name == "hos_refdesk@PRI1")
    assert seen(as_person(group.database, desk.actor), "process_instances") == 1
    assert seen(group.database.as_machine(), "process_instances") == 3


def told(group: Group, who: Somebody, database: Database) -> list[str]:
    """Say in texts what everything that can be read gives to somebody."""
    watched = Group(database, group.ward, group.targets, group.people)
    found = []
    for door, ask in LISTS.items():
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
    for who in group.people:
        if who.place == "HOS1" or not who.place:
            bare = told(group, who, group.database)
            walled = told(group, who, as_person(group.database, who.actor))
            pairs = zip(bare, walled, strict=True)
            different = [(plain, second) for plain, second in pairs if plain != second]
            assert different == [], who.name


@pytest.mark.postgres
def test_who_reads_for_a_person_cannot_write_and_comes_back_unbound(group: Group) -> None:
    bound = group.database.on_behalf(Reach)
    with pytest.raises(ProgrammingError), bound.reading() as session:
        session.connection().execute(text("DELETE FROM human_tasks"))
    with group.database.reading() as session:
        assert (
            session.connection().execute(text("SELECT current_user")).scalar() != "carelane_reader"
        )
    assert seen(group.database, "process_instances") == 3


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
