"""Takes all rows of one database to another, and brings back what changed there, in one transaction."""

from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlmodel import SQLModel

import carelane.domain.tables  # noqa: F401 - fills the metadata
from carelane.services.transaction import Database

AT_A_TIME = 1000
Key = tuple[Any, ...]
Rows = dict[str, dict[Key, tuple[Any, ...]]]
"""By table: the rows by primary key."""


def take_over(source: Database, scratch: Database) -> Rows:
    """Copy everything into a new database, in place of what it was made with; gives what was copied."""
    known: Rows = {}
    with source.reading() as session, scratch.transaction() as other:
        for table in reversed(SQLModel.metadata.sorted_tables):
            other.connection().execute(delete(table))
        for table in SQLModel.metadata.sorted_tables:
            rows = list(session.connection().execute(select(table)))
            known[table.name] = {_key(table, row): tuple(row) for row in rows}
            _insert(other.connection(), table, rows)
    return known


def bring_back(scratch: Database, target: Database, known: Rows) -> int:
    """Write what is new and what has changed since `take_over`, all or nothing; gives the number of rows.

    What the target has changed meanwhile under the same key fails, and nothing is written.
    """
    written = 0
    with scratch.reading() as session, target.transaction() as other:
        source, connection = session.connection(), other.connection()
        for table in SQLModel.metadata.sorted_tables:
            written += _bring(source, connection, table, known[table.name])
        for table in reversed(SQLModel.metadata.sorted_tables):
            _forget(source, connection, table, known[table.name])
    return written


def _bring(
    source: Connection, target: Connection, table: Table, known: dict[Key, tuple[Any, ...]]
) -> int:
    written = 0
    for part in source.execute(select(table)).partitions(AT_A_TIME):
        new = [row for row in part if _key(table, row) not in known]
        changed = [row for row in part if known.get(_key(table, row), tuple(row)) != tuple(row)]
        _insert(target, table, new)
        for row in changed:
            _replace(target, table, row)
        written += len(new) + len(changed)
    _renumber(target, table)
    return written


def _insert(target: Connection, table: Table, rows: list[Row[Any]]) -> None:
    for start in range(0, len(rows), AT_A_TIME):
        part = rows[start : start + AT_A_TIME]
        target.execute(insert(table), [dict(row._mapping) for row in part])  # noqa: SLF001 - SQLAlchemy's own way


def _replace(target: Connection, table: Table, row: Row[Any]) -> None:
    """Write a row anew under its key."""
    is_it = and_(*(column == bindparam(f"key_{column.name}") for column in table.primary_key))
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's own way
    keys = {f"key_{column.name}": values[column.name] for column in table.primary_key}
    target.execute(update(table).where(is_it), {**values, **keys})


def _forget(
    source: Connection, target: Connection, table: Table, known: dict[Key, tuple[Any, ...]]
) -> None:
    """Delete what is not there any more."""
    there = {tuple(row) for row in source.execute(select(*table.primary_key))} if known else set()
    for key in known:
        if key not in there:
            pairs = zip(table.primary_key, key, strict=True)
            target.execute(delete(table).where(and_(*(column == value for column, value in pairs))))


def _renumber(target: Connection, table: Table) -> None:
    """Let PostgreSQL's own numbers go on after those that were brought."""
    column = table.autoincrement_column
    if column is None or target.dialect.name != "postgresql":
        return
    highest = target.execute(select(func.max(column))).scalar()
    name = text("SELECT pg_get_serial_sequence(:table, :column)")
    sequence = target.execute(name, {"table": table.name, "column": column.name}).scalar()
    if sequence and highest:
        further = text("SELECT setval(:sequence, :highest)")
        target.execute(further, {"sequence": sequence, "highest": highest})


def _key(table: Table, row: Row[Any]) -> Key:
    mapping = row._mapping  # noqa: SLF001 - SQLAlchemy's own way
    return tuple(mapping[column] for column in table.primary_key)
