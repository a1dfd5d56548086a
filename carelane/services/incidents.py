"""What a person does about an incident: try again, with changed variables if need be, or skip the element.

`send` gives the command to the case; what came of it is a question of its own (`incident_outcomes`), because a
case that accepts a command has not yet done anything. Attempts that are refused stand in the case's history too.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from sqlmodel import Session, col, select

from carelane.domain.commands import Command
from carelane.domain.errors import (
    CarelaneError,
    IncidentClosed,
    IncidentNotFound,
    NotAllowed,
    ReasonMissing,
    ReasonTooLong,
    Unavailable,
)
from carelane.domain.incidents import Incident
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import ResolveIncident
from carelane.services.commands import once, refusal
from carelane.services.incident_outcomes import await_outcome
from carelane.services.incident_results import Outcome, Patience, Sent
from carelane.services.operation_audit import note_refusal
from carelane.services.ports import CasePort
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_perform, operated_case

RESOLVE = "resolve_incident"
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Resolution:
    """What to do with an incident, and why: try again, with these variables changed, or skip the element."""

    reason: str
    action: Literal["retry", "skip"] = "retry"
    variables: dict[str, Any] = field(default_factory=dict)


def resolve(  # noqa: PLR0913, PLR0917 - who, what, how, the key that makes it once, and how long to look
    database: Database,
    cases: CasePort,
    actor: Actor,
    incident_id: str,
    resolution: Resolution,
    command_id: str,
    *,
    patience: Patience | None = None,
) -> Outcome:
    """Resolve an incident, once per ``command_id``, and tell what came of it.

    Raises what `send` raises.
    """
    sent = send(database, cases, actor, incident_id, resolution, command_id)
    return await_outcome(database, sent, patience or Patience())


def send(  # noqa: PLR0913, PLR0917 - who, what, how, and the key that makes it once
    database: Database,
    cases: CasePort,
    actor: Actor,
    incident_id: str,
    resolution: Resolution,
    command_id: str,
) -> Sent:
    """Give the command to the case, once per ``command_id``.

    Raises `ReasonMissing`, `IncidentNotFound`, `NotAllowed`, `IncidentClosed`, `CaseUnavailable`, and what
    the case refuses.
    """
    reason = checked_reason(resolution.reason)
    with database.reading() as session:
        incident, case = _find(session, actor, incident_id)
    command = ResolveIncident(
        command_id=command_id,
        incident_id=incident.incident_id,
        action=resolution.action,
        by=actor.person_id,
        variables=resolution.variables,
        reason=reason,
    )
    try:
        turn = _give(database, cases, actor, incident, case, command)
    except Unavailable:
        raise
    except CarelaneError as error:
        element = incident.element_id
        note_refusal(database, actor, case, command.action, reason, error.code, element)
        raise
    return Sent.of(incident, case, turn)


def _give(  # noqa: PLR0913, PLR0917 - who, what, where
    database: Database,
    cases: CasePort,
    actor: Actor,
    incident: Incident,
    case: ProcessInstance,
    command: ResolveIncident,
) -> int:
    """Remember the command and give it to the case; gives the turn in which it happened.

    Sent again, only the case says whether it was this command that closed the incident: the row tells just who did.
    """
    if not may_perform(actor, case.institution_code, RESOLVE):
        raise NotAllowed
    wanted = Command(
        id=command.command_id,
        kind=RESOLVE,
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        target_id=incident.id,
        at=database.now(),
    )
    with database.transaction() as session:
        again = once(session, wanted) is not wanted
    if incident.state != "open" and not again:
        raise IncidentClosed
    answer = cases.resolve_incident(case.id, command)
    if answer.outcome == "done":
        return answer.turn
    raise refusal(answer)


def checked_reason(reason: str) -> str:
    """Give the reason as it is kept; raises `ReasonMissing` without one, `ReasonTooLong` beyond 500 characters."""
    kept = " ".join(reason.split())
    if not kept:
        raise ReasonMissing
    if len(kept) > LONGEST_REASON:
        raise ReasonTooLong
    return kept


def _find(session: Session, actor: Actor, incident_id: str) -> tuple[Incident, ProcessInstance]:
    """Read an incident that the actor may operate, open or not; a foreign one looks like none."""
    statement = (
        select(Incident, ProcessInstance)
        .join(ProcessInstance, col(ProcessInstance.id) == col(Incident.instance_id))
        .where(col(Incident.id) == incident_id, operated_case(actor))
    )
    found = session.exec(statement).first()
    if found is None:
        raise IncidentNotFound
    return found
