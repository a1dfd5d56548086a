"""The head of a case: status, urgency, institutions, who has to do something now, its clocks."""

from datetime import UTC, datetime

import streamlit as st

from carelane.services.case_details import CaseDetail
from carelane.services.clocks import running
from worklists_ui import (
    case_responsible,
    case_standing,
    case_status,
    clocks,
    patient_header,
    places,
    times,
)
from worklists_ui.case_names import names_of
from worklists_ui.job_words import awaited
from worklists_ui.plain import escaped
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import urgency_chip


def draw(case: CaseDetail) -> None:
    """Draw the head."""
    _standing_still(case)
    _chips(case)
    patient_header.draw(case.variables)
    case_responsible.draw(case)
    _clocks(case)
    _waiting(case)


def _standing_still(case: CaseDetail) -> None:
    """Say first what keeps the case from going on as usual."""
    _ = translator()
    if case.row.compensating:
        text = _("This case is being cancelled: what was done is being undone, step by step.")
        st.warning(text, icon=":material/history:")
    if case.row.suspended:
        text = _(
            "This case is suspended: its tasks cannot be worked on and its timers do not fire until it is resumed. What arrives is kept."
        )
        st.warning(text, icon=":material/pause_circle:")
    if case.stripped_at is not None:
        text = _(
            "What this case said of its patient was taken out of it by rule on {at}: values, files, texts of comments and messages. When what happened and who did it stays."
        ).format(at=times.moment(case.stripped_at))
        st.info(escaped(text), icon=":material/ink_eraser:")


def _chips(case: CaseDetail) -> None:
    """Draw the state in one line."""
    _ = translator()
    row = case.row
    with st.container(horizontal=True, vertical_alignment="center"):
        urgency_chip(row.urgency)
        case_status.draw(row.business_status)
        case_standing.draw(row)
        if row.has_incident:
            st.badge(_("technical incident"), color="red", icon=":material/error:")
        st.caption(escaped(_where(case)))


def _where(case: CaseDetail) -> str:
    """Say between which institutions, since when, until when."""
    _ = translator()
    row = case.row
    way = row.institution.shown(language())
    if row.from_institution.id != row.institution.id:
        way = f"{row.from_institution.shown(language())} → {way}"
    others = [
        places.name(code)
        for code in dict.fromkeys(case.pools.values())
        if code not in {row.institution.id, row.from_institution.id}
    ]
    parts = [
        way,
        _("also {places}").format(places=", ".join(others)) if others else "",
        _("started {at}").format(at=times.moment(row.started_at)),
        _("ended {at}").format(at=times.moment(row.ended_at)) if row.ended_at else "",
    ]
    return " · ".join(part for part in parts if part)


def _clocks(case: CaseDetail) -> None:
    """Draw the clocks that run, the most urgent first."""
    calendar = case.variables.get("calendar")
    known = calendar if isinstance(calendar, dict) else None
    with st.container(horizontal=True, key="case_clocks"):
        clocks.badges(running(case.deadlines, known, datetime.now(UTC)), case.row.definition_id)


def _waiting(case: CaseDetail) -> None:
    """Say which automatic steps wait for something that is away."""
    _ = translator()
    names = names_of(case.row.definition_id)
    for job in case.waiting:
        text = _("{name} waits for {awaited}, since {at}; it is tried again and again").format(
            name=names.of(job.element_id, language()),
            awaited=awaited(job),
            at=times.moment(job.since),
        )
        st.warning(escaped(text), icon=":material/hourglass_top:")
