"""Starting and cancelling cases. Looking at one is `carelane.services.case_details`."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from carelane.domain.commands import Command
from carelane.domain.errors import (
    CaseNotFound,
    DefinitionNotFound,
    InvalidPools,
    NotAllowed,
    NotFound,
)
from carelane.domain.institutions import Institution
from carelane.domain.patients import Patient
from carelane.domain.process_definitions import ProcessDefinition, StoredBundle
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import CancelInstance, StartProcess
from carelane.services.case_details import CaseDetail, get_case
from carelane.services.case_lists import CaseFilter, CasePage, CaseRow, list_cases
from carelane.services.case_variables import born_with
from carelane.services.commands import once, refusal
from carelane.services.form_values import accepted
from carelane.services.patients import as_variable
from carelane.services.ports import CasePort
from carelane.services.process_definitions import latest, start_form, start_places
from carelane.services.transaction import Database
from carelane.services.visibility import (
    Actor,
    may_cancel_case,
    may_look_up_patients,
    visible_case,
)


@dataclass(frozen=True, slots=True)
class StartRequest:
    """What a person asks for when starting a case.

    ``definition`` is a definition's id or a process id (then its newest version is meant).
    ``institution`` is where it starts; it may be left out by people with one place. ``pools`` binds
    other participants of the diagram that are known already. ``patient_ref`` is an id of the registry.
    """

    definition: str
    values: dict[str, Any] = field(default_factory=dict)
    pools: dict[str, str] = field(default_factory=dict)
    institution: str = ""
    patient_ref: str = ""
    business_key: str = ""


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
        target_id=uuid.uuid4().hex,
        at=database.now(),
    )
    with database.transaction() as session:
        definition = _definition(session, request.definition)
        institution = _institution(actor, definition, request.institution)
        pools = _pools(session, definition, institution, request.pools)
        values = accepted(start_form(session, definition), request.values, wanted.at)
        values |= _patient(session, actor, request.patient_ref)
        stored = session.get_one(StoredBundle, definition.bundle_sha256)
        command = once(session, wanted)
        key = request.business_key or _business_key(definition.process_id, command)
        own = born_with(
            session.connection(),
            institution=institution,
            pools=pools,
            started_by=actor.person_id,
            business_key=key,
            started_at=command.at,
        )
    answer = cases.start(
        StartProcess(
            instance_id=command.target_id,
            process_id=definition.process_id,
            bundle=stored.packed,
            bundle_sha256=stored.sha256,
            institution=institution,
            pools=pools,
            variables=values | own,
            business_key=key,
            started_by=actor.person_id,
        )
    )
    if answer.outcome == "refused":
        raise refusal(answer)
    return Started(instance_id=command.target_id, business_key=key)


def _definition(session: Session, wanted: str) -> ProcessDefinition:
    """Find a version by its id, or the newest by process id."""
    return session.get(ProcessDefinition, wanted) or latest(session, wanted)


def _institution(actor: Actor, definition: ProcessDefinition, wanted: str) -> str:
    """Choose where the case starts; the actor must hold the start role there."""
    places = start_places(actor, definition)
    if not places:
        raise NotAllowed
    if not wanted and len(places) == 1:
        return places[0]
    if wanted not in places:
        raise InvalidPools
    return wanted


def _pools(
    session: Session, definition: ProcessDefinition, institution: str, wanted: dict[str, str]
) -> dict[str, str]:
    """Bind participants to institutions of the right kind."""
    pools = {**wanted, definition.pool_id: institution} if definition.pool_id else wanted
    kinds = dict(
        session.exec(
            select(Institution.code, Institution.kind).where(
                col(Institution.code).in_(pools.values())
            )
        ).all()
    )
    for participant, code in pools.items():
        expected = definition.pools.get(participant)
        if expected is None or code not in kinds or expected not in ("", kinds[code]):
            raise InvalidPools(participant=participant)
    return pools


def _patient(session: Session, actor: Actor, ref: str) -> dict[str, Any]:
    """Give the variable ``patient`` of a registered patient."""
    if not ref:
        return {}
    patient = session.get(Patient, ref) if may_look_up_patients(actor) else None
    if patient is None:
        raise NotFound
    return {"patient": as_variable(patient)}


def _business_key(process_id: str, command: Command) -> str:
    """Make a key that people can say on the telephone and that tells nothing about the patient."""
    letters = "".join(word[0] for word in process_id.split("_") if word).upper()
    return f"{letters}-{command.at:%y%m%d}-{command.target_id[:5].upper()}"


def cancel(  # noqa: PLR0913, PLR0917 - who, what, why, and the key that makes it once
    database: Database,
    cases: CasePort,
    actor: Actor,
    instance_id: str,
    reason: str,
    command_id: str,
) -> None:
    """Cancel a case from outside: whoever started it, or a supervisor of its institution, may."""
    with database.transaction() as session:
        visible = session.exec(
            select(ProcessInstance).where(
                col(ProcessInstance.id) == instance_id, visible_case(actor)
            )
        ).first()
        if visible is None:
            raise CaseNotFound
        if not may_cancel_case(actor, visible):
            raise NotAllowed
        once(
            session,
            Command(
                id=command_id,
                kind="cancel",
                person_id=actor.person_id,
                target_id=instance_id,
                at=database.now(),
            ),
        )
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
    "DefinitionNotFound",
    "StartRequest",
    "Started",
    "cancel",
    "get_case",
    "list_cases",
    "start",
]
