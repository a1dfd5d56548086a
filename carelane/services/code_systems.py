"""Tables of codes: loaded from files, searched by code, name and pinyin initials; no secret to anybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, insert, update
from sqlmodel import Session, col, select

from carelane.domain.code_systems import CodedConcept, CodeSystem
from carelane.services.code_files import CodeRow
from carelane.services.many_values import among
from carelane.services.transaction import Database

MOST = 20
"""Hits that a search gives at most."""
MOST_WORDS = 6
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Concept:
    """A code and what it means."""

    code: str
    name: str
    name_en: str = ""
    retired: bool = False

    def shown(self, language: str) -> str:
        """Write it as people read it: the code first."""
        name = self.name_en if language == "en" and self.name_en else self.name
        return f"{self.code} {name}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading did: codes that the table did not have, had otherwise, and has no more."""

    new: int
    changed: int
    retired: int
    total: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """One loaded table: how many codes it offers."""

    id: str
    name: str
    version: str
    loaded_at: datetime
    codes: int


def load(database: Database, system: CodeSystem, rows: list[CodeRow]) -> Loaded:
    """Put a file's codes in the place of the table's, in one transaction; codes that are gone are kept as retired."""
    with database.transaction() as session:
        session.merge(system)
        session.flush()
        connection = session.connection()
        own = col(CodedConcept.system_id) == system.id
        known = {each.code: each for each in session.scalars(select(CodedConcept).where(own)).all()}
        given = {row.code: row for row in rows}
        fresh = [_columns(system.id, row) for row in rows if row.code not in known]
        changed = [row for row in rows if row.code in known and _differs(known[row.code], row)]
        gone = sorted(
            each.code for each in known.values() if each.code not in given and not each.retired
        )
        for start in range(0, len(fresh), _AT_ONCE):
            connection.execute(insert(CodedConcept), fresh[start : start + _AT_ONCE])
        for row in changed:
            mine = (own, col(CodedConcept.code) == row.code)
            connection.execute(update(CodedConcept).where(*mine).values(**_columns(system.id, row)))
        mine = (own, among(col(CodedConcept.code), gone))
        if gone:
            connection.execute(update(CodedConcept).where(*mine).values(retired=True))
    return Loaded(len(fresh), len(changed), len(gone), len(given))


def _columns(system: str, row: CodeRow) -> dict[str, object]:
    return {
        "system_id": system,
        "code": row.code,
        "name": row.name,
        "name_en": row.name_en,
        "words": row.words,
        "retired": False,
    }


def _differs(known: CodedConcept, row: CodeRow) -> bool:
    held = (known.name, known.name_en, known.words, known.retired)
    return held != (row.name, row.name_en, row.words, False)


def search(database: Database, system: str, text: str, most: int = MOST) -> tuple[Concept, ...]:
    """Find codes in which every word occurs: the code itself first, then codes and names that begin so."""
    words = text.lower().split()[:MOST_WORDS]
    if not words:
        return ()
    table = CodedConcept
    first = words[0]
    rank = case(
        (func.lower(col(table.code)) == first, 0),
        (func.lower(col(table.code)).startswith(first, autoescape=True), 1),
        (func.lower(col(table.name)).startswith(first, autoescape=True), 2),
        (col(table.words).contains(f" {first}", autoescape=True), 3),
        else_=4,
    )
    found: list[ColumnElement[bool]] = [
        col(table.words).contains(word, autoescape=True) for word in words
    ]
    statement = (
        select(table)
        .where(col(table.system_id) == system, col(table.retired).is_(False), *found)
        .order_by(rank, func.length(col(table.name)), col(table.code))
        .limit(most)
    )
    with database.reading() as session:
        return tuple(_concept(each) for each in session.scalars(statement))


def unknown_codes(session: Session, system: str, codes: Sequence[str]) -> list[str]:
    """Name those of the codes that the table has never had; a retired one that was entered before is known.

    Of a table that nobody has loaded every code is taken as it was typed: care does not wait for a file.
    """
    if session.get(CodeSystem, system) is None:
        return []
    table = CodedConcept
    known = select(col(table.code)).where(
        col(table.system_id) == system, among(col(table.code), sorted(set(codes)))
    )
    there = set(session.exec(known))
    return [code for code in codes if code not in there]


def loaded(database: Database, system: str) -> bool:
    """Say whether somebody has loaded the table."""
    with database.reading() as session:
        return session.get(CodeSystem, system) is not None


def concepts(database: Database, system: str, codes: Iterable[str]) -> dict[str, Concept]:
    """Give what codes mean, retired ones too; a code that the table does not know is left out."""
    wanted = sorted({code for code in codes if code})
    if not wanted:
        return {}
    table = CodedConcept
    statement = select(table).where(col(table.system_id) == system, among(col(table.code), wanted))
    with database.reading() as session:
        return {each.code: _concept(each) for each in session.scalars(statement)}


def _concept(row: CodedConcept) -> Concept:
    return Concept(row.code, row.name, row.name_en, row.retired)


def tables(database: Database) -> tuple[TableRow, ...]:
    """List the loaded tables by id."""
    offered = func.count(col(CodedConcept.code))
    statement = (
        select(CodeSystem, offered)
        .outerjoin(
            CodedConcept,
            (col(CodedConcept.system_id) == col(CodeSystem.id))
            & col(CodedConcept.retired).is_(False),
        )
        .group_by(*CodeSystem.__table__.columns)  # type: ignore[attr-defined]
        .order_by(col(CodeSystem.id))
    )
    with database.reading() as session:
        return tuple(
            TableRow(each.id, each.name, each.version, each.loaded_at, count)
            for each, count in session.exec(statement)
        )
