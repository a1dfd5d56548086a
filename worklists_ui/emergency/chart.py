"""A schematic map: institutions and ambulances where they are, north above; no streets, and nothing from the internet."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import altair as alt
import streamlit as st

from carelane.services.emergency.ambulances import AmbulanceLine, Ambulances
from carelane.services.emergency.call_lines import CallLine
from worklists_ui.emergency import units, words
from worklists_ui.translation import one_of, translator

HEIGHT = 420
MOST_NAMES = 12
SQUARES, LEAST = 10, 0.01
FREE, BUSY, OFF, PLACE, SCENE = "#0b6e6e", "#a97b2f", "#8a97a6", "#2563a8", "#b3261e"
_SHAPES = ("square", "triangle-up", "triangle-down", "cross", "diamond")


def draw(found: Ambulances, call: CallLine | None) -> None:
    """Draw the map; the table beside it says the same in words."""
    _ = translator()
    kinds = {
        _("institution"): PLACE,
        _("free ambulance"): FREE,
        _("ambulance at work"): BUSY,
        _("ambulance off duty"): OFF,
        _("the chosen call"): SCENE,
    }
    rows = [*_places(found), *_units(found), *_scene(call)]
    if not rows:
        st.info(_("Nothing here has a position."), icon=":material/location_off:")
        return
    axis = alt.Axis(labels=False, ticks=False, grid=True)
    scale = alt.Scale(zero=False, nice=False, padding=24)
    names = list(kinds)
    data: Any = alt.InlineData(values=rows)
    base = alt.Chart(data).encode(
        x=alt.X("lon:Q", title=_("west – east"), scale=scale, axis=axis),
        y=alt.Y("lat:Q", title=_("south – north"), scale=scale, axis=axis),
    )
    points = base.mark_point(filled=True, size=130, opacity=0.9).encode(
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=names, range=list(kinds.values())),
            legend=alt.Legend(title=None, orient="bottom", columns=2, labelLimit=200),
        ),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=names, range=list(_SHAPES)), legend=None),
        tooltip=[
            alt.Tooltip("name:N", title=_("Name")),
            alt.Tooltip("kind:N", title=_("Type")),
            alt.Tooltip("said:N", title=_("State")),
        ],
    )
    above = base.mark_text(dy=-13, fontSize=11, limit=150).encode(text="label:N")
    below = base.mark_text(dy=15, fontSize=10, limit=150, color=PLACE).encode(text="below:N")
    chart = (points + above + below).properties(height=HEIGHT)
    st.altair_chart(chart, alt=_("A schematic map; the table of ambulances says the same in words"))


def _places(found: Ambulances) -> Iterator[dict[str, Any]]:
    _ = translator()
    for place in found.places:
        name = one_of(place.name, place.name_en)
        point = _point(place.lat, place.lon, name, _("institution"), "", "")
        yield point | {"below": name if place.kind in {"HOS", "EMS"} else ""}


def _units(found: Ambulances) -> Iterator[dict[str, Any]]:
    """Give the ambulances; of many the first free ones are named, and of those that stand together one, with how many more."""
    placed = [
        (line, unit.lat, unit.lon)
        for line in found.units
        if (unit := line.unit).lat is not None and unit.lon is not None
    ]
    spots = _spots([(lat, lon) for _line, lat, lon in placed])
    at_spot, named = Counter(spots), set[tuple[int, int]]()
    for number, ((line, lat, lon), spot) in enumerate(zip(placed, spots, strict=True)):
        name, more = line.unit.name, at_spot[spot] - 1
        first = spot not in named and number < MOST_NAMES
        named.add(spot)
        label = f"{name} +{more}" if more else name
        yield _point(lat, lon, name, _kind(line), label if first else "", units.said(line))


def _spots(at: list[tuple[float, float]]) -> list[tuple[int, int]]:
    """Give the square of the map in which each stands: names within one would lie upon one another."""
    if not at:
        return []
    lats, lons = zip(*at, strict=True)
    side = max(max(lats) - min(lats), max(lons) - min(lons), LEAST) / SQUARES
    return [(round(lat / side), round(lon / side)) for lat, lon in at]


def _kind(line: AmbulanceLine) -> str:
    _ = translator()
    kinds = {"available": _("free ambulance"), "off": _("ambulance off duty")}
    return kinds.get(line.unit.state, _("ambulance at work"))


def _scene(call: CallLine | None) -> Iterator[dict[str, Any]]:
    _ = translator()
    if call is not None and call.position is not None:
        at, name = call.position, words.category(call.category)
        yield _point(at.lat, at.lon, call.address, _("the chosen call"), name, name)


def _point(  # noqa: PLR0913, PLR0917 - one point
    lat: float, lon: float, name: str, kind: str, label: str, said: str
) -> dict[str, Any]:
    return {
        "lat": lat,
        "lon": lon,
        "name": name,
        "kind": kind,
        "label": label,
        "below": "",
        "said": said,
    }
