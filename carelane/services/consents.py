"""Recording what a patient agreed to, closing it, and settling an emergency by the consent that follows."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select, update

from carelane.domain.consents import EMERGENCY, POST_HOC, Consent
from carelane.domain.human_tasks import HumanTask
from carelane.domain.institutions import Institution
from carelane.domain.people import Person
from carelane.domain.record_accesses import RetrievalGrant
from carelane.services.consent_forms import ConsentForm, read_consent
from carelane.services.identities import ids_of

DEFAULT_ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Recorder:
    """Who records: the institution, the person (empty if nobody says), and the case, if in one."""

    institution: str
    person_id: str = ""
    instance_id: str = ""


def record(
    session: Session, patient_ref: str, given: Mapping[str, Any], by: Recorder, now: datetime
) -> Consent | str:
    """Store a consent; gives the code of what is wrong where it cannot be taken.

    A consent of somebody who was asked settles the emergency basis of its kind before it.
    """
    place = session.get(Institution, by.institution)
    form = read_consent(given, now, place.time_zone if place else DEFAULT_ZONE)
    if isinstance(form, str):
        return form
    emergency = form.by == EMERGENCY
    if emergency and same_person(session, by.person_id, form.second_clinician):
        return "second_clinician_same"
    row = _row(form, patient_ref, by, now)
    session.add(row)
    if not emergency:
        _settle(session, row)
    return row


def _row(form: ConsentForm, patient_ref: str, by: Recorder, now: datetime) -> Consent:
    return Consent(
        id=uuid.uuid4().hex,
        instance_id=by.instance_id,
        patient_ref=patient_ref,
        kind=form.kind,
        given_by=form.by,
        given_at=form.at,
        scope=list(form.scope),
        recipients=list(form.recipients),
        expires_at=form.expires_at,
        emergency_basis=form.emergency_basis,
        institution_code=by.institution,
        evidence=form.evidence,
        recorded_by=by.person_id,
        recorded_at=now,
        second_clinician=form.second_clinician,
        post_hoc_due_at=form.at + POST_HOC if form.by == EMERGENCY else None,
    )


def close(session: Session, consent_id: str, instance_id: str, now: datetime) -> bool:
    """End what a consent of this case allows from now on, with its grants; False when the case has no such consent."""
    consent = session.get(Consent, consent_id, with_for_update=True)
    if consent is None or consent.instance_id != instance_id:
        return False
    consent.expires_at = min(now, consent.expires_at or now)
    session.add(consent)
    session.flush()
    close_grants(session, consent_id, "consent_closed", now)
    return True


def close_grants(session: Session, consent_id: str, why: str, now: datetime) -> int:
    """Close every open grant of a consent and give their number."""
    done = (
        update(RetrievalGrant)
        .where(
            col(RetrievalGrant.consent_id) == consent_id,
            col(RetrievalGrant.closed_at).is_(None),
            col(RetrievalGrant.expires_at) > now,
        )
        .values(closed_at=now, closed_why=why)
    )
    return session.connection().execute(done).rowcount


def same_person(session: Session, person_id: str, named: str) -> bool:
    """Say whether somebody who is named by id, account or name is this person."""
    person = session.get(Person, person_id) if person_id else None
    known = (person.id, person.login, person.name, person.name_en) if person else (person_id,)
    wanted = named.strip().casefold()
    return bool(wanted) and wanted in {each.strip().casefold() for each in known if each}


def last_hand(session: Session, instance_id: str) -> str:
    """Name who completed the latest task of a case: whoever filled in the form before a job runs; empty for nobody."""
    statement = (
        select(HumanTask.completed_by)
        .where(
            col(HumanTask.instance_id) == instance_id,
            col(HumanTask.completed_by).is_not(None),
        )
        .order_by(col(HumanTask.closed_at).desc(), col(HumanTask.id).desc())
        .limit(1)
    )
    return session.exec(statement).first() or ""


def _settle(session: Session, consent: Consent) -> None:
    """Note on emergencies of the same patient and kind that somebody has agreed since."""
    session.flush()
    done = (
        update(Consent)
        .where(
            col(Consent.patient_ref).in_(ids_of(session, consent.patient_ref)),
            col(Consent.patient_ref) != "",
            col(Consent.kind) == consent.kind,
            col(Consent.given_by) == EMERGENCY,
            col(Consent.settled_by) == "",
            col(Consent.given_at) <= consent.given_at,
        )
        .values(settled_by=consent.id)
    )
    session.connection().execute(done)
