"""Jobs that ask who the patient is, whether there is a request already, and where to go."""

from datetime import datetime, timedelta

from sqlmodel import Session

from activities.job_input import JobInput
from carelane.domain.errors import IdentityConflict
from carelane.domain.wire import JobCall, JobResult
from carelane.services import duplicates, identities, patient_merges, referrals

MOST_DAYS = 3660


def match_patient(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Identify the patient; a possible match is left to a person."""
    patient = JobInput(call).part("patient")
    found = identities.match(session, identities.Said.of(patient.values), now)
    answer = {
        "outcome": found.outcome,
        "empi_id": found.empi_id,
        "candidates": list(found.candidates),
        "problem": found.problem,
    }
    return JobResult({"empi": answer})


def register_patient(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Register a person whom the group does not know yet."""
    patient = JobInput(call).part("patient")
    temporary = call.variables.get("temporary") is True
    empi_id = identities.enrol(session, patient.values, now, temporary=temporary)
    return JobResult({"empi_id": empi_id, "temporary": temporary})


def link_patient(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Say who a temporary identity is; running cases hear of it by the scheduler."""
    given = JobInput(call)
    temporary = given.text("temporary_id") or given.part("patient").text("empi_id")
    try:
        real = patient_merges.link(
            session, temporary, given.text("empi_id"), call.idempotency_key, now
        )
    except IdentityConflict as conflict:
        return JobResult({"why": conflict.details.get("why", "")}, error_code="IDENTITY_CONFLICT")
    return JobResult({"empi_id": real, "linked": True})


def find_duplicates(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Find open requests for the same thing."""
    given = JobInput(call)
    enquiry = duplicates.Enquiry(
        instance_id=call.instance_id,
        patient_ref=given.part("patient").text("empi_id"),
        specialty=given.text("specialty"),
        procedure=given.text("procedure"),
        process_ids=given.words("process_ids"),
        window=_days(given),
    )
    return JobResult({"duplicates": duplicates.duplicates(session, enquiry, now)})


def _days(given: JobInput) -> timedelta:
    """Read for how many days a request counts; anything but a number of days is the usual window."""
    days = given.number("days")
    known = days is not None and 0 < days <= MOST_DAYS
    return timedelta(days=days) if known and days else duplicates.DUPLICATE_WINDOW


def list_destinations(session: Session, call: JobCall, now: datetime) -> JobResult:
    """List where the patient could go."""
    given = JobInput(call)
    wanted = {key: given.text(key) for key in ("specialty", "service", "preferred_org")}
    found = referrals.destinations(session, call.institution, wanted, now)
    return JobResult({"candidates": found})
