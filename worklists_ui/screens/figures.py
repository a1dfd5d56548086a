"""Figures, for supervisors: how well clocks are kept, how long people wait, what becomes of requests, where cases stand."""

from collections.abc import Callable

import streamlit as st

from carelane.domain.errors import NotAllowed
from carelane.domain.small_numbers import LEAST_CELL
from carelane.services.measure_sums import MeasureFilter
from carelane.services.measuring import last_measured
from carelane.services.visibility import Actor, counts_only, may_open
from worklists_ui import preset, times
from worklists_ui.figures import (
    bottlenecks,
    drill,
    drill_panel,
    filters,
    institutions,
    overview,
    reports,
    requests,
    waiting,
)
from worklists_ui.product import product
from worklists_ui.translation import translator

_VIEW = "figures_view"
View = Callable[[Actor, MeasureFilter], None]
VIEWS: dict[str, View] = {
    "overview": overview.draw,
    "waiting": waiting.draw,
    "requests": requests.draw,
    "institutions": institutions.draw,
    "bottlenecks": bottlenecks.draw,
    "reports": reports.draw,
}


def show(actor: Actor) -> None:
    """Draw the page; for others than those who may see figures there is none."""
    if not may_open(actor, "figures"):
        raise NotAllowed
    _ = translator()
    st.title(_("Figures"))
    _measured(actor)
    wanted = filters.draw(actor)
    view = _view()
    address = {**filters.to_query(wanted), "view": view, **drill.to_address(drill.chosen())}
    if address != st.query_params.to_dict():
        st.query_params.from_dict(address)
    drill_panel.panel(actor, wanted)
    VIEWS[view](actor, wanted)


def _measured(actor: Actor) -> None:
    """Say until when figures are worked out, and what is left out for whom."""
    _ = translator()
    at = last_measured(product().database)
    if at is None:
        st.info(
            _("Figures are worked out every hour; the first ones are not ready yet."),
            icon=":material/hourglass_top:",
        )
    else:
        st.caption(_("Worked out {ago}, from the cases' own rows.").format(ago=times.ago(at)))
    if counts_only(actor):
        text = _("You see numbers, no cases, and no group of fewer than {least}.")
        st.caption(text.format(least=LEAST_CELL))


def _view() -> str:
    """Draw the choice of a view; at first the one in the address."""
    _ = translator()
    names = {
        "overview": _("Overview"),
        "waiting": _("Waiting times"),
        "requests": _("Requests"),
        "institutions": _("Institutions"),
        "bottlenecks": _("Bottlenecks"),
        "reports": _("Reports by mail"),
    }
    if _VIEW not in st.session_state:
        asked = st.query_params.get("view", "")
        st.session_state[_VIEW] = asked if asked in VIEWS else "overview"
    st.segmented_control(
        _("View"),
        list(VIEWS),
        format_func=lambda code: names[code],
        key=_VIEW,
        **preset.default(_VIEW, VIEWS),
        label_visibility="collapsed",
        required=True,
    )
    return str(st.session_state[_VIEW])
