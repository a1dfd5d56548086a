"""Jobs that ask who the patient is, whether there is a request already, and where to go."""

from datetime import datetime

from sqlmodel import Session

from activities.job_input import JobInput
from carelane.domain.wire import JobCall, JobResult
from carelane.services import patients, referrals


def match_patient(session: Session, call: JobCall, _now: datetime) -> JobResult:
    """Identify the patient; a possible match is left to a person."""
    patient = JobInput(call).part("patient")
    birth = patient.text("birth_date")
    found = patients.match(
        session,
        patient.text("id_type"),
        patient.text("id_no"),
        patient.text("name"),
        patients.as_date(birth),
    )
    answer = {
        "outcome": found.outcome,
        "empi_id": found.empi_id,
        "candidates": list(found.candidates),
    }
    return JobResult({"empi": answer})


def register_patient(session: Session, call: JobCall, _now: datetime) -> JobResult:
    """Register a person whom the group does not know yet."""
    patient = JobInput(call).part("patient")
    temporary = call.variables.get("temporary") is True
    empi_id = patients.enrol(session, patient.values, temporary=temporary)
    return JobResult({"empi_id": empi_id, "temporary": temporary})


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
