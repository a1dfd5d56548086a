"""Cases as operators find them: by business key, id or state; nothing clinical is in a row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlmodel import col

from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services.names import Name, Names
from carelane.services.pages import window
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, operated_case

COLUMNS: tuple[Any, ...] = (
    ProcessInstance.id,
    ProcessInstance.definition_id,
    ProcessInstance.process_id,
    ProcessDefinition.name,
    ProcessInstance.version,
    ProcessInstance.business_key,
    ProcessInstance.state,
    ProcessInstance.suspended,
    ProcessInstance.compensating,
    ProcessInstance.institution_code,
    ProcessInstance.started_at,
    ProcessInstance.ended_at,
    ProcessInstance.has_incident,
    ProcessInstance.turn,
    ProcessDefinition.bundle_sha256,
)
"""What `row_of` reads."""


@dataclass(frozen=True, slots=True)
class OperatedFilter:
    """Which cases: a part of a business key or the id of a case, a state; empty means no restriction."""

    text: str = ""
    state: str = ""
    page: int = 1
    page_size: int = 20


@dataclass(frozen=True, slots=True)
class OperatedRow:
    """The technical head of a case."""

    id: str
    definition_id: str
    process_id: str
    process_name: str
    version: int
    business_key: str
    state: str
    suspended: bool
    compensating: bool
    institution: Name
    started_at: datetime
    ended_at: datetime | None
    has_incident: bool
    turn: int


@dataclass(frozen=True, slots=True)
class OperatedPage:
    """One page of cases, newest first, and how many there are in all."""

    rows: tuple[OperatedRow, ...]
    total: int
    page: int
    pages: int


def find_cases(
    database: Database, actor: Actor, wanted: OperatedFilter | None = None
) -> OperatedPage:
    """Find cases that the actor may operate, by business key, id or state."""
    chosen = wanted or OperatedFilter()
    where = [operated_case(actor), *_clauses(chosen)]
    with database.reading() as session:
        run = session.connection().execute
        total = int(run(joined(func.count()).where(*where)).scalar_one())
        shown = window(total, chosen.page, chosen.page_size)
        newest = (col(ProcessInstance.started_at).desc(), col(ProcessInstance.id))
        statement = joined(*COLUMNS).where(*where).order_by(*newest)
        found = list(run(statement.limit(shown.size).offset(shown.offset)))
        names = Names(session)
        return OperatedPage(
            tuple(row_of(one, names) for one in found), total, shown.page, shown.pages
        )


def joined(*columns: Any) -> Select[Any]:
    """Begin a statement over cases and their definitions."""
    return (
        select(*columns)
        .select_from(ProcessInstance)
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
    )


def _clauses(wanted: OperatedFilter) -> list[ColumnElement[bool]]:
    """Translate the filter."""
    found: list[ColumnElement[bool]] = []
    if word := wanted.text.strip():
        key = func.upper(col(ProcessInstance.business_key))
        found.append(
            or_(key.contains(word.upper(), autoescape=True), col(ProcessInstance.id) == word)
        )
    if wanted.state:
        found.append(col(ProcessInstance.state) == wanted.state)
    return found


def row_of(one: Row[Any], names: Names) -> OperatedRow:
    """Put the head of a case together."""
    return OperatedRow(
        id=one.id,
        definition_id=one.definition_id,
        process_id=one.process_id,
        process_name=one.name,
        version=one.version,
        business_key=one.business_key,
        state=one.state,
        suspended=one.suspended,
        compensating=one.compensating,
        institution=names.institution(one.institution_code),
        started_at=one.started_at,
        ended_at=one.ended_at,
        has_incident=one.has_incident,
        turn=one.turn,
    )
