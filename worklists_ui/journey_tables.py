"""A journey in words: its gaps, the ledger of custody, its cases and its events."""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from carelane.services.journeys.views import EventLine, JourneyView
from worklists_ui import case_standing, grid_size, times
from worklists_ui.case_names import process_name
from worklists_ui.journey_words import in_language
from worklists_ui.navigation import link
from worklists_ui.plain import escaped
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import business_status

MOST_ROWS = 12


def gaps(view: JourneyView, now: datetime) -> None:
    """Say what is missing, or that nothing is."""
    _ = translator()
    st.subheader(_("Gaps"))
    if not view.gaps:
        st.success(_("Nothing that was expected is missing."), icon=":material/check:")
    for gap in view.gaps:
        due = times.left(gap.due, now) if gap.due else ""
        facts = (in_language(gap.label), gap.place.shown(language()), gap.reference, due)
        st.warning(escaped(" · ".join(part for part in facts if part)), icon=":material/timer_off:")
    if view.expected and view.row.closed_at is None:
        told = _("Next look at {moment}").format(moment=times.moment(view.expected))
        st.caption(escaped(told))


def custody(view: JourneyView) -> None:
    """Draw the ledger, the newest first."""
    _ = translator()
    st.subheader(_("Who is responsible"))
    if not view.custody:
        st.error(_("Nobody is responsible for this patient."), icon=":material/person_off:")
        return
    rows = [
        {
            _("Institution"): line.place.shown(language()),
            _("Unit"): line.unit,
            _("Person"): line.who.shown(language()),
            _("Since"): times.moment(line.since),
            _("Until"): times.moment(line.until) if line.until else _("still"),
            _("Recorded"): times.moment(line.recorded_at),
        }
        for line in reversed(view.custody)
    ]
    _grid(rows)


def _grid(rows: list[dict[str, str]]) -> None:
    st.dataframe(
        rows,
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(rows), MOST_ROWS),
    )


def cases(view: JourneyView) -> None:
    """List the cases that the reader may open."""
    _ = translator()
    st.subheader(_("Cases"))
    if view.hidden:
        told = _("{count} events belong to cases that you do not see.")
        st.caption(told.format(count=view.hidden))
    if not view.cases:
        st.caption(_("No case of this journey that you may open."))
    for row in view.cases:
        name = process_name(row.definition_id, row.process_id, row.process_name)
        facts = (
            business_status(row.business_status),
            case_standing.name(row),
            row.institution.shown(language()),
            times.moment(row.started_at),
        )
        label = escaped(f"{name} · {row.business_key}")
        with st.container(horizontal=True, vertical_alignment="center"):
            link("case", label, ":material/clinical_notes:", id=row.id)
            st.caption(escaped(" · ".join(part for part in facts if part)))


def events(view: JourneyView, names: Mapping[str, str]) -> None:
    """Draw what happened, the newest first; ``names`` are those of processes."""
    _ = translator()
    st.subheader(_("Events"))
    if not view.events:
        st.caption(_("No event that you may see."))
        return
    rows = [
        {
            _("When"): times.moment(event.at),
            _("What"): _what(event, names),
            _("Status"): business_status(event.status),
            _("Institution"): event.place.shown(language()),
            _("Reference"): event.reference,
            _("Recorded"): times.moment(event.recorded_at),
        }
        for event in reversed(view.events)
    ]
    _grid(rows)


def _what(event: EventLine, names: Mapping[str, str]) -> str:
    _ = translator()
    if event.status == "detached":
        return _("Taken out of the journey")
    if not event.process_id:
        return _("Outside the group")
    return names.get(event.process_id, event.process_id)
