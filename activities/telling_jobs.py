"""Jobs that tell people things, and stop telling them."""

from datetime import datetime

from sqlmodel import Session

from activities.job_input import JobInput
from carelane.domain.wire import JobCall, JobResult
from carelane.services import notices


def suppress_reminders(session: Session, call: JobCall, _now: datetime) -> JobResult:
    """Stop reminders and surveys about a referral."""
    return JobResult({"suppressed": notices.suppress(session, JobInput(call).text("referral_id"))})


def notify(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Tell the patient, one member of staff, or everybody who holds a role at an institution."""
    given = JobInput(call)
    to_patient = given.text("recipient") == "patient"
    channel = "sms" if to_patient else given.text("channel")
    draft = notices.Draft(
        kind=channel if channel in ("mail", "sms") else "notice",
        subject=given.text("subject"),
        body=given.text("body"),
        dedupe_key=f"job:{call.idempotency_key}",
        instance_id=call.instance_id,
    )
    if to_patient:
        notices.write_to_patient(session, draft, given.part("patient").text("empi_id"), now)
        return JobResult({"notified": 1})
    recipients = _recipients(session, call, given)
    notices.write(session, draft, recipients, now)
    return JobResult({"notified": len(recipients)})


def _recipients(session: Session, call: JobCall, given: JobInput) -> list[str]:
    """Find who is to be told."""
    if given.text("to_person"):
        return [given.text("to_person")]
    institution = given.text("to_institution") or call.institution
    return [person.id for person in notices.holders(session, institution, given.text("to_role"))]
