"""Jobs that hold, book and release slots and beds."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities.job_input import JobInput
from bpmn.times import parse_duration
from carelane.domain.resource_slots import ResourceSlot
from carelane.domain.wire import JobCall, JobResult
from carelane.services import referrals, slots

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
    until = parse_duration(given.text("hold_for") or DEFAULT_HOLD).after(now)
    slot = slots.hold(session, wish, call.instance_id, until, now)
    if slot is None:
        return JobResult(error_code=error_code, error_message=f"nothing free: {wish.kind}")
    return JobResult({"slot": _shown(slot)})


def slots_kind(given: JobInput) -> str:
    """Derive the kind of slot from the referral's service."""
    return referrals.slot_kind(given.text("service"))


def request_transfer(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Open the green channel: a bed if one is free, the emergency department in any case."""
    given = JobInput(call)
    place = given.text("target_org") or call.institution
    until = parse_duration(given.text("hold_for") or DEFAULT_HOLD).after(now)
    for specialty in (given.text("specialty"), "emergency"):
        wish = slots.SlotWish(place, "bed", specialty, now)
        slot = slots.hold(session, wish, call.instance_id, until, now)
        if slot is not None:
            return JobResult({"slot": _shown(slot)})
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


def _shown(slot: ResourceSlot) -> dict[str, Any]:
    """Give a slot as processes know it."""
    return {
        "slot_id": slot.id,
        "kind": slot.kind,
        "org": slot.institution_code,
        "place": slot.place,
        "starts_at": slot.starts_at.isoformat(),
        "state": slot.state,
        "hold_expires_at": slot.hold_expires_at.isoformat() if slot.hold_expires_at else None,
    }


def book_slot(session: Session, call: JobCall, _now: datetime) -> JobResult:
    """Book what was held."""
    held = JobInput(call).part("slot")
    if held.text("kind") == "emergency":
        return JobResult({"slot": dict(held.values)})
    slot = slots.book(session, held.text("slot_id"), call.instance_id)
    if slot is None:
        return JobResult(error_code="HOLD_EXPIRED", error_message="the slot went to another case")
    return JobResult({"slot": _shown(slot)})


def release_slot(session: Session, call: JobCall, _now: datetime) -> JobResult:
    """Give back what the case holds; giving back nothing is fine."""
    slot_id = JobInput(call).part("slot").text("slot_id")
    if slot_id:
        slots.release(session, slot_id, call.instance_id)
    return JobResult({"slot": None})
