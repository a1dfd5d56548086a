"""Jobs about consent: may this be disclosed, keep what the patient agreed to, close it."""

from datetime import datetime

from sqlmodel import Session

from activities.job_input import JobInput
from carelane.domain.wire import JobCall, JobResult
from carelane.services import consents
from carelane.services.consent_checks import Answer, Question, check


def record_consent(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Record the patient's consent."""
    given = JobInput(call)
    patient = given.part("patient").text("empi_id")
    by = consents.Recorder(call.institution, _clinician(session, call), call.instance_id)
    row = consents.record(session, patient, given.part("consent").values, by, now)
    if isinstance(row, str):
        return JobResult(error_code="CONSENT_INCOMPLETE", error_message=row)
    due = row.post_hoc_due_at
    return JobResult({"consent_id": row.id, "post_hoc_due": due.isoformat() if due else None})


def check_consent(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Ask rule and registry before anything is disclosed."""
    answer = check(session, question_of(session, call), now)
    return JobResult({"consent_check": told(answer), "consent_id": answer.consent_id or None})


def close_consent(session: Session, call: JobCall, now: datetime) -> JobResult:
    """End what the recorded consent allows."""
    consent_id = JobInput(call).text("consent_id")
    return JobResult({"closed": consents.close(session, consent_id, call.instance_id, now)})


def question_of(session: Session, call: JobCall) -> Question:
    """Read who wants what of whom for what; without a recipient it is the case's own institution."""
    given = JobInput(call)
    return Question(
        empi_id=given.part("patient").text("empi_id"),
        purpose=given.text("purpose"),
        recipient=given.text("recipient_org") or call.institution,
        document_types=given.words("doc_types"),
        cannot_consent=given.flag("cannot_consent"),
        outside_group=given.flag("outside_group"),
        emergency_basis=given.text("emergency_basis"),
        second_clinician=given.text("second_clinician"),
        clinician=_clinician(session, call),
    )


def told(answer: Answer) -> dict[str, object]:
    """Give an answer as a variable."""
    due = answer.post_hoc_due
    return {
        "allowed": answer.allowed,
        "basis": answer.basis,
        "consent_id": answer.consent_id,
        "kind": answer.rule.kind,
        "requirement": answer.rule.requirement,
        "reason": answer.reason,
        "post_hoc": answer.post_hoc or None,
        "post_hoc_due": due.isoformat() if due else None,
    }


def _clinician(session: Session, call: JobCall) -> str:
    """Name who took the consent: as the input says, else whoever completed the case's latest task."""
    given = JobInput(call)
    said = given.text("clinician") or given.part("consent").text("clinician")
    return said or consents.last_hand(session, call.instance_id)
