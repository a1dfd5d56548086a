"""What people do to consents outside of cases: record one, and take one back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from carelane.domain.consents import EMERGENCY, GIVERS, TOLD_HOW, Consent, ConsentState
from carelane.domain.errors import (
    ConsentIncomplete,
    ConsentNotFound,
    ConsentOver,
    MomentPast,
    NotAllowed,
)
from carelane.domain.patients import Patient
from carelane.domain.rights import Right
from carelane.services import consents
from carelane.services.consent_lists import may_withdraw
from carelane.services.identities import ids_of
from carelane.services.patient_events import PatientEvent, tell, tell_in
from carelane.services.ports import CasePort
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may

CONSENT_WITHDRAWN = "CONSENT.WITHDRAWN"
"""The message that running cases hear (clinical-processes, 1.7)."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who took it back (`GIVERS`), how that was told (`TOLD_HOW`), and when."""

    by: str
    how: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """How many grants were closed, and which cases are told."""

    closed: int
    told: tuple[str, ...]


def record_consent(
    database: Database, actor: Actor, institution: str, empi_id: str, given: Mapping[str, Any]
) -> str:
    """Record a consent of a patient and give its id; documents and, from whoever was asked, evidence are needed.

    Raises `NotAllowed`, and `ConsentIncomplete` with the code of what is wrong.
    """
    if not may(actor, Right.RECORD_CONSENT, institution):
        raise NotAllowed
    if not given.get("scope"):
        raise ConsentIncomplete(reason="scope_missing")
    if given.get("by") != EMERGENCY and not given.get("evidence"):
        raise ConsentIncomplete(reason="evidence_missing")
    by = consents.Recorder(institution, actor.person_id)
    with database.transaction() as session:
        if session.get(Patient, empi_id) is None:
            raise ConsentIncomplete(reason="patient_unknown")
        row = consents.record(session, empi_id, given, by, database.now())
        if isinstance(row, str):
            raise ConsentIncomplete(reason=row)
        return row.id


def withdraw(
    database: Database,
    actor: Actor,
    consent_id: str,
    withdrawal: Withdrawal,
    cases: CasePort | None = None,
) -> Withdrawn:
    """Note that a consent is taken back: nothing more is disclosed under it, its grants are closed, running cases are told.

    What was disclosed before stays where it lawfully is. Without ``cases`` the scheduler tells them. Raises `ConsentNotFound`, `ConsentIncomplete`, `ConsentOver` and
    `MomentPast` for a moment in the future or before the consent.
    """
    if withdrawal.by not in GIVERS or withdrawal.by == EMERGENCY:
        raise ConsentIncomplete(reason="giver_unknown")
    if withdrawal.how not in TOLD_HOW:
        raise ConsentIncomplete(reason="told_how_unknown")
    now = database.now()
    with database.transaction() as session:
        row = session.get(Consent, consent_id, with_for_update=True)
        if row is None or not may_withdraw(actor, row):
            raise ConsentNotFound
        if row.state(now) in (ConsentState.WITHDRAWN, ConsentState.EXPIRED):
            raise ConsentOver
        if not row.given_at <= withdrawal.at <= now:
            raise MomentPast
        row.withdrawn_at = withdrawal.at
        row.withdrawn_by = withdrawal.by
        row.withdrawn_how = withdrawal.how
        row.withdrawal_recorded_by = actor.person_id
        session.add(row)
        session.flush()
        closed = consents.close_grants(session, consent_id, "consent_withdrawn", now)
        event = _event(row, actor)
        known = any(
            session.get(Patient, each) is not None for each in ids_of(session, row.patient_ref)
        )
        told = tell_in(session, event, now) if known else ()
    if told and cases is not None:
        tell(database, event, cases)
    return Withdrawn(closed, told)


def _event(row: Consent, actor: Actor) -> PatientEvent:
    """Give what the patient's running cases are told."""
    assert row.withdrawn_at is not None
    return PatientEvent(
        name=CONSENT_WITHDRAWN,
        empi_id=row.patient_ref,
        event_id=f"consent-withdrawn-{row.id}",
        happened_at=row.withdrawn_at,
        variables={
            "consent_id": row.id,
            "kind": row.kind,
            "withdrawn_by": row.withdrawn_by,
            "told_how": row.withdrawn_how,
        },
        institution_of_sender=row.institution_code,
        person_id=actor.person_id,
    )
