"""Jobs of the process that follows a patient's journey: open it, keep where it stands, close it."""

from datetime import datetime

from sqlmodel import Session

from activities.job_input import JobInput
from carelane.domain.wire import JobCall, JobResult
from carelane.services import identities
from carelane.services.journeys import lives

IDENTITY_UNCLEAR = "IDENTITY_UNCLEAR"


def open_journey(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Open a journey that was enrolled by hand, or say which one the patient has; the identity has to be exact."""
    given = JobInput(call)
    patient = given.part("patient")
    empi_id = patient.text("empi_id") or _exact(session, call, now)
    if not empi_id:
        message = (
            "no registered patient is exactly this person: register or resolve the identity first"
        )
        return JobResult(error_code=IDENTITY_UNCLEAR, error_message=message)
    journey_id = given.text("journey_id") or call.instance_id
    episode = given.text("episode_type")
    found = lives.open_by_hand(session, journey_id, empi_id, episode, now)
    who = {"empi_id": empi_id, "name": patient.text("name")}
    event = {"instance": None, "process": episode, "patient": who}
    joined = found != journey_id
    return JobResult({"journey_id": found, "joined": joined, "event": event})


def _exact(session: Session, call: JobCall, now: datetime) -> str:
    patient = JobInput(call).part("patient")
    found = identities.match(session, identities.Said.of(patient.values), now)
    return found.empi_id if found.outcome == "exact" else ""


def keep_snapshot(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Keep where the journey stands."""
    journey_id = JobInput(call).text("journey_id")
    data = {key: call.variables.get(key) for key in ("items", "gaps", "where", "events")}
    reference = lives.keep_snapshot(session, journey_id, call.idempotency_key, data, now)
    return JobResult({"snapshot_ref": reference})


def close_journey(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Close the journey; the next event of the patient opens another one."""
    given = JobInput(call)
    lives.close(session, given.text("journey_id"), given.text("outcome"), now)
    return JobResult({"closed_at": now.isoformat()})
