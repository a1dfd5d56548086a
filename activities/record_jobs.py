"""Jobs about documents: which there are, release them for a purpose, register what a case has made."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities.consent_jobs import question_of
from activities.job_input import JobInput
from carelane.domain.document_types import BY_CODE, GENERAL, SECTIONS
from carelane.domain.record_references import RecordReference
from carelane.domain.wire import JobCall, JobResult
from carelane.services import record_index, record_releases
from carelane.services.record_wishes import Asking, Wish


def search_records(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Find which documents there are for a purpose; the search is logged."""
    found, more = record_releases.search(session, _wish(session, call), _asking(session, call), now)
    return JobResult({"records": [_told(each) for each in found], "withheld": more})


def release_records(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Release documents to a recipient, or refuse; either way it is logged."""
    released = record_releases.release(session, _wish(session, call), _asking(session, call), now)
    if released.refused or released.grant is None:
        return JobResult(error_code="RELEASE_REFUSED", error_message=released.refused)
    grant = released.grant
    return JobResult(
        {
            "release": {
                "grant_id": grant.id,
                "references": [
                    {**_told(each), "locator": each.locator} for each in released.references
                ],
                "withheld": sum(released.withheld.values()),
                "withheld_why": dict(sorted(released.withheld.items())),
                "consent_id": released.consent_id,
                "basis": released.basis,
                "expires_at": grant.expires_at.isoformat(),
            },
            "grant_id": grant.id,
        }
    )


def register_record(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Register a file of the case, or its letter, under a type of document."""
    given = JobInput(call)
    document_type, section = given.text("type"), given.text("section") or GENERAL
    if document_type not in BY_CODE or section not in SECTIONS:
        message = "no such type of document, or section"
        return JobResult(error_code="RECORD_UNFIT", error_message=message)
    row = record_index.register_from_case(
        session,
        call.instance_id,
        document_type,
        given.text("file_id"),
        now,
        section=section,
        dated_at=given.moment("dated_at"),
    )
    if row is None:
        message = "the case has no such file, or no patient"
        return JobResult(error_code="RECORD_UNFIT", error_message=message)
    return JobResult({"reference_id": row.id})


def _wish(session: Session, call: JobCall) -> Wish:
    given = JobInput(call)
    return Wish(
        question_of(session, call),
        reference_ids=given.words("reference_ids"),
        reason=given.text("reason"),
        process=given.text("process"),
    )


def _asking(session: Session, call: JobCall) -> Asking:
    process_id = record_index.process_of(session, call.instance_id)
    return Asking(call.institution, "", "", call.instance_id, process_id)


def _told(each: RecordReference) -> dict[str, Any]:
    """Give a reference as a variable, without where it lies."""
    kind = asdict(BY_CODE[each.document_type])
    return {
        "reference_id": each.id,
        "type": each.document_type,
        "name": kind["name"],
        "name_en": kind["name_en"],
        "loinc": kind["loinc"],
        "ws": kind["ws"],
        "institution": each.institution_code,
        "date": each.dated_at.isoformat(),
        "section": each.section,
    }
