"""Reporting by telephone: what happened to a patient or an institution, when it happened, for the running cases."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import streamlit as st

from carelane.domain.patient_events import OUTAGE
from carelane.services import patient_news
from carelane.services.patient_news import (
    CLASSES,
    FLAGS,
    NOTIFIABLE,
    REPORTED,
    URGENCIES,
    WORSE,
    News,
)
from carelane.services.visibility import EVERYWHERE, Actor
from worklists_ui import places, problems, session, times
from worklists_ui.patient_words import event, infection
from worklists_ui.product import product
from worklists_ui.translation import translator
from worklists_ui.vocabulary import urgency

_EVENT = "news_event"
_TOLD = "news_told"


def of_patient(empi_id: str) -> None:
    """Draw the form for news of a patient."""
    _ = translator()
    _told()
    name = st.selectbox(_("What happened"), REPORTED, format_func=event, key="news_name", width=320)
    with st.form("news", clear_on_submit=True):
        at = _moment()
        values = _values(str(name))
        sent = st.form_submit_button(
            _("Tell the running cases"), icon=":material/campaign:", type="primary"
        )
    if sent:
        _send(News(str(name), at, empi_id=empi_id, values=values))


def of_institution(actor: Actor) -> None:
    """Draw the form for an outage."""
    _ = translator()
    _told()
    allowed = patient_news.outage_places(actor)
    codes = places.of_kind("") if allowed is EVERYWHERE else list(allowed or ())
    with st.form("outage", clear_on_submit=True):
        place = st.selectbox(
            _("Institution"), codes, format_func=places.name, key="outage_place", width=420
        )
        at = _moment()
        sent = st.form_submit_button(_("Tell the running cases"), icon=":material/power_off:")
    if sent:
        _send(News(OUTAGE, at, institution=str(place)))


def _told() -> None:
    _ = translator()
    told = st.session_state.pop(_TOLD, None)
    if told is not None:
        text = _("{count} running cases were told.").format(count=told)
        st.success(text, icon=":material/check:")


def _moment() -> datetime:
    """Ask when it happened; it was told later than that."""
    _ = translator()
    here = product().database.now().astimezone(times.zone())
    now = here.replace(tzinfo=None, second=0, microsecond=0)
    typed = st.datetime_input(
        _("When it happened"), value=now, max_value=now, key="news_at", step=timedelta(minutes=5)
    )
    return (typed or now).replace(tzinfo=times.zone()).astimezone(UTC)


def _values(name: str) -> dict[str, Any]:
    _ = translator()
    if name == WORSE:
        chosen = st.selectbox(
            _("New urgency"), URGENCIES, format_func=urgency, key="news_urgency", width=320
        )
        return {"new_urgency": chosen}
    if name != NOTIFIABLE:
        return {}
    kind = st.selectbox(
        _("Class (A and A-managed: report within 2 h, B and C: 24 h)"),
        CLASSES,
        key="news_class",
        width=320,
    )
    flag = st.selectbox(
        _("Infection"), FLAGS, index=4, format_func=infection, key="news_infection", width=320
    )
    return {"disease_class": kind, "infection_flag": flag}


def _send(news: News) -> None:
    """Tell it once, however often the button is pressed until there is an answer."""
    wired = product()
    event_id = st.session_state.setdefault(_EVENT, f"reported-{uuid.uuid4().hex}")
    with problems.told():
        told = patient_news.report(wired.database, wired.cases, session.signed_in(), news, event_id)
        st.session_state.pop(_EVENT, None)
        st.session_state[_TOLD] = len(told)
        st.rerun()
