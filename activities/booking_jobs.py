"""Jobs of referrals that hold, book and release a slot or a bed (`carelane.services.slots`)."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities.job_input import JobInput
from bpmn.times import parse_duration
from carelane.domain.errors import HoldExpired
from carelane.domain.resource_holds import ResourceHold
from carelane.domain.wire import JobCall, JobResult
from carelane.services import hold_deeds, referrals, slots
from carelane.services.holds import Asker

DEFAULT_HOLD = "PT2H"


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
    held = slots.hold(session, wish, _asker(call, given, now))
    if held is None:
        return JobResult(error_code=error_code, error_message=f"nothing free: {wish.kind}")
    return JobResult({"slot": _shown(session, held)})


def _asker(call: JobCall, given: JobInput, now: datetime) -> Asker:
    until = parse_duration(given.text("hold_for") or DEFAULT_HOLD).after(now)
    number = given.text("referral_id") or given.text("request_for")
    return Asker(
        call.instance_id,
        call.institution,
        now,
        until,
        request_for=number,
        urgency=given.text("urgency"),
    )


def slots_kind(given: JobInput) -> str:
    """Derive the kind of slot from the referral's service."""
    return referrals.slot_kind(given.text("service"))


def request_transfer(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Open the green channel: a bed if one is free, the emergency department in any case."""
    given = JobInput(call)
    place = given.text("target_org") or call.institution
    for specialty in (given.text("specialty"), "emergency"):
        wish = slots.SlotWish(place, slots.BED, specialty, now)
        held = slots.hold(session, wish, _asker(call, given, now))
        if held is not None:
            return JobResult({"slot": _shown(session, held)})
    emergency = {
        "slot_id": "",
        "kind": "emergency",
        "org": place,
        "place": "急诊 Emergency department",
        "starts_at": now.isoformat(),
        "state": "booked",
        "hold_expires_at": None,
    }
    return JobResult({"slot": emergency})


def _shown(session: Session, hold: ResourceHold) -> dict[str, Any]:
    """Give a slot as processes know it."""
    slot = slots.resource_of(session, hold)
    return {
        "slot_id": slot.id,
        "hold_id": hold.id,
        "kind": slot.category if slot.kind == "slot" else slot.kind,
        "org": slot.institution_code,
        "place": slot.place,
        "starts_at": (slot.starts_at or hold.from_at).isoformat(),
        "state": "held" if hold.state == "held" else "booked",
        "hold_expires_at": hold.expires_at.isoformat() if hold.expires_at else None,
    }


def book_slot(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Book what was held."""
    given = JobInput(call).part("slot")
    if given.text("kind") == "emergency":
        return JobResult({"slot": dict(given.values)})
    mine = slots.held_by(session, given.text("slot_id"), call.instance_id)
    try:
        booked = hold_deeds.confirm(session, [mine.id] if mine else [], call.institution, now)
    except HoldExpired:
        return JobResult(error_code="HOLD_EXPIRED", error_message="the hold is over")
    return JobResult({"slot": _shown(session, booked[0])})


def release_slot(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Give back what the case holds; giving back nothing is fine."""
    slot_id = JobInput(call).part("slot").text("slot_id")
    if slot_id:
        slots.release(session, slot_id, call.instance_id, now)
    return JobResult({"slot": None})
