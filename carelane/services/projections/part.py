"""What all parts of the journal share: the turn they write for, and bulk statements on one connection.

A part hears every effect of a turn in order (`take`), then writes its rows (`write`). Parts collapse what
opened and closed within the turn, so that a turn costs a few statements however long it was.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import (
    Connection,
    Delete,
    Insert,
    Select,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlmodel import SQLModel, col

from bpmn.engine.effects import CaseMigrated, Effect
from carelane.domain.people import Person
from carelane.domain.wire import Turn

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """The turn being written: its case, its institution and its moment.

    ``again``: the turn is told once more, long after it happened; other cases have moved on. ``restored``: nobody
    knows whether the read model has heard of the turn before.
    """

    connection: Connection
    turn: Turn
    at: datetime
    institution: str
    again: bool = False
    restored: bool = False

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
        return self.connection.execute(_person(), {"person": person_id}).scalar()

    def insert(self, table: type[SQLModel], rows: Sequence[Row]) -> None:
        """Add rows, if any; every row names the same columns."""
        if rows:
            self.connection.execute(_insert(table), list(rows))

    def update(self, table: type[SQLModel], keys: Sequence[str], rows: Sequence[Row]) -> None:
        """Change rows found by their ``keys``, if any; every row names the same columns."""
        if rows:
            values = tuple(name for name in rows[0] if name not in keys)
            self.connection.execute(
                _update(table, tuple(keys), values),
                [{_parameter(n, keys): v for n, v in row.items()} for row in rows],
            )

    def delete(self, table: type[SQLModel], keys: Sequence[str], rows: Sequence[Row]) -> None:
        """Remove rows found by their ``keys``, if any."""
        if rows:
            parameters = [{_parameter(n, keys): row[n] for n in keys} for row in rows]
            self.connection.execute(_delete(table, tuple(keys)), parameters)


def _parameter(name: str, keys: Sequence[str]) -> str:
    return f"k_{name}" if name in keys else f"v_{name}"


# Making a statement costs as much as running it; there are few of them, so they are kept.


@lru_cache(maxsize=1)
def _person() -> Select[Any]:
    return select(col(Person.id)).where(col(Person.id) == bindparam("person"))


@lru_cache(maxsize=64)
def _insert(table: type[SQLModel]) -> Insert:
    return insert(table)


@lru_cache(maxsize=256)
def _update(table: type[SQLModel], keys: tuple[str, ...], values: tuple[str, ...]) -> Update:
    return (
        update(table)
        .where(*(getattr(table, key) == bindparam(f"k_{key}") for key in keys))
        .values({name: bindparam(f"v_{name}") for name in values})
    )


@lru_cache(maxsize=64)
def _delete(table: type[SQLModel], keys: tuple[str, ...]) -> Delete:
    return delete(table).where(*(getattr(table, key) == bindparam(f"k_{key}") for key in keys))


def moved(effect: CaseMigrated, prefix: str) -> dict[str, str]:
    """Give the new element ids of what has ids with this first letter in the engine's state."""
    return {id_: element for id_, element in effect.moved.items() if id_[0] == prefix}


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
