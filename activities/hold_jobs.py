"""Jobs on holds that are there: committed, extended, released, used, returned; and what is reported of a resource."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities.job_input import JobInput
from activities.need_input import asker, hold_ids
from carelane.domain.errors import (
    ExtensionRefused,
    HoldExpired,
    ResourceNotFound,
    StatusRefused,
)
from carelane.domain.resource_holds import ResourceHold
from carelane.domain.resource_kinds import BED_CLEAN
from carelane.domain.resources import Resource
from carelane.domain.wire import JobCall, JobResult
from carelane.services import hold_deeds, slots
from carelane.services.hold_deeds import Condition
from carelane.services.resource_reports import Report, report
from carelane.services.resource_search import is_verified

_OVER = JobResult(error_code="HOLD_EXPIRED", error_message="the hold is over")


def shown_hold(session: Session, hold: ResourceHold) -> dict[str, Any]:
    """Give a hold as processes know it."""
    row = slots.resource_of(session, hold)
    return {
        "hold_id": hold.id,
        "resource_id": row.id,
        "kind": row.kind,
        "org": row.institution_code,
        "name": row.name or row.id,
        "place": row.place,
        "specialty": row.specialty,
        "state": hold.state,
        "verified": is_verified(row.reported_at, hold.held_at),
        "from": hold.from_at.isoformat(),
        "to": hold.to_at.isoformat() if hold.to_at else None,
        "expires_at": hold.expires_at.isoformat() if hold.expires_at else None,
    }


def shown_holds(session: Session, holds: Iterable[ResourceHold]) -> list[dict[str, Any]]:
    """Give holds as processes know them."""
    return [shown_hold(session, each) for each in holds]


def _answer(session: Session, holds: list[ResourceHold]) -> JobResult:
    shown = shown_holds(session, holds)
    return JobResult({"hold": shown[0], "holds": shown})


def commit_holds(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Make holds the case's for good, all or none."""
    try:
        found = hold_deeds.confirm(session, hold_ids(JobInput(call)), call.institution, now)
    except HoldExpired:
        return _OVER
    return _answer(session, found)


def extend_holds(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Hold on for longer, once."""
    given = JobInput(call)
    until = asker(call, given, now).until
    try:
        found = hold_deeds.extend(session, hold_ids(given), call.institution, until, now)
    except HoldExpired:
        return _OVER
    except ExtensionRefused as error:
        return JobResult(error_code="EXTENSION_REFUSED", error_message=str(error))
    answer = _answer(session, found)
    return JobResult({**answer.variables, "expires_at": until.isoformat()})


def release_holds(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Give back what is still held; nothing is fine too."""
    given = JobInput(call)
    reason = given.text("reason")
    freed = hold_deeds.release(session, hold_ids(given), call.institution, now, reason)
    return JobResult({"released": [each.id for each in freed]})


def occupy_holds(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Begin to use what is held."""
    try:
        found = hold_deeds.occupy(session, hold_ids(JobInput(call)), call.institution, now)
    except HoldExpired:
        return _OVER
    return _answer(session, found)


def return_holds(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Give back what was used; a bed is to be clean within the hour."""
    given = JobInput(call)
    condition = Condition(given.text("condition") or "clean", given.text("fault"))
    returned = hold_deeds.give_back(session, hold_ids(given), call.institution, condition, now)
    return JobResult({"returned": [_returned(each, now) for each in returned]})


def _returned(row: Resource, now: datetime) -> dict[str, Any]:
    due = (now + BED_CLEAN).isoformat() if row.kind == "bed" else None
    return {"resource_id": row.id, "state": row.state, "clean_due": due}


def report_status(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Write down what a resource of the case's institution, or held for it, is now; of none there is nothing to say."""
    given = JobInput(call)
    at, reason = given.moment("at") or now, given.text("reason")
    said = Report(given.text("status"), at, reason, place=call.institution)
    if not given.text("resource_id"):
        return JobResult({"resource": None})
    try:
        row = report(session, given.text("resource_id"), said)
    except (StatusRefused, ResourceNotFound) as error:
        return JobResult(error_code="STATUS_REFUSED", error_message=str(error))
    return JobResult({"resource": {"resource_id": row.id, "kind": row.kind, "state": row.state}})
