"""Fills a database with the tasks of years: a few large hospitals and many small places, most tasks closed."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from carelane.bench.worklist.rows import Rows
from carelane.services import worklist_entries
from carelane.services.institutions import seed_roles
from carelane.services.transaction import Database

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Size:
    """How many tasks, how many of them open, at how many institutions."""

    tasks: int
    open_tasks: int
    institutions: int


def fill(database: Database, size: Size) -> None:
    """Write institutions, people, cases, tasks and owners, then what worklists are found by."""
    seed_roles(database)
    rows = Rows(size.tasks, size.open_tasks, size.institutions, database.now())
    for table, columns, values in rows.tables():
        with database.transaction() as session:
            _copy(session.connection(), table, columns, values)
    with database.transaction() as session:
        connection = session.connection()
        found = list(connection.execute(worklist_entries.open_tasks()).mappings())
        for part in _parts(found):
            worklist_entries.write(connection, part)
    _analyse(database)


def _copy(
    connection: Connection,
    table: type[SQLModel],
    columns: Sequence[str],
    values: Iterable[tuple[Any, ...]],
) -> None:
    """Write many rows the fastest way that the database has."""
    usual = _usual(table, columns)
    columns = [*columns, *usual]
    values = (row + tuple(usual.values()) for row in values)
    name, names = str(table.__tablename__), ", ".join(columns)
    if connection.dialect.name == "postgresql":
        cursor = connection.connection.cursor()
        with cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {name} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
    cursor = connection.connection.cursor()
    for part in _parts(_naive(values)):
        cursor.executemany(statement, part)


def _usual(table: type[SQLModel], given: Sequence[str]) -> dict[str, Any]:
    """Give what the other columns hold where nothing is said."""
    fields = table.model_fields
    left = {
        name: fields[name].get_default(call_default_factory=True)
        for name in fields
        if name not in given
    }
    return {n: json.dumps(v) if isinstance(v, dict | list) else v for n, v in left.items()}


def _parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Cut a long row of things into pieces."""
    left = iter(rows)
    while part := list(islice(left, _AT_ONCE)):
        yield part


def _naive(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Write moments as SQLite keeps them."""
    for row in rows:
        yield tuple(
            value.strftime("%Y-%m-%d %H:%M:%S.%f") if hasattr(value, "tzinfo") else value
            for value in row
        )


def _analyse(database: Database) -> None:
    """Let the database learn how its rows are spread, as its own service does over night."""
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        vacuum = "VACUUM ANALYZE" if engine.dialect.name == "postgresql" else "ANALYZE"
        connection.execute(text(vacuum))
