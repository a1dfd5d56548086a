"""Slots and beds of referrals by the one way of holding: the earliest that fits is held, booked, given back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.capability_statuses import CapabilityStatus
from carelane.domain.institutions import Institution
from carelane.domain.resource_holds import OPEN, ResourceHold
from carelane.domain.resources import Department, Resource
from carelane.domain.roles import InstitutionKind
from carelane.services import hold_deeds
from carelane.services.holds import Asker, Held, hold_all
from carelane.services.resource_needs import Need
from carelane.services.resource_search import count_free
from carelane.services.transaction import Database

BED = "bed"
AT_ONCE = 500
"""Ids that one question asks for."""


@dataclass(frozen=True, slots=True)
class SlotWish:
    """What is looked for: the earliest free slot of this service at this institution, or a bed."""

    institution_code: str
    kind: str
    specialty: str
    not_before: datetime

    def needs(self, pool: str = "general") -> tuple[Need, ...]:
        """Give the need; of a bed two: a time at which the ward admits, or else a bed itself."""
        place, spec = (self.institution_code,), {"specialty": self.specialty}
        slot = Need(
            "slot", self.not_before, orgs=place, spec=spec | {"service": self.kind}, pool=pool
        )
        bed = Need(BED, self.not_before, orgs=place, spec=spec)
        return (slot, bed) if self.kind == BED else (slot,)


def pool_of(session: Session, institution: str) -> str:
    """Say from which pool an institution books first: primary ones from what is reserved for them."""
    place = session.get(Institution, institution)
    primary = place is not None and place.kind == InstitutionKind.PRIMARY
    return "reserved" if primary else "general"


def free(session: Session, wish: SlotWish, now: datetime) -> int:
    """Count what could be held now."""
    return count_free(session, wish.needs(), now)


def hold(session: Session, wish: SlotWish, asker: Asker) -> ResourceHold | None:
    """Hold the earliest for a case; None when there is none."""
    for need in wish.needs(pool_of(session, asker.institution)):
        found = hold_all(session, asker, [need])
        if isinstance(found, Held):
            return found.holds[0]
    return None


def held_by(session: Session, resource_id: str, case: str) -> ResourceHold | None:
    """Give a case's hold of a slot; None when it has none any more."""
    statement = select(ResourceHold).where(
        col(ResourceHold.resource_id) == resource_id,
        col(ResourceHold.instance_id) == case,
        col(ResourceHold.state).in_(OPEN),
    )
    return session.exec(statement).first()


def resource_of(session: Session, hold: ResourceHold) -> Resource:
    """Give what a hold holds."""
    return session.get_one(Resource, hold.resource_id)


def name_of(session: Session, institution: str) -> str:
    """Give the name of an institution, or its code where it has none."""
    place = session.get(Institution, institution)
    return institution if place is None else place.name


def kind_of(session: Session, institution: str) -> str:
    """Give the kind of an institution, empty for one that is not there."""
    place = session.get(Institution, institution)
    return "" if place is None else place.kind


def release(session: Session, resource_id: str, case: str, now: datetime) -> bool:
    """Give a slot back; False when the case did not have it."""
    mine = held_by(session, resource_id, case)
    if mine is None:
        return False
    return bool(hold_deeds.release(session, [mine.id], mine.holder_code, now))


def offer(database: Database, rows: Iterable[Resource | Department | CapabilityStatus]) -> None:
    """Publish resources, departments and what can be taken, as a hospital's own systems give them."""
    offered = list(rows)
    with database.transaction() as session:
        there = _there(session, [row.id for row in offered if isinstance(row, Resource)])
        for row in offered:
            if isinstance(row, Resource) and row.id not in there:
                there.add(row.id)
                session.add(row)
            else:
                session.merge(row)


def _there(session: Session, ids: list[str]) -> set[str]:
    """Give the ids that are there already: asking for each by itself takes longer than adding it."""
    found: set[str] = set()
    for begin in range(0, len(ids), AT_ONCE):
        among = col(Resource.id).in_(ids[begin : begin + AT_ONCE])
        found |= set(session.exec(select(Resource.id).where(among)))
    return found
