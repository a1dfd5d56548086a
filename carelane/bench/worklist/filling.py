"""Fills a database with the tasks of years: a few large hospitals and many small places, most tasks closed.

Some of the closed tasks are written by bulk copy; the database copies them with their cases and owners under other ids, as
often as needed.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, literal, select, text
from sqlmodel import SQLModel, func

from carelane.adapters import row_security
from carelane.bench.worklist.rows import TASKS_OF_A_CASE, Rows
from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.process_instances import ProcessInstance
from carelane.services import worklist_entries
from carelane.services.institutions import seed_roles
from carelane.services.transaction import Database

_AT_ONCE = 5_000
_MADE = 50_000
"""Closed tasks that are made at the most; the others are copies of them."""
_COPIED: tuple[tuple[type[SQLModel], tuple[str, ...]], ...] = (
    (ProcessInstance, ("id",)),
    (HumanTask, ("id", "instance_id")),
    (HumanTaskOwner, ("human_task_id",)),
    (Deadline, ("id", "instance_id")),
)
"""Tables whose rows are copied, with the columns that hold the case's id; the first of them orders the rows."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many tasks, how many of them open, at how many institutions."""

    tasks: int
    open_tasks: int
    institutions: int

    @property
    def blocks(self) -> int:
        """How often the closed tasks that are made stand in the database."""
        return max(1, -(-(self.tasks - self.open_tasks) // _MADE))

    @property
    def block(self) -> int:
        """How many closed tasks are made; whole cases."""
        made = (self.tasks - self.open_tasks) // self.blocks
        return made - made % TASKS_OF_A_CASE


def fill(database: Database, size: Size) -> None:
    """Write institutions, people, cases, tasks and owners, then what worklists are found by and who may read it."""
    seed_roles(database)
    rows = Rows(size.block + size.open_tasks, size.open_tasks, size.institutions, database.now())
    for table, columns, values in rows.tables():
        with _hastily(database) as connection:
            _copy(connection, table, columns, values)
    for number in range(1, size.blocks):
        with _hastily(database) as connection:
            _copy_block(connection, size, number)
    _analyse(database)
    with _hastily(database) as connection:
        found = list(connection.execute(worklist_entries.open_tasks()).mappings())
        for part in _parts(found):
            worklist_entries.write(connection, part)
    _analyse(database)
    if database.engine.dialect.name == "postgresql":
        row_security.install(database.engine.url.render_as_string(hide_password=False))


@contextmanager
def _hastily(database: Database) -> Iterator[Connection]:
    """Open a transaction that neither looks at foreign keys nor waits for the disk, where the database can do so."""
    with database.transaction() as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text("SET LOCAL synchronous_commit = off"))
        yield connection


def _copy_block(connection: Connection, size: Size, number: int) -> None:
    """Copy the closed cases, their tasks and owners; their ids begin with the number of the copy."""
    end = f"{size.block // TASKS_OF_A_CASE:032x}"
    for table, keys in _COPIED:
        columns = table.__table__.columns  # type: ignore[attr-defined]
        values = [
            (literal(f"{number:04x}") + func.substr(each, 5)).label(each.name)
            if each.name in keys
            else each
            for each in columns
        ]
        first = columns[keys[0]]
        block = select(*values).where(first < end).order_by(first)
        connection.execute(insert(table).from_select([each.name for each in columns], block))


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
