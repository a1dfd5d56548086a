"""Which incidents a person wants to see, as a statement: always within what that person may operate."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import col

from carelane.domain.incidents import Incident
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services.visibility import Actor, operated_case


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which open incidents; empty means no restriction.

    ``error`` is the exact type of the error, ``text`` a part of a business key or the id of a case, ``at_least``
    how many minutes it has waited already.
    """

    text: str = ""
    process: str = ""
    version: int = 0
    element: str = ""
    institution: str = ""
    kind: str = ""
    error: str = ""
    at_least: int = 0
    page: int = 1
    page_size: int = 50


def joined(*columns: Any) -> Select[Any]:
    """Begin a statement over incidents, their cases and those cases' definitions."""
    return (
        select(*columns)
        .select_from(Incident)
        .join(ProcessInstance, col(ProcessInstance.id) == col(Incident.instance_id))
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
    )


def oldest_first(statement: Select[Any]) -> Select[Any]:
    """Order by how long they have waited."""
    return statement.order_by(col(Incident.created_at), col(Incident.id))


def clauses(actor: Actor, wanted: IncidentFilter, now: datetime) -> list[ColumnElement[bool]]:
    """Start from the open ones that the actor may operate, and translate the filter."""
    found = [col(Incident.state) == "open", operated_case(actor)]
    pairs: tuple[tuple[Any, Any], ...] = (
        (ProcessInstance.process_id, wanted.process),
        (ProcessInstance.version, wanted.version),
        (ProcessInstance.institution_code, wanted.institution),
        (Incident.element_id, wanted.element),
        (Incident.kind, wanted.kind),
        (Incident.message, wanted.error),
    )
    found += [col(column) == value for column, value in pairs if value]
    if wanted.at_least:
        found.append(col(Incident.created_at) <= now - timedelta(minutes=wanted.at_least))
    if word := wanted.text.strip():
        key = func.upper(col(ProcessInstance.business_key))
        found.append(
            or_(key.contains(word.upper(), autoescape=True), col(ProcessInstance.id) == word)
        )
    return found
