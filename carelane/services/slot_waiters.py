"""Who waits for a slot where none was free: the most urgent first, then who has waited longest (clinical-processes, 11)."""

import uuid
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from carelane.domain.institutions import Institution
from carelane.domain.messages import MessageSubscription
from carelane.domain.resource_holds import SlotWaiter
from carelane.domain.resources import Resource
from carelane.domain.roles import DESKS
from carelane.services import notices
from carelane.services.holds import Asker
from carelane.services.message_rows import FromOutside, enter
from carelane.services.resource_needs import Need

FREED = "APT.FREED"
"""What a case of `mutual_appointment` waits for while it is on a list; the desk is told by a notice besides."""
WAKES_FOR = timedelta(days=1)


def join(session: Session, asker: Asker, need: Need, now: datetime) -> str:
    """Put a case on the list of the first institution that the need names; gives the number there."""
    waiter = SlotWaiter(
        id=uuid.uuid4().hex,
        institution_code=need.orgs[0],
        category=need.category,
        specialty=need.word("specialty"),
        instance_id=asker.instance_id,
        holder_code=asker.institution,
        request_for=asker.request_for,
        priority=asker.priority,
        not_before=need.from_at,
        since=now,
    )
    session.add(waiter)
    session.flush()
    return waiter.id


def tell_next(session: Session, slot: Resource, now: datetime) -> SlotWaiter | None:
    """Tell the desk of whoever is next that a slot is free; nobody else hears of it."""
    if slot.starts_at is None or slot.starts_at <= now:
        return None
    statement = (
        select(SlotWaiter)
        .where(
            col(SlotWaiter.institution_code) == slot.institution_code,
            col(SlotWaiter.category) == slot.category,
            col(SlotWaiter.state) == "waiting",
            col(SlotWaiter.specialty).in_((slot.specialty, "")),
            col(SlotWaiter.not_before) <= slot.starts_at,
        )
        .order_by(col(SlotWaiter.priority), col(SlotWaiter.since), col(SlotWaiter.id))
        .limit(1)
    )
    waiter = session.exec(statement).first()
    if waiter is not None:
        waiter.state = "told"
        session.add(waiter)
        _tell(session, waiter, slot, now)
        _wake(session, waiter, now)
    return waiter


def _wake(session: Session, waiter: SlotWaiter, now: datetime) -> None:
    """Tell the waiting case too, if it waits for a message of that name: it searches again by itself."""
    wait = MessageSubscription
    key = session.exec(
        select(wait.correlation_key).where(
            col(wait.instance_id) == waiter.instance_id,
            col(wait.message_name) == FREED,
            col(wait.message_id).is_(None),
        )
    ).first()
    if key is None:
        return
    message = FromOutside(
        id=waiter.id,
        own_id=waiter.id,
        name=FREED,
        key=key,
        to=waiter.holder_code,
        sender=f"waiter:{waiter.id}",
        origin=waiter.institution_code,
        only=waiter.instance_id,
        apart=waiter.id,
        at=now,
        lives=WAKES_FOR,
    )
    enter(session, message)


def _tell(session: Session, waiter: SlotWaiter, slot: Resource, now: datetime) -> None:
    place = session.get(Institution, waiter.holder_code)
    role = "" if place is None else DESKS.get(place.kind, "")
    people = [each.id for each in notices.holders(session, waiter.holder_code, role)]
    starts = "" if slot.starts_at is None else slot.starts_at.isoformat()
    draft = notices.Draft(
        kind="notice",
        subject="候补号源已空出 / A slot that you wait for is free",
        body=f"{slot.name or slot.id} ({slot.institution_code}) {starts} {waiter.request_for}".strip(),
        dedupe_key=f"waiter:{waiter.id}",
        instance_id=waiter.instance_id,
    )
    notices.write(session, draft, people, now)
