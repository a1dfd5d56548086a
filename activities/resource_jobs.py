"""Jobs that look for resources and hold them (`carelane.services.holds`)."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from activities.hold_jobs import shown_hold, shown_holds
from activities.job_input import JobInput
from activities.need_input import MOST, all_needs, asker, one_need, slot_needs
from carelane.domain.resource_holds import ResourceHold
from carelane.domain.wire import JobCall, JobResult
from carelane.services import hold_deeds, slot_waiters, slots
from carelane.services.holds import Held, Refused, hold_all
from carelane.services.resource_matching import Offer, match
from carelane.services.resource_needs import Need
from carelane.services.resource_search import kinds_of

INTERACTIVE = timedelta(minutes=15)
"""How long slots are held while somebody asks the patient: catalogue key apt.hold.interactive."""
_USUAL = 10


def match_resources(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Find what meets a need: exactly, in place of it, or split."""
    given = JobInput(call)
    most = given.whole.values.get("most")
    need = one_need(given, now)
    if need.kind == "slot":
        need = slot_needs(session, call, given, now)[0]
    limit = min(most, MOST) if isinstance(most, int) and most > 0 else _USUAL
    found = match(session, need, call.institution, now, limit)
    return JobResult(
        {"match": found.match, "candidates": [_candidate(session, one) for one in found.offers]}
    )


def _candidate(session: Session, offer: Offer) -> dict[str, Any]:
    row, found = offer.candidate.resource, offer.candidate
    return {
        "resource_id": row.id,
        "kind": row.kind,
        "org": row.institution_code,
        "org_name": slots.name_of(session, row.institution_code),
        "name": row.name or row.id,
        "place": row.place,
        "specialty": row.specialty,
        "category": row.category,
        "match": offer.match,
        "differs": list(found.differs),
        "minutes": found.minutes,
        "verified": found.verified,
        "reported_at": row.reported_at.isoformat() if row.reported_at else None,
        "from": offer.from_at.isoformat(),
        "to": offer.to_at.isoformat() if offer.to_at else None,
    }


def hold_resources(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Hold what is needed, all or nothing."""
    given = JobInput(call)
    chosen = given.whole.texts("resource_ids", "resource_id")
    needs = _chosen(session, given, chosen, now) if chosen else all_needs(given, now)
    if not needs:
        return JobResult(error_code="NO_RESOURCE", error_message="no such resource")
    return _held(session, hold_all(session, asker(call, given, now), needs), "NO_RESOURCE")


def _chosen(session: Session, given: JobInput, ids: list[str], now: datetime) -> list[Need]:
    """Give a need for each resource that somebody chose; one that is not there is no need."""
    kinds = kinds_of(session, ids)
    part = given.part("need") if given.part("need").values else given.whole
    begins = max(now, part.moment("from") or now)
    if set(kinds) != set(ids):
        return []
    return [Need(kinds[each], begins, part.moment("to"), ids=(each,)) for each in ids]


def book_slots(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Hold the earliest slots for all that is needed, in its order, or nothing; book them at once if asked to."""
    given = JobInput(call)
    needs = slot_needs(session, call, given, now)
    who = asker(call, given, now, INTERACTIVE)
    found = hold_all(session, who, needs, in_order=True)
    if isinstance(found, Refused):
        if given.whole.values.get("waitlist") is True and found.need.orgs:
            waiting = slot_waiters.join(session, who, found.need, now)
            return JobResult({"waitlist_id": waiting}, "NO_SLOT", found.said)
        return JobResult({}, "NO_SLOT", found.said)
    holds = list(found.holds)
    if given.whole.values.get("commit") is True:
        holds = hold_deeds.confirm(session, [each.id for each in holds], call.institution, now)
    return JobResult({**_shown(session, holds), "slots": shown_holds(session, holds)})


def _held(session: Session, found: Held | Refused, error_code: str) -> JobResult:
    if isinstance(found, Refused):
        return JobResult(error_code=error_code, error_message=found.said)
    shown = _shown(session, list(found.holds))
    return JobResult({**shown, "preempted": len(found.preempted)})


def _shown(session: Session, holds: list[ResourceHold]) -> dict[str, Any]:
    expires = holds[0].expires_at
    return {
        "hold": shown_hold(session, holds[0]),
        "holds": shown_holds(session, holds),
        "hold_ids": [each.id for each in holds],
        "expires_at": expires.isoformat() if expires else None,
    }
