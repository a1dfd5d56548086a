"""What all parts of the journal share: the turn they write for, and bulk statements on one connection.

A part hears every effect of a turn in order (`take`), then writes its rows (`write`). Parts collapse what
opened and closed within the turn, so that a turn costs a few statements however long it was.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlmodel import SQLModel, col

from bpmn.engine.effects import Effect
from carelane.domain.people import Person
from carelane.domain.wire import Turn

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """The turn being written: its case, its institution and its moment.

    ``again``: the turn is told once more, long after it happened; other cases have moved on.
    """

    connection: Connection
    turn: Turn
    at: datetime
    institution: str
    again: bool = False

    @property
    def instance_id(self) -> str:
        """The case."""
        return self.turn.instance_id

    def key(self, local_id: str) -> str:
        """Make an id of the case's own unique over all cases."""
        return f"{self.turn.instance_id}:{local_id}"

    def person(self, person_id: str) -> str | None:
        """Give the person's id if there is such a person: a wrong one must not stop the journal."""
        if not person_id:
            return None
        return self.connection.execute(
            select(col(Person.id)).where(col(Person.id) == person_id)
        ).scalar()

    def insert(self, table: type[SQLModel], rows: Sequence[Row]) -> None:
        """Add rows, if any; every row names the same columns."""
        if rows:
            self.connection.execute(insert(table), list(rows))

    def update(self, table: type[SQLModel], keys: Sequence[str], rows: Sequence[Row]) -> None:
        """Change rows found by their ``keys``, if any; every row names the same columns."""
        if not rows:
            return
        columns = [name for name in rows[0] if name not in keys]
        statement = (
            update(table)
            .where(*(getattr(table, key) == bindparam(f"k_{key}") for key in keys))
            .values({name: bindparam(f"v_{name}") for name in columns})
        )
        self.connection.execute(
            statement,
            [{(f"k_{n}" if n in keys else f"v_{n}"): v for n, v in row.items()} for row in rows],
        )

    def delete(self, table: type[SQLModel], keys: Sequence[str], rows: Sequence[Row]) -> None:
        """Remove rows found by their ``keys``, if any."""
        if rows:
            where = (getattr(table, key) == bindparam(f"k_{key}") for key in keys)
            parameters = [{f"k_{n}": row[n] for n in keys} for row in rows]
            self.connection.execute(delete(table).where(*where), parameters)


class Part:
    """One noun's share of the journal."""

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {}

    def __init__(self, context: Context) -> None:
        self.context = context

    def take(self, effect: Effect) -> None:
        """Remember what the effect means for this noun."""
        handler = self.takes.get(type(effect))
        if handler is not None:
            handler(self, effect)

    def write(self) -> None:
        """Write the rows of the whole turn."""
        raise NotImplementedError
