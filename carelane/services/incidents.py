"""Failures that wait for a person: listing them, trying again, skipping."""

from dataclasses import dataclass, field
from typing import Any, Literal

from sqlmodel import col, select

from carelane.domain.commands import Command
from carelane.domain.errors import IncidentClosed, IncidentNotFound, NotAllowed
from carelane.domain.incidents import Incident
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import ResolveIncident
from carelane.services.case_lists import CaseRow, case_rows
from carelane.services.commands import once, refusal
from carelane.services.ports import CasePort
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_resolve_incidents, visible_case


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An open incident and its case."""

    incident: Incident
    case: CaseRow


@dataclass(frozen=True, slots=True)
class Resolution:
    """What to do with an incident: try again, with these variables changed, or skip the element."""

    action: Literal["retry", "skip"] = "retry"
    variables: dict[str, Any] = field(default_factory=dict)


def open_incidents(database: Database, actor: Actor) -> tuple[IncidentRow, ...]:
    """List open incidents of cases the actor may see, oldest first."""
    statement = (
        select(Incident, ProcessInstance, ProcessDefinition)
        .join(ProcessInstance, col(ProcessInstance.id) == col(Incident.instance_id))
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
        .where(col(Incident.state) == "open", visible_case(actor))
        .order_by(col(Incident.created_at), col(Incident.id))
    )
    with database.reading() as session:
        found = session.exec(statement).all()
        cases = case_rows(session, [(case, definition) for _one, case, definition in found])
        return tuple(
            IncidentRow(incident, case)
            for (incident, _case, _definition), case in zip(found, cases, strict=True)
        )


def resolve(  # noqa: PLR0913, PLR0917 - who, what, how, and the key that makes it once
    database: Database,
    cases: CasePort,
    actor: Actor,
    incident_id: str,
    resolution: Resolution,
    command_id: str,
) -> None:
    """Resolve an incident, once per ``command_id``.

    Raises `IncidentNotFound`, `NotAllowed`, `IncidentClosed`, `CaseUnavailable`.
    """
    with database.transaction() as session:
        statement = (
            select(Incident, ProcessInstance)
            .join(ProcessInstance, col(ProcessInstance.id) == col(Incident.instance_id))
            .where(col(Incident.id) == incident_id, visible_case(actor))
        )
        found = session.exec(statement).first()
        if found is None:
            raise IncidentNotFound
        incident, case = found
        if not may_resolve_incidents(actor, case):
            raise NotAllowed
        command = Command(
            id=command_id,
            kind="resolve_incident",
            person_id=actor.person_id,
            target_id=incident_id,
            at=database.now(),
        )
        if once(session, command) is command and incident.state != "open":
            raise IncidentClosed
    answer = cases.resolve_incident(
        incident.instance_id,
        ResolveIncident(
            command_id=command_id,
            incident_id=incident.incident_id,
            action=resolution.action,
            by=actor.person_id,
            variables=resolution.variables,
        ),
    )
    if answer.outcome == "refused":
        raise refusal(answer)
