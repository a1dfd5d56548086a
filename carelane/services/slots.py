"""Bookable resources: search, hold, book, release by conditional updates, never one slot twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, update
from sqlmodel import Session, col, select

from carelane.domain.resource_slots import ResourceSlot
from carelane.domain.state_machines import next_state
from carelane.services.transaction import Database

_TRIES = 20  # each lost race means that another case got a slot


@dataclass(frozen=True, slots=True)
class SlotWish:
    """What is looked for: the earliest free slot of this kind at this institution."""

    institution_code: str
    kind: str
    specialty: str
    not_before: datetime


def _available(wish: SlotWish, now: datetime) -> ColumnElement[bool]:
    """Free slots, and held ones whose hold has run out."""
    return and_(
        col(ResourceSlot.institution_code) == wish.institution_code,
        col(ResourceSlot.kind) == wish.kind,
        col(ResourceSlot.specialty).in_((wish.specialty, "")),
        col(ResourceSlot.starts_at) >= wish.not_before,
        or_(
            col(ResourceSlot.state) == "free",
            and_(col(ResourceSlot.state) == "held", col(ResourceSlot.hold_expires_at) <= now),
        ),
    )


def count_free(session: Session, wish: SlotWish, now: datetime) -> int:
    """Count what could be held now."""
    statement = select(func.count()).select_from(ResourceSlot).where(_available(wish, now))
    return session.exec(statement).one()


def hold(
    session: Session, wish: SlotWish, case: str, until: datetime, now: datetime
) -> ResourceSlot | None:
    """Hold the earliest slot for a case; None when there is none. Another case's hold is never taken."""
    search = (
        select(ResourceSlot)
        .where(_available(wish, now))
        .order_by(col(ResourceSlot.starts_at), col(ResourceSlot.id))
        .limit(1)
        .execution_options(populate_existing=True)
    )
    for _ in range(_TRIES):
        slot = session.exec(search).first()
        if slot is None:
            return None
        if _move(session, slot, next_state("resource_slot", "free", "hold"), case, until):
            return slot
    return None


def _move(
    session: Session, slot: ResourceSlot, state: str, case: str | None, until: datetime | None
) -> bool:
    """Change a slot if nobody else has since it was read."""
    changed = session.connection().execute(
        update(ResourceSlot)
        .where(col(ResourceSlot.id) == slot.id, col(ResourceSlot.version) == slot.version)
        .values(
            state=state,
            held_by_case=case,
            hold_expires_at=until,
            version=ResourceSlot.version + 1,
        )
    )
    if changed.rowcount == 1:
        session.refresh(slot)
    return changed.rowcount == 1


def book(session: Session, slot_id: str, case: str) -> ResourceSlot | None:
    """Turn a case's hold into a booking; None when the hold is not the case's any more."""
    slot = session.get(ResourceSlot, slot_id, with_for_update=True)
    if slot is None or slot.held_by_case != case:
        return None
    if slot.state == "booked":
        return slot
    state = next_state("resource_slot", slot.state, "book")
    return slot if _move(session, slot, state, case, None) else None


def release(session: Session, slot_id: str, case: str) -> bool:
    """Give a slot back; False when the case did not have it."""
    slot = session.get(ResourceSlot, slot_id, with_for_update=True)
    if slot is None or slot.held_by_case != case:
        return False
    state = next_state("resource_slot", slot.state, "release")
    return _move(session, slot, state, None, None)


def offer(database: Database, slots: Iterable[ResourceSlot]) -> None:
    """Publish bookable resources, as a hospital's own schedule gives them."""
    with database.transaction() as session:
        for slot in slots:
            session.merge(slot)
