"""Starting and cancelling cases. Looking at one is `carelane.services.case_details`."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from carelane.domain.commands import Command
from carelane.domain.errors import (
    DefinitionNotFound,
    NotAllowed,
    NotFound,
)
from carelane.domain.patients import Patient
from carelane.domain.wire import CancelInstance
from carelane.services.attachments import bind_files
from carelane.services.case_details import CaseDetail, get_case
from carelane.services.case_lists import CaseFilter, CasePage, CaseRow, list_cases
from carelane.services.case_variables import business_key
from carelane.services.commands import once, refusal
from carelane.services.conditional_starts import ConditionResult, evaluate_conditions
from carelane.services.form_values import Sender, accepted
from carelane.services.identities import survivor
from carelane.services.onlookers import seen_case
from carelane.services.patients import as_variable
from carelane.services.pool_bindings import bind_pools, choose_institution
from carelane.services.ports import CasePort
from carelane.services.process_definitions import chosen, start_form
from carelane.services.start_payloads import start_payload
from carelane.services.transaction import Database
from carelane.services.visibility import (
    Actor,
    may_cancel_case,
    may_look_up_patients,
)


@dataclass(frozen=True, slots=True)
class StartRequest:
    """What a person asks for when starting a case.

    ``definition`` is a definition's id or a process id (then the version that new cases take is meant).
    ``institution`` is where it starts; it may be left out by people with one place. ``pools`` binds
    other participants of the diagram that are known already; one of a kind that the group has only once
    is bound by itself. ``patient_ref`` is an id of the registry. ``asked_at`` is the time of a request that
    came on paper or by telephone and is entered now: its clock runs from then (``clock_started_at``). ``decided`` are
    variables beside the form's: what its author decided before (`carelane.services.start_duplicates`).
    """

    definition: str
    values: dict[str, Any] = field(default_factory=dict)
    pools: dict[str, str] = field(default_factory=dict)
    institution: str = ""
    patient_ref: str = ""
    business_key: str = ""
    asked_at: datetime | None = None
    decided: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Started:
    """The case was started, now or by an earlier sending of the same command."""

    instance_id: str
    business_key: str


def start(
    database: Database, cases: CasePort, actor: Actor, request: StartRequest, command_id: str
) -> Started:
    """Start a case, once per ``command_id``.

    Raises `DefinitionNotFound`, `NotAllowed`, `InvalidPools`, `InvalidValues`, `CaseUnavailable`.
    """
    wanted = Command(
        id=command_id,
        kind="start",
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        target_id=uuid.uuid4().hex,
        at=database.now(),
    )
    with database.transaction() as session:
        definition, place = chosen(session, actor, request.definition, request.institution)
        institution = choose_institution(actor, definition, place)
        pools = bind_pools(session, definition, institution, request.pools)
        patient = _patient(session, actor, request.patient_ref)
        form = start_form(session, definition)
        command = once(session, wanted)
        sender = Sender(actor.person_id, command.target_id, patient)
        values = accepted(session, form, request.values, wanted.at, sender)
        bind_files(session, actor, values, command.target_id)
        values |= patient | _earlier_clock(request, wanted.at) | request.decided
        key = request.business_key or business_key(
            definition.process_id, command.at, command.target_id
        )
        payload = start_payload(
            session.connection(),
            instance_id=command.target_id,
            process_id=definition.process_id,
            bundle_sha256=definition.bundle_sha256,
            institution=institution,
            pools=pools,
            business_key=key,
            started_at=command.at,
            started_by=actor.person_id,
        )
    answer = cases.start(replace(payload, variables={**values, **payload.variables}))
    if answer.outcome == "refused":
        raise refusal(answer)
    return Started(instance_id=command.target_id, business_key=key)


def _earlier_clock(request: StartRequest, now: datetime) -> dict[str, Any]:
    """Give the variable of a clock that runs already; a request from the future is asked for now."""
    if request.asked_at is None:
        return {}
    return {"clock_started_at": min(request.asked_at, now).astimezone(UTC).isoformat()}


def _patient(session: Session, actor: Actor, ref: str) -> dict[str, Any]:
    """Give the variable ``patient`` of a registered patient."""
    if not ref:
        return {}
    patient = session.get(Patient, ref) if may_look_up_patients(actor) else None
    if patient is None:
        raise NotFound
    return {"patient": as_variable(survivor(session, patient))}


def cancel(  # noqa: PLR0913, PLR0917 - who, what, why, and the key that makes it once
    database: Database,
    cases: CasePort,
    actor: Actor,
    instance_id: str,
    reason: str,
    command_id: str,
) -> None:
    """Cancel a case from outside: whoever started it, or a supervisor of its institution, may.

    Raises `CaseNotFound`, `NotAllowed`, `CaseUnavailable`, and what the case refuses.
    """
    with database.transaction() as session:
        visible = seen_case(session, actor, instance_id)
        wanted = Command(
            id=command_id,
            kind="cancel",
            person_id=actor.person_id,
            acting_as=actor.acting_as,
            target_id=instance_id,
            at=database.now(),
        )
        if once(session, wanted) is wanted and not may_cancel_case(actor, visible):
            raise NotAllowed  # sent again, the case itself is asked: its row may be ahead of it
    answer = cases.cancel(
        instance_id, CancelInstance(command_id=command_id, reason=reason, by=actor.person_id)
    )
    if answer.outcome == "refused":
        raise refusal(answer)


__all__ = [
    "CaseDetail",
    "CaseFilter",
    "CasePage",
    "CaseRow",
    "ConditionResult",
    "DefinitionNotFound",
    "StartRequest",
    "Started",
    "cancel",
    "evaluate_conditions",
    "get_case",
    "list_cases",
    "start",
]
