"""What would be lost: half a use case, or the reason why nothing works."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError, StatementError
from sqlmodel import select, text

from carelane.adapters.database import open_database
from carelane.domain.errors import DatabaseUnavailable
from carelane.domain.tables import Institution, Lock
from carelane.services.transaction import Database


def add(database: Database, code: str, *, fail: bool = False) -> None:
    with database.transaction() as session:
        session.add(Institution(code=code, name=code, name_en=code, kind="PRI"))
        session.flush()
        if fail:
            raise ValueError(code)


def test_a_use_case_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(ValueError, match="A"):
        add(database, "A", fail=True)
    add(database, "B")
    with database.reading() as session:
        assert session.exec(select(Institution.code)).all() == ["B"]


def test_reading_goes_on_while_somebody_writes(database: Database) -> None:
    with database.transaction() as writing:
        writing.add(Institution(code="A", name="A", name_en="A", kind="PRI"))
        writing.flush()
        with database.reading() as session:
            assert session.exec(select(Institution.code)).all() == []


@pytest.mark.parametrize(
    "url",
    ["sqlite:////nowhere/at/all/carelane.db", "postgresql://x@127.0.0.1:1/x"],
    ids=["sqlite", "postgres"],
)
def test_a_database_that_is_away_says_so(url: str) -> None:
    database = open_database(url)
    for use in (database.transaction, database.reading):
        with pytest.raises(DatabaseUnavailable), use() as session:
            session.exec(select(Institution)).all()
    database.engine.dispose()


def test_a_database_that_was_never_migrated_is_not_called_away(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/new.db")
    with pytest.raises(OperationalError), database.reading() as session:
        session.exec(text("SELECT * FROM institutions"))  # type: ignore[call-overload]
    database.engine.dispose()


def test_moments_come_back_as_they_went_in(database: Database) -> None:
    here = database.now().astimezone(ZoneInfo("Asia/Shanghai"))
    with database.transaction() as session:
        session.add(Lock(name="x", owner="x", until=here))
    with database.reading() as session:
        assert session.get_one(Lock, "x").until == here


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = database.now().replace(tzinfo=None)
    with pytest.raises(StatementError, match="time zone"), database.transaction() as session:
        session.add(Lock(name="x", owner="x", until=naive))


def test_a_failed_statement_does_not_tell_what_it_was_to_store(database: Database) -> None:
    with (
        pytest.raises((OperationalError, ProgrammingError)) as failed,
        database.reading() as session,
    ):
        session.connection().execute(
            text("SELECT * FROM nowhere WHERE name = :name"), {"name": "X9"}
        )
    assert "X9" not in str(failed.value)
