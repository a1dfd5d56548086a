"""Small statements that SQLite and PostgreSQL spell the same, but SQLAlchemy does not."""

from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, case, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col

from carelane.domain.messages import InboxNumber


def one_at_a_time(connection: Connection, *words: str) -> None:
    """Let one transaction at a time go on under these words, until it ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        digest = sha256("\0".join(words).encode()).digest()
        number = int.from_bytes(digest[:8], "big", signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(number)))


def insert_once(where: Session | Connection, table: type[SQLModel], **values: Any) -> bool:
    """Insert a row unless one with the same key is there; say whether this call inserted it."""
    connection = where.connection() if isinstance(where, Session) else where
    row = table(**values).model_dump(exclude_none=True)
    return connection.execute(_once(connection.dialect.name, table), row).rowcount == 1


@cache
def _once(dialect: str, table: type[SQLModel]) -> Any:
    """Make the statement, which costs more than running it, once for each table."""
    statement = _insert(dialect, table).on_conflict_do_nothing()
    return statement.execution_options(preserve_rowcount=True)


def next_number(connection: Connection, instance_id: str, kind: str, at_least: int) -> int:
    """Give the number of the next thing that goes to a case; others for the same case wait for this commit.

    ``at_least`` is the present moment in microseconds: after an older backup was restored, numbers still
    grow beyond those that the case has seen.
    """
    last = col(InboxNumber.number)
    row = {"instance_id": instance_id, "kind": kind, "number": at_least}
    following = case((last >= at_least, last + 1), else_=at_least)
    statement = (
        _insert(connection.dialect.name, InboxNumber)
        .values(**row)
        .on_conflict_do_update(index_elements=["instance_id", "kind"], set_={"number": following})
        .returning(last)
    )
    return int(connection.execute(statement).scalar_one())


def _insert(dialect: str, table: type[SQLModel]) -> Any:
    build = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return build(table)
