"""How long an ambulance takes: the model by which units are compared, stated here and in docs/resources.md.

Roads are 1.3 times the straight line over the globe; the first five kilometres are driven at 35 km/h (out of and into a
town), the rest at 60 km/h. These are estimates to rank units by, no promise to anybody; map data would be better.
"""

from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt

_EARTH_KM = 6371.0
DETOUR = 1.3
TOWN_KM, TOWN_SPEED, ROAD_SPEED = 5.0, 35.0, 60.0
_NORTH, _EAST = 90, 180


@dataclass(frozen=True, slots=True)
class Position:
    """A place on the globe in degrees."""

    lat: float
    lon: float


def position(value: object) -> Position | None:
    """Read ``{lat, lon}``; anything else, or beyond the globe, is none."""
    if not isinstance(value, dict):
        return None
    lat, lon = value.get("lat"), value.get("lon")
    if not isinstance(lat, int | float) or not isinstance(lon, int | float):
        return None
    if not (abs(lat) <= _NORTH and abs(lon) <= _EAST):
        return None
    return Position(float(lat), float(lon))


def road_km(start: Position, end: Position) -> float:
    """Estimate the way by road: the great circle (haversine), and the detour that roads make."""
    half_lat, half_lon = radians(end.lat - start.lat) / 2, radians(end.lon - start.lon) / 2
    chord = (
        sin(half_lat) ** 2 + cos(radians(start.lat)) * cos(radians(end.lat)) * sin(half_lon) ** 2
    )
    return DETOUR * 2 * _EARTH_KM * asin(sqrt(min(1.0, chord)))


def minutes(km: float) -> int:
    """Estimate the time on the road, in whole minutes, at least one."""
    town = min(km, TOWN_KM)
    hours = town / TOWN_SPEED + (km - town) / ROAD_SPEED
    return max(1, ceil(hours * 60 - 1e-9))
