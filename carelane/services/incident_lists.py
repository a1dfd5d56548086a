"""Incidents as lists and groups show them: what is stuck, where, why, since when, how often tried.

Read by those who may operate the case, so nothing clinical is in a row: no patient, no values.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func
from sqlmodel import Session, col

from carelane.domain.incidents import Incident
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services.incident_filters import IncidentFilter, clauses, joined, oldest_first
from carelane.services.names import Name, Names
from carelane.services.pages import window
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

_COLUMNS: tuple[Any, ...] = (
    Incident.id,
    Incident.instance_id,
    Incident.element_id,
    Incident.activation_id,
    Incident.kind,
    Incident.message,
    Incident.attempts,
    Incident.created_at,
    ProcessInstance.business_key,
    ProcessInstance.definition_id,
    ProcessInstance.process_id,
    ProcessInstance.version,
    ProcessInstance.institution_code,
    ProcessDefinition.name,
)


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An open incident with the case that it holds up.

    ``kind`` as in `bpmn.engine.effects.RaiseIncident`, ``error`` the type of the error. ``attempts`` counts how often
    the element has failed for good so far.
    """

    id: str
    instance_id: str
    business_key: str
    definition_id: str
    process_id: str
    process_name: str
    version: int
    institution: Name
    element_id: str
    activation_id: str
    kind: str
    error: str
    attempts: int
    since: datetime


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One page of incidents, the longest waiting first, and how many there are in all."""

    rows: tuple[IncidentRow, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class IncidentGroup:
    """Incidents of the same process, element and reason: probably one cause."""

    definition_id: str
    process_id: str
    process_name: str
    element_id: str
    kind: str
    error: str
    count: int
    since: datetime


def list_incidents(
    database: Database, actor: Actor, wanted: IncidentFilter | None = None
) -> IncidentPage:
    """Give a page of the open incidents that the actor may operate; a page beyond the last gives the last."""
    chosen = wanted or IncidentFilter()
    where = clauses(actor, chosen, database.now())
    with database.reading() as session:
        total = int(session.connection().execute(joined(func.count()).where(*where)).scalar_one())
        shown = window(total, chosen.page, chosen.page_size)
        statement = oldest_first(joined(*_COLUMNS).where(*where))
        found = session.connection().execute(statement.limit(shown.size).offset(shown.offset))
        rows = _rows(session, list(found))
    return IncidentPage(rows, total, shown.page, shown.pages)


def incident_groups(
    database: Database, actor: Actor, wanted: IncidentFilter | None = None
) -> tuple[IncidentGroup, ...]:
    """Group what the filter leaves by process, element and reason, the largest group first."""
    by = (ProcessInstance.process_id, Incident.element_id, Incident.kind, Incident.message)
    columns = [col(column) for column in by]
    statement = (
        joined(
            func.max(ProcessInstance.definition_id),
            by[0],
            func.max(ProcessDefinition.name),
            *by[1:],
            func.count(),
            func.min(Incident.created_at),
        )
        .where(*clauses(actor, wanted or IncidentFilter(), database.now()))
        .group_by(*columns)
        .order_by(func.count().desc(), *columns)
    )
    with database.reading() as session:
        return tuple(IncidentGroup(*row) for row in session.connection().execute(statement))


def matching(database: Database, actor: Actor, wanted: IncidentFilter) -> tuple[str, ...]:
    """Give the ids of everything that the filter leaves, on all pages, the longest waiting first."""
    statement = oldest_first(joined(Incident.id).where(*clauses(actor, wanted, database.now())))
    with database.reading() as session:
        return tuple(session.connection().execute(statement).scalars())


def incident_places(database: Database, actor: Actor) -> list[str]:
    """List the codes of the institutions that have open incidents, for the filter."""
    place = col(ProcessInstance.institution_code)
    where = clauses(actor, IncidentFilter(), database.now())
    statement = joined(place).where(*where).distinct().order_by(place)
    with database.reading() as session:
        return list(session.connection().execute(statement).scalars())


def get_incident(database: Database, actor: Actor, incident_id: str) -> IncidentRow | None:
    """Give one open incident that the actor may operate, or nothing."""
    mine = col(Incident.id) == incident_id
    statement = joined(*_COLUMNS).where(mine, *clauses(actor, IncidentFilter(), database.now()))
    with database.reading() as session:
        found = _rows(session, list(session.connection().execute(statement)))
    return found[0] if found else None


def _rows(session: Session, found: list[Row[Any]]) -> tuple[IncidentRow, ...]:
    """Add the names of the institutions."""
    names = Names(session)
    return tuple(
        IncidentRow(
            id=one.id,
            instance_id=one.instance_id,
            business_key=one.business_key,
            definition_id=one.definition_id,
            process_id=one.process_id,
            process_name=one.name,
            version=one.version,
            institution=names.institution(one.institution_code),
            element_id=one.element_id,
            activation_id=one.activation_id,
            kind=one.kind,
            error=one.message,
            attempts=one.attempts,
            since=one.created_at,
        )
        for one in found
    )
