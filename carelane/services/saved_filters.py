"""Named filters of worklists: a person's own, and those that a team shares; the one to begin with, and the columns.

A filter narrows what its reader may see (`carelane.services.worklists`); it never shows more.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, col, select

from carelane.domain.errors import FilterNotSaved, NotFound
from carelane.domain.saved_filters import SavedFilter, WorklistChoice
from carelane.services.names import Name, Names
from carelane.services.rows import one_at_a_time
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, Membership, shared_filter

LONGEST_NAME = 60
MOST_FILTERS = 40
"""Filters that one person may keep."""
LONGEST_VALUE = 200
_PATIENTS = "text"


@dataclass(frozen=True, slots=True)
class Saved:
    """A filter that the reader may use. ``team`` shares it; ``mine``: the reader may change it."""

    id: str
    name: str
    query: dict[str, str]
    mine: bool
    owner: Name
    team: Membership | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person has chosen for the worklist; no columns mean the usual ones."""

    filter_id: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewFilter:
    """A filter to keep: its name, its words, and the team that may use it."""

    name: str
    query: Mapping[str, str] = field(default_factory=dict)
    team: Membership | None = None


def saved_filters(database: Database, actor: Actor) -> tuple[Saved, ...]:
    """List the actor's own filters, then those of the actor's teams, by name."""
    statement = (
        select(SavedFilter)
        .where(shared_filter(actor))
        .order_by(col(SavedFilter.name), col(SavedFilter.id))
    )
    with database.reading() as session:
        found = session.exec(statement).all()
        names = Names(session, [row.person_id for row in found])
        rows = [_saved(actor, row, names) for row in found]
    return tuple(sorted(rows, key=lambda row: not row.mine))


def keep_filter(database: Database, actor: Actor, wanted: NewFilter) -> str:
    """Keep a filter under its name, instead of the actor's earlier one of that name; gives its id.

    Raises `FilterNotSaved`.
    """
    name = " ".join(wanted.name.split())
    query = {key: value for key, value in sorted(wanted.query.items()) if value}
    _check(actor, name, query, wanted.team)
    team = wanted.team or Membership("", "")
    values: dict[str, Any] = {
        "query": query,
        "institution_code": team.institution_code,
        "role": team.role,
        "saved_at": database.now(),
    }
    with database.transaction() as session:
        one_at_a_time(session.connection(), "saved_filters", actor.person_id)
        mine = session.exec(select(SavedFilter).where(_own(actor))).all()
        there = next((row for row in mine if row.name == name), None)
        if there is not None:
            session.connection().execute(
                update(SavedFilter).where(col(SavedFilter.id) == there.id).values(values)
            )
            return there.id
        if len(mine) >= MOST_FILTERS:
            raise FilterNotSaved("many")
        kept = SavedFilter(id=uuid.uuid4().hex, person_id=actor.person_id, name=name, **values)
        session.add(kept)
        return kept.id


def forget_filter(database: Database, actor: Actor, filter_id: str) -> None:
    """Delete one of the actor's own filters. Raises `NotFound`."""
    with database.transaction() as session:
        one = delete(SavedFilter).where(_own(actor), col(SavedFilter.id) == filter_id)
        if session.connection().execute(one).rowcount != 1:
            raise NotFound


def choice_of(database: Database, actor: Actor) -> Choice:
    """Give what the actor has chosen."""
    with database.reading() as session:
        found = _choice(session, actor)
    return Choice(found.filter_id, tuple(map(str, found.columns))) if found else Choice()


def choose_filter(database: Database, actor: Actor, filter_id: str) -> None:
    """Begin with this filter from now on; with none for an empty id. Raises `NotFound`."""
    with database.transaction() as session:
        wanted = select(SavedFilter.id).where(
            shared_filter(actor), col(SavedFilter.id) == filter_id
        )
        if filter_id and session.exec(wanted).first() is None:
            raise NotFound
        _choose(session, actor).filter_id = filter_id


def choose_columns(database: Database, actor: Actor, columns: Sequence[str]) -> None:
    """Show these columns in this order from now on; the usual ones for none."""
    with database.transaction() as session:
        _choose(session, actor).columns = list(dict.fromkeys(columns))


def _check(actor: Actor, name: str, query: Mapping[str, str], team: Membership | None) -> None:
    """Refuse what cannot be kept or must not be shared."""
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise FilterNotSaved("name")
    if any(len(value) > LONGEST_VALUE for value in query.values()):
        raise FilterNotSaved("long")
    if team is not None and team not in actor.memberships:
        raise FilterNotSaved("team")
    if team is not None and _PATIENTS in query:
        raise FilterNotSaved("text")


def _own(actor: Actor) -> ColumnElement[bool]:
    return col(SavedFilter.person_id) == actor.person_id


def _choice(session: Session, actor: Actor) -> WorklistChoice | None:
    mine = col(WorklistChoice.person_id) == actor.person_id
    return session.exec(select(WorklistChoice).where(mine)).first()


def _choose(session: Session, actor: Actor) -> WorklistChoice:
    """Give the row to change."""
    found = _choice(session, actor) or WorklistChoice(person_id=actor.person_id)
    session.add(found)
    return found


def _saved(actor: Actor, row: SavedFilter, names: Names) -> Saved:
    owner = names.person(row.person_id) or Name(row.person_id, row.person_id)
    team = Membership(row.institution_code, row.role) if row.role else None
    query = {str(key): str(value) for key, value in row.query.items()}
    return Saved(row.id, row.name, query, row.person_id == actor.person_id, owner, team)
