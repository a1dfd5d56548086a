"""Ambulances as a table: what the map shows, for whoever cannot see it, and how old and from whom each report is."""

from typing import Any

import streamlit as st

from carelane.services.emergency.ambulances import AmbulanceLine, Ambulances
from carelane.services.emergency.call_lines import CallLine, Calls, CrewLine
from worklists_ui import grid_size, places, resource_words, times
from worklists_ui.emergency import words
from worklists_ui.product import product
from worklists_ui.translation import translator

MOST_ROWS = 12


def draw(found: Ambulances, call: CallLine | None, calls: Calls) -> None:
    """Draw the table, with the call that each is on and where it goes."""
    _ = translator()
    if found.left_out:
        more = _("{count} more ambulances are not shown here. Look for them among the resources.")
        st.warning(more.format(count=found.left_out), icon=":material/warning:")
    if not found.units:
        st.info(_("No ambulance is registered here."), icon=":material/search_off:")
        return
    if call is None:
        st.caption(_("Choose a call to see how long each ambulance needs to it."))
    elif call.position is None:
        st.caption(_("Nobody has entered where this call is: no times can be estimated."))
    text = st.column_config.TextColumn
    st.dataframe(
        _rows(found, calls),
        column_config={
            "name": text(_("Ambulance"), width=95),
            "crew": text(_("Crew level"), width=65),
            "state": text(_("State"), width=85),
            "minutes": text(_("To the call"), width=80),
            "reported": text(_("Reported"), width=150),
            "call": text(_("Call"), width=120),
            "to": text(_("On its way to"), width=150),
            "station": text(_("Station"), width=120),
            "place": text(_("Institution")),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(found.units), MOST_ROWS),
        width="stretch",
        key="emergency_units",
    )


def _rows(found: Ambulances, calls: Calls) -> list[dict[str, Any]]:
    on = {unit: line.business_key for line in calls.lines for unit in line.unit_ids}
    to = {unit: _way(crew) for crew in calls.crews for unit in crew.unit_ids}
    return [
        _cells(line, on.get(line.unit.unit_id, ""), to.get(line.unit.unit_id, ""))
        for line in found.units
    ]


def _way(crew: CrewLine) -> str:
    """Say where a crew takes its patient, and when it should be there."""
    _ = translator()
    if not crew.target_org or "arrived" in crew.reported:
        return ""
    parts = [places.name(crew.target_org)]
    if crew.eta is not None:
        parts.append(_("ETA {moment}").format(moment=words.clock(crew.eta)))
    return " · ".join(parts)


def _cells(line: AmbulanceLine, call: str, to: str) -> dict[str, Any]:
    _ = translator()
    unit = line.unit
    return {
        "name": unit.name or unit.unit_id,
        "crew": resource_words.category(unit.crew_level),
        "state": resource_words.state(unit.state),
        "minutes": "–" if unit.minutes is None else _("{minutes} min").format(minutes=unit.minutes),
        "reported": reported(line),
        "call": call,
        "to": to,
        "station": unit.station,
        "place": places.name(unit.org),
    }


def said(line: AmbulanceLine) -> str:
    """Say a unit's state, crew, minutes and report in one line."""
    _ = translator()
    unit = line.unit
    parts = [resource_words.state(unit.state), resource_words.category(unit.crew_level)]
    if unit.minutes is not None:
        parts.append(_("{minutes} min").format(minutes=unit.minutes))
    return " · ".join([*parts, reported(line)])


def reported(line: AmbulanceLine) -> str:
    """Say how old the report is, that an old one is unverified, and who told it by telephone."""
    _ = translator()
    at = line.unit.reported_at
    if at is None:
        return _("unverified")
    ago = times.ago(at, product().database.now())
    text = ago if line.unit.verified else _("unverified, {ago}").format(ago=ago)
    if line.told:
        by = line.told.get("told_by", "")
        text = _("{ago}, by telephone: {who}").format(ago=text, who=by)
    return text
