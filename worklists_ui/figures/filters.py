"""The filters of the page Figures and their way into the address and back."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import streamlit as st

from carelane.domain.periods import Period
from carelane.services.measure_sums import MeasureFilter
from carelane.services.process_definitions import list_definitions
from carelane.services.visibility import Actor, counts_only
from worklists_ui import choices, places, preset, times
from worklists_ui.case_names import process_name
from worklists_ui.product import product
from worklists_ui.translation import translator
from worklists_ui.vocabulary import URGENCIES, urgency

PREFIX = "figures_"
LONGEST = 80
USUAL = 30
LENGTHS = (7, 30, 90, 365)
_CHOSEN = ("institution", "process", "urgency")


def today() -> date:
    """Give the reader's day."""
    return datetime.now(times.zone()).date()


def from_query(query: Mapping[str, str], day: date) -> MeasureFilter:
    """Read the parameters of an address; what makes no sense counts as not given: the last month, everything."""
    until = _day(query.get("until", "")) or day
    since = _day(query.get("since", "")) or until - timedelta(days=USUAL - 1)
    code = query.get("urgency", "")
    return MeasureFilter(
        Period(min(since, until), until),
        query.get("institution", "")[:LONGEST],
        query.get("process", "")[:LONGEST],
        code if code in URGENCIES else "",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def to_query(wanted: MeasureFilter) -> dict[str, str]:
    """Give the parameters of the address; the period is always there, so that a link keeps its meaning."""
    pairs = {
        "since": f"{wanted.period.since}",
        "until": f"{wanted.period.until}",
        "institution": wanted.institution,
        "process": wanted.process,
        "urgency": wanted.urgency,
    }
    return {name: value for name, value in pairs.items() if value}


def draw(actor: Actor) -> MeasureFilter:
    """Draw the filters; what was in the address when the page was opened is chosen first."""
    _ = translator()
    _remember(from_query(st.query_params.to_dict(), today()))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for label, key in ((_("First day"), PREFIX + "since"), (_("Last day"), PREFIX + "until")):
            st.date_input(label, key=key, **preset.value(key), max_value=today(), width=140)
        _choice(_("Institution"), "institution", _institutions(actor))
        _choice(_("Process"), "process", _processes())
        _choice(_("Urgency"), "urgency", {code: urgency(code) for code in URGENCIES})
        with st.container(horizontal=True, gap="small", width="content"):
            _lengths()
    return _chosen()


def _lengths() -> None:
    """Draw the buttons for the last days."""
    _ = translator()
    for days in LENGTHS:
        st.button(
            _("{days} days").format(days=days),
            key=f"{PREFIX}last_{days}",
            type="tertiary",
            on_click=_last,
            args=(days,),
        )


def _remember(wanted: MeasureFilter) -> None:
    """Put what the address says into the widgets, once."""
    if PREFIX + "since" in st.session_state:
        return
    first: dict[str, Any] = {
        "since": wanted.period.since,
        "until": wanted.period.until,
        "institution": wanted.institution,
        "process": wanted.process,
        "urgency": wanted.urgency,
    }
    for name, value in first.items():
        st.session_state[PREFIX + name] = value


def _last(days: int) -> None:
    """Choose the days until today."""
    st.session_state[PREFIX + "until"] = today()
    st.session_state[PREFIX + "since"] = today() - timedelta(days=days - 1)


def _chosen() -> MeasureFilter:
    """Give what the widgets hold; an empty day or one behind the end is read as the end."""
    until = st.session_state[PREFIX + "until"] or today()
    since = st.session_state[PREFIX + "since"] or until
    rest = {name: st.session_state[PREFIX + name] or "" for name in _CHOSEN}
    return MeasureFilter(Period(min(since, until), until), **rest)


def _choice(label: str, name: str, options: dict[str, str]) -> None:
    choices.narrow(label, PREFIX + name, options, lambda code: options.get(code, code), width=164)


def _institutions(actor: Actor) -> dict[str, str]:
    codes = places.of_kind("") if counts_only(actor) else actor.supervised_institutions
    return {code: places.name(code) for code in codes}


def _processes() -> dict[str, str]:
    rows = [row for row in list_definitions(product().database) if row.latest]
    return {row.process_id: process_name(row.id, row.process_id, row.name) for row in rows}
