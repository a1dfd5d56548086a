"""Small statements that SQLite and PostgreSQL spell the same, but SQLAlchemy does not."""

from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def one_at_a_time(connection: Connection, *words: str) -> None:
    """Let one transaction at a time go on under these words, until it ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        digest = sha256("\0".join(words).encode()).digest()
        number = int.from_bytes(digest[:8], "big", signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(number)))


def insert_once(session: Session, table: type[SQLModel], **values: Any) -> bool:
    """Insert a row unless one with the same key is there; say whether this call inserted it."""
    dialect = session.get_bind().dialect.name
    build = postgresql.insert if dialect == "postgresql" else sqlite.insert
    row = table(**values).model_dump(exclude_none=True)
    statement = build(table).values(**row).on_conflict_do_nothing()
    counted = statement.execution_options(preserve_rowcount=True)
    result = session.connection().execute(counted)
    return result.rowcount == 1
