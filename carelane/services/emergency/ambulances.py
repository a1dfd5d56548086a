"""The ambulances of a centre and the institutions around it, with positions: what a schematic map is drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from carelane.domain.institutions import Institution
from carelane.domain.resource_kinds import KINDS
from carelane.domain.resources import Resource
from carelane.domain.rights import Right
from carelane.domain.travel import Position, position
from carelane.services.emergency import facts
from carelane.services.many_values import among
from carelane.services.transaction import Database
from carelane.services.units import UnitLine, line
from carelane.services.visibility import Actor, places_of

MOST = 1000
AVAILABLE = KINDS["unit"].offered


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """An institution with a position."""

    code: str
    name: str
    name_en: str
    kind: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class AmbulanceLine:
    """A unit; ``told`` says who told its state by telephone, who entered it and when, empty where it reported itself."""

    unit: UnitLine
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ambulances:
    """Units (free ones first, the nearest to the scene before others), and institutions that have a position."""

    units: tuple[AmbulanceLine, ...]
    places: tuple[PlaceLine, ...]
    left_out: int


def ambulances(database: Database, actor: Actor, scene: Position | None = None) -> Ambulances:
    """List the units of the centres at which the actor works, with minutes to a scene; nobody else has any."""
    own = places_of(actor, Right.SEE_CALLS) or ()
    if not own:
        return Ambulances((), (), 0)
    now = database.now()
    with database.reading() as session:
        wanted = (col(Resource.kind) == "unit", among(col(Resource.institution_code), own))
        rows = session.exec(select(Resource).where(*wanted).order_by(col(Resource.id))).all()
        lines = [AmbulanceLine(line(row, now, scene), _told(row)) for row in rows[:MOST]]
        places = _places(session)
    lines.sort(key=_order)
    return Ambulances(tuple(lines), places, len(rows) - len(lines))


def _order(found: AmbulanceLine) -> tuple[bool, bool, int, str]:
    unit = found.unit
    return (unit.state != AVAILABLE, unit.minutes is None, unit.minutes or 0, unit.unit_id)


def _told(row: Resource) -> dict[str, str]:
    """Give who telephoned the present state; an entry that a newer report has overtaken says nothing any more."""
    told = row.features.get("telephone")
    if not isinstance(told, dict) or row.reported_at is None:
        return {}
    if facts.moment(told.get("happened_at")) != row.reported_at:
        return {}
    return {name: str(value) for name, value in told.items()}


def _places(session: Session) -> tuple[PlaceLine, ...]:
    """Give every institution whose position is known; where an institution is, is no secret."""
    found = []
    for row in session.exec(select(Institution).order_by(col(Institution.code))):
        at = position((row.capabilities or {}).get("position"))
        if at is not None:
            found.append(PlaceLine(row.code, row.name, row.name_en, row.kind, at.lat, at.lon))
    return tuple(found)
