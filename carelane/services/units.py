"""Ambulances: the nearest that is suitable, its assignment, what it reports of itself (clinical-processes, 7, PE04-PE14)."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.errors import ResourceNotFound
from carelane.domain.institutions import Institution
from carelane.domain.resource_holds import OPEN, ResourceHold
from carelane.domain.resource_kinds import KINDS
from carelane.domain.resources import Resource
from carelane.domain.travel import Position, minutes, position, road_km
from carelane.services import hold_deeds
from carelane.services.holds import Asker, Held, Refused, hold_all
from carelane.services.resource_needs import Need
from carelane.services.resource_reports import Report, report
from carelane.services.resource_search import Look, candidates, is_verified

_MOST_LOOKED_AT = 1000
AVAILABLE = KINDS["unit"].offered


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as a dispatcher sees it; ``minutes`` and ``km`` are estimates, None where a position is not known."""

    unit_id: str
    name: str
    org: str
    crew_level: str
    station: str
    state: str
    minutes: int | None
    km: float | None
    verified: bool
    reported_at: datetime | None
    lat: float | None
    lon: float | None
    hold_id: str = ""


def nearest(
    session: Session, need: Need, scene: Position, now: datetime, exclude: tuple[str, ...] = ()
) -> list[UnitLine]:
    """List the suitable units, the quickest to the scene first; one whose position nobody knows comes last."""
    look = Look(most=_MOST_LOOKED_AT, exclude=exclude)
    found = [line(each.resource, now, scene) for each in candidates(session, need, now, look)]
    crews = list(KINDS["unit"].categories)
    far = 100_000
    return sorted(
        found,
        key=lambda each: (
            far if each.minutes is None else each.minutes,
            crews.index(each.crew_level) if each.crew_level in crews else far,
            each.unit_id,
        ),
    )


def line(unit: Resource, now: datetime, scene: Position | None = None) -> UnitLine:
    """Give a unit with its way to a scene."""
    at = position(unit.features)
    km = road_km(at, scene) if at and scene else None
    return UnitLine(
        unit_id=unit.id,
        name=unit.name,
        org=unit.institution_code,
        crew_level=unit.category,
        station=str(unit.features.get("station") or ""),
        state=unit.state,
        minutes=None if km is None else minutes(km),
        km=None if km is None else round(km, 1),
        verified=is_verified(unit.reported_at, now),
        reported_at=unit.reported_at,
        lat=at.lat if at else None,
        lon=at.lon if at else None,
    )


def place_of(session: Session, org: str) -> Position | None:
    """Give where an institution is, as far as its capabilities say."""
    row = session.get(Institution, org)
    return None if row is None else position((row.capabilities or {}).get("position"))


def assign(session: Session, unit_id: str, asker: Asker) -> UnitLine | Refused:
    """Give an available unit to a case for good; the first dispatcher has it, the other hears what became of it."""
    unit = session.get(Resource, unit_id)
    if unit is None or unit.kind != "unit":
        raise ResourceNotFound
    held = hold_all(session, asker, [Need("unit", asker.now, ids=(unit_id,))])
    if not isinstance(held, Held):
        return held
    (hold,) = hold_deeds.occupy(session, [held.holds[0].id], asker.institution, asker.now)
    session.flush()
    return replace(line(unit, asker.now), hold_id=hold.id)


def report_unit(
    session: Session, unit_id: str, said: Report, at_place: Position | None = None
) -> UnitLine:
    """Write down what a unit says of itself, and where it is; available again means that no case has it any more.

    Raises `ResourceNotFound`, `StatusRefused`.
    """
    before = session.get(Resource, unit_id)
    if before is None or before.kind != "unit":
        raise ResourceNotFound
    late = before.reported_at is not None and said.at < before.reported_at
    unit = report(session, unit_id, said)
    if at_place is not None and not late:
        unit.features = unit.features | {"lat": at_place.lat, "lon": at_place.lon}
        session.add(unit)
    if said.state in {AVAILABLE, "off"} and not late:
        _end_holds(session, unit, said)
    session.flush()
    return line(unit, said.at)


def _end_holds(session: Session, unit: Resource, said: Report) -> None:
    mine = select(ResourceHold).where(
        col(ResourceHold.resource_id) == unit.id, col(ResourceHold.state).in_(OPEN)
    )
    for hold in session.exec(mine).all():
        hold.state = "ended" if hold.state == "in_use" else "released"
        hold.ended_at, hold.expires_at, hold.reason = said.at, None, said.reason
        session.add(hold)
