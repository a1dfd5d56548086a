"""The invariant of custody: at every moment of a journey exactly one is responsible (clinical-processes, sections 12 and 20)."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise

from sqlmodel import Session, col, select

from carelane.domain.journeys import CustodyEntry, Journey, JourneyEvent
from carelane.services.transaction import Database


@dataclass(frozen=True, slots=True)
class CustodyFault:
    """A moment from which on nobody, or more than one, is responsible: ``code`` is nobody, late_begin, gap, overlap or over."""

    journey_id: str
    at: datetime
    code: str


def custody_faults(database: Database, instance_id: str = "") -> tuple[CustodyFault, ...]:
    """Look at all journeys, or those that a case belongs to: empty is what must be."""
    with database.reading() as session:
        return tuple(_faults(session, instance_id))


def _faults(session: Session, instance_id: str) -> list[CustodyFault]:
    journeys = select(Journey.id, Journey.opened_at).where(col(Journey.merged_into) == "")
    ledger = select(CustodyEntry)
    if instance_id:
        mine = select(JourneyEvent.journey_id).where(col(JourneyEvent.instance_id) == instance_id)
        journeys = journeys.where(col(Journey.id).in_(mine))
        ledger = ledger.where(col(CustodyEntry.journey_id).in_(mine))
    order = (col(CustodyEntry.journey_id), col(CustodyEntry.since), col(CustodyEntry.id))
    rows = session.exec(ledger.order_by(*order)).all()
    kept = {key: list(part) for key, part in groupby(rows, lambda row: row.journey_id)}
    return [
        CustodyFault(journey, *fault)
        for journey, opened_at in session.exec(journeys).all()
        for fault in _of_ledger(kept.get(journey, []), opened_at)
    ]


def _of_ledger(entries: list[CustodyEntry], opened_at: datetime) -> list[tuple[datetime, str]]:
    """Follow one ledger from the journey's opening on."""
    if not entries:
        return [(opened_at, "nobody")]
    found = [(opened_at, "late_begin")] if entries[0].since > opened_at else []
    for entry, following in pairwise(entries):
        if entry.until is None or entry.until > following.since:
            found.append((following.since, "overlap"))
        elif entry.until < following.since:
            found.append((entry.until, "gap"))
    if entries[-1].until is not None:
        found.append((entries[-1].until, "over"))
    return found
