"""Patient journey: all cases of a patient, places, custody and gaps on a line of time. Deep link: ``/journey?id=``."""

from datetime import UTC, datetime

import streamlit as st

from carelane.services.journeys.views import JourneyPage, JourneyRow, JourneyView, journey, journeys
from carelane.services.visibility import Actor
from worklists_ui import (
    grid_size,
    journey_chart,
    journey_deeds,
    journey_tables,
    paging,
    problems,
    times,
)
from worklists_ui.case_names import latest_names
from worklists_ui.journey_words import episode, outcome
from worklists_ui.navigation import asked, go
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator

MOST_ROWS = 14


def show(actor: Actor) -> None:
    """Draw one journey, or the list of those that the reader may see."""
    journey_id = asked("id")
    with problems.told():
        if journey_id:
            _one(actor, journey(product().database, actor, journey_id))
        else:
            _list(actor)


def _list(actor: Actor) -> None:
    _ = translator()
    st.title(_("Patient journeys"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(_("Patient"), asked("text"), key="journey_text", width=360)
        closed = st.checkbox(_("Closed ones too"), asked("closed") == "1", key="journey_closed")
    st.query_params.update({"text": text, "closed": "1" if closed else ""})
    page = st.session_state.get("journey_page") or 1
    found = journeys(product().database, actor, text, page, closed=closed)
    if not found.rows:
        st.info(_("No journey that you may see."), icon=":material/route:")
        return
    chosen = _grid(found)
    told = _("{count} journeys").format(count=found.total)
    paging.draw(told, found.pages, "journey_page")
    if chosen is not None:
        go("journey", id=chosen.id)


def _grid(found: JourneyPage) -> JourneyRow | None:
    """Draw the rows; give the one that the reader has chosen."""
    _ = translator()
    names = latest_names({row.episode_type for row in found.rows})
    rows = [
        {
            _("Patient"): row.patient_name,
            _("Episode"): _episode(row, names),
            _("Where the patient is"): row.where.shown(language()) if row.where else "–",
            _("Responsible"): row.who.shown(language()) if row.who else _("nobody"),
            _("Began"): times.moment(row.opened_at),
            _("Ended"): outcome(row.outcome) if row.closed_at else "",
        }
        for row in found.rows
    ]
    event = st.dataframe(
        rows,
        hide_index=True,
        key="journeys",
        on_select="rerun",
        selection_mode="single-row",
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(rows), MOST_ROWS),
    )
    picked = event.selection.rows
    return found.rows[picked[0]] if picked and picked[0] < len(found.rows) else None


def _episode(row: JourneyRow, names: dict[str, str]) -> str:
    return episode(row.episode_type) or names.get(row.episode_type, row.episode_type)


def _one(actor: Actor, view: JourneyView) -> None:
    _ = translator()
    now = datetime.now(UTC)
    names = latest_names({view.row.episode_type, *(event.process_id for event in view.events)})
    of_whom = (view.row.patient_name, _episode(view.row, names))
    st.title(escaped(" · ".join(part for part in of_whom if part)))
    _head(view)
    journey_deeds.draw(actor, view)
    journey_chart.draw(view, now, names)
    left, right = st.columns(2, gap="large")
    with left:
        journey_tables.gaps(view, now)
        journey_tables.cases(view)
    with right:
        journey_tables.custody(view)
        journey_tables.events(view, names)


def _head(view: JourneyView) -> None:
    _ = translator()
    row, lang = view.row, language()
    with st.container(horizontal=True):
        st.metric(
            _("Where the patient is"), row.where.shown(lang) if row.where else "–", border=True
        )
        who = row.who.shown(lang) if row.who else _("nobody")
        st.metric(_("Responsible"), who, border=True)
        st.metric(_("Gaps"), len(view.gaps), border=True)
        open_cases = sum(case.ended_at is None for case in view.cases)
        st.metric(_("Open cases"), open_cases, border=True)
        st.metric(_("Began"), times.moment(row.opened_at), border=True)
    if row.closed_at is not None:
        told = _("Closed on {moment}: {outcome}").format(
            moment=times.moment(row.closed_at), outcome=outcome(row.outcome)
        )
        st.info(escaped(told), icon=":material/done_all:")
