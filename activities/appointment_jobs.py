"""Jobs of booking: misses within a year, and other visits on the same day."""

from datetime import datetime

from sqlmodel import Session

from activities.job_input import JobInput
from carelane.domain.wire import JobCall, JobResult
from carelane.services import appointments


def count_misses(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Count the patient's misses at the provider within a year."""
    given = JobInput(call)
    provider = given.text("provider_org") or call.institution
    found = appointments.misses(session, given.part("patient").text("empi_id"), provider, now)
    last = found[-1].isoformat() if found else None
    return JobResult({"misses": len(found), "last_missed_at": last})


def find_same_day(session: Session, call: JobCall, _now: datetime) -> JobResult:
    """Find the patient's nearest other visit at another site on that day."""
    given = JobInput(call)
    times = {key: given.text(key) for key in ("starts_at", "ends_at")}
    org = given.text("org") or call.institution
    visit = appointments.visit_of(given.text("appointment_id"), org, times)
    if visit is None:
        return JobResult({"same_day": dict.fromkeys(appointments.OTHER)})
    empi_id = given.part("patient").text("empi_id")
    return JobResult({"same_day": appointments.same_day(session, empi_id, visit)})
