"""Job handlers over the group's own registries: patients, referrals, resources, consents, notices.

A handler reads the job's input variables (the scope of the element, or its ``zeebe:input`` mappings; headers
fill in what variables lack) and gives output variables. Effect and answer are recorded in one transaction under the
job's idempotency key, so that a second attempt gives the first one's answer.

| Job type | Reads | Gives | Throws |
|---|---|---|---|
| ``empi.match`` | ``patient`` {id_type, id_no, name, birth_date} | ``empi`` {outcome: exact/possible/none, empi_id, candidates: [empi_id]} | |
| ``referral.duplicates`` | ``patient.empi_id``, ``specialty``, ``procedure`` | ``duplicates`` [{instance_id, referral_id, status, institution, started_at}]: same patient and specialty or procedure, open, under 30 days | |
| ``destination.rank`` | ``specialty``, ``service``, ``preferred_org`` | ``candidates`` [{org, name, name_en, level, capable, minutes, distance_km, free, preferred}], nearest first; tiers are the DMN's | |
| ``slot.hold`` | ``target_org`` (else the case's own), ``kind`` opd/exam/surgery (or ``service``), ``specialty``, ``not_before``, ``hold_for`` (PT2H) | ``slot`` {slot_id, kind, org, place, starts_at, hold_expires_at} | ``NO_SLOT`` |
| ``slot.book`` | ``slot.slot_id`` | ``slot`` (booked) | ``HOLD_EXPIRED`` |
| ``slot.release`` | ``slot.slot_id`` (none: nothing to do) | ``slot`` null | |
| ``bed.hold`` | as ``slot.hold`` with kind bed | ``slot`` | ``NO_BED`` |
| ``consent.record`` | ``consent`` {kind, by, scope, recipients, expires, emergency_basis, second_clinician} | ``consent_id`` | ``CONSENT_INCOMPLETE`` |
| ``notify`` | ``to_role`` + ``to_institution`` (else own), or ``to_person``; ``subject``, ``body``; ``channel`` notice/mail | ``notified`` (how many people) | |
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from activities.job_input import JobInput
from bpmn.times import parse_duration
from carelane.domain.resource_slots import ResourceSlot
from carelane.domain.wire import JobCall, JobResult
from carelane.services import consents, job_effects, notices, patients, referrals, slots
from carelane.services.transaction import Database

DEFAULT_HOLD = "PT2H"


def job_handlers(database: Database) -> Mapping[str, Callable[[JobCall], JobResult]]:
    """Give the handlers of this module by job type, on this database."""

    def once(effect: job_effects.Effect) -> Callable[[JobCall], JobResult]:
        return lambda call: job_effects.run_once(database, call, effect)

    return {
        "empi.match": once(match_patient),
        "referral.duplicates": once(find_duplicates),
        "destination.rank": once(list_destinations),
        "slot.hold": once(partial(hold_slot, error_code="NO_SLOT")),
        "bed.hold": once(partial(hold_slot, error_code="NO_BED", kind="bed")),
        "slot.book": once(book_slot),
        "slot.release": once(release_slot),
        "consent.record": once(record_consent),
        "notify": once(notify),
    }


def match_patient(session: Session, call: JobCall, _now: datetime) -> JobResult:
    """Identify the patient; a possible match is left to a person."""
    patient = JobInput(call).part("patient")
    birth = patient.text("birth_date")
    found = patients.match(
        session,
        patient.text("id_type"),
        patient.text("id_no"),
        patient.text("name"),
        _birth_date(birth),
    )
    answer = {
        "outcome": found.outcome,
        "empi_id": found.empi_id,
        "candidates": list(found.candidates),
    }
    return JobResult({"empi": answer})


def _birth_date(text: str) -> date | None:
    """Read a date; anything else is unknown."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def find_duplicates(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Find open requests for the same thing."""
    given = JobInput(call)
    enquiry = referrals.Enquiry(
        instance_id=call.instance_id,
        patient_ref=given.part("patient").text("empi_id"),
        specialty=given.text("specialty"),
        procedure=given.text("procedure"),
    )
    return JobResult({"duplicates": referrals.duplicates(session, enquiry, now)})


def list_destinations(session: Session, call: JobCall, now: datetime) -> JobResult:
    """List where the patient could go."""
    given = JobInput(call)
    wanted = {key: given.text(key) for key in ("specialty", "service", "preferred_org")}
    found = referrals.destinations(session, call.institution, wanted, now)
    return JobResult({"candidates": found})


def hold_slot(
    session: Session, call: JobCall, now: datetime, *, error_code: str, kind: str = ""
) -> JobResult:
    """Hold the earliest slot for the case."""
    given = JobInput(call)
    wish = slots.SlotWish(
        institution_code=given.text("target_org") or call.institution,
        kind=kind or given.text("kind") or slots_kind(given),
        specialty=given.text("specialty"),
        not_before=max(now, given.moment("not_before") or now),
    )
    until = parse_duration(given.text("hold_for") or DEFAULT_HOLD).after(now)
    slot = slots.hold(session, wish, call.instance_id, until, now)
    if slot is None:
        return JobResult(error_code=error_code, error_message=f"nothing free: {wish.kind}")
    return JobResult({"slot": _shown(slot)})


def slots_kind(given: JobInput) -> str:
    """Derive the kind of slot from the referral's service."""
    return referrals.slot_kind(given.text("service"))


def _shown(slot: ResourceSlot) -> dict[str, Any]:
    """Give a slot as processes know it."""
    return {
        "slot_id": slot.id,
        "kind": slot.kind,
        "org": slot.institution_code,
        "place": slot.place,
        "starts_at": slot.starts_at.isoformat(),
        "state": slot.state,
        "hold_expires_at": slot.hold_expires_at.isoformat() if slot.hold_expires_at else None,
    }


def book_slot(session: Session, call: JobCall, _now: datetime) -> JobResult:
    """Book what was held."""
    slot_id = JobInput(call).part("slot").text("slot_id")
    slot = slots.book(session, slot_id, call.instance_id)
    if slot is None:
        return JobResult(error_code="HOLD_EXPIRED", error_message="the slot went to another case")
    return JobResult({"slot": _shown(slot)})


def release_slot(session: Session, call: JobCall, _now: datetime) -> JobResult:
    """Give back what the case holds; giving back nothing is fine."""
    slot_id = JobInput(call).part("slot").text("slot_id")
    if slot_id:
        slots.release(session, slot_id, call.instance_id)
    return JobResult({"slot": None})


def record_consent(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Record the patient's consent."""
    given = JobInput(call)
    consent = given.part("consent").values
    if not consents.is_complete(consent):
        return JobResult(error_code="CONSENT_INCOMPLETE", error_message="consent is not complete")
    patient = given.part("patient").text("empi_id")
    consent_id = consents.record(session, call.instance_id, patient, consent, now)
    return JobResult({"consent_id": consent_id})


def notify(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Tell one person, or everybody who holds a role at an institution."""
    given = JobInput(call)
    person = given.text("to_person")
    institution = given.text("to_institution") or call.institution
    holders = notices.holders(session, institution, given.text("to_role"))
    recipients = [person] if person else [holder.id for holder in holders]
    draft = notices.Draft(
        kind="mail" if given.text("channel") == "mail" else "notice",
        subject=given.text("subject"),
        body=given.text("body"),
        dedupe_key=f"job:{call.idempotency_key}",
        instance_id=call.instance_id,
    )
    notices.write(session, draft, recipients, now)
    return JobResult({"notified": len(recipients)})
