"""The view of requests: decisions and their reasons, missed appointments, closed loops."""

from collections.abc import Sequence

import streamlit as st

from carelane.domain.measures import Measure
from carelane.domain.small_numbers import Share
from carelane.services.measure_sums import MeasureFilter, Sum
from carelane.services.measured_case_lists import Drill
from carelane.services.request_outcomes import RequestOutcomes, request_outcomes
from carelane.services.visibility import Actor
from worklists_ui import downloads
from worklists_ui.figures import charts, drill, tables, words
from worklists_ui.figures.filters import to_query
from worklists_ui.product import product
from worklists_ui.translation import translator


def draw(actor: Actor, wanted: MeasureFilter) -> None:
    """Draw the view."""
    _ = translator()
    found = request_outcomes(product().database, actor, wanted)
    _metrics(found)
    first, second = st.columns(2, gap="large")
    with first:
        _counts(actor, _("First decisions of receivers"), Measure.DECISION, found.decisions)
        _counts(
            actor, _("Why requests were sent back"), Measure.REJECT_REASON, found.reject_reasons
        )
    with second:
        _counts(actor, _("Loop closure of accepted requests"), Measure.LOOP, found.loops)
        _counts(
            actor, _("Why requests were sent on"), Measure.REDIRECT_REASON, found.redirect_reasons
        )
    _counts(actor, _("Missed appointments"), Measure.NO_SHOW, found.no_shows)
    downloads.draw(actor, "figures-requests", tables.requests(found), to_query(wanted))


def _metrics(found: RequestOutcomes) -> None:
    _ = translator()
    decided = {one.by[0]: one.total for one in found.decisions}
    total = sum(decided.values())
    shares = {
        _("Accepted at the first decision"): Share(decided.get("accepted", 0), total),
        _("Sent back"): Share(decided.get("rejected", 0), total),
        _("Sent on"): Share(decided.get("redirected", 0), total),
        _("Came to the appointment"): found.came,
        _("Loops closed"): found.loop,
    }
    with st.container(horizontal=True):
        for label, share in shares.items():
            value = "–" if share.value is None else f"{share.value:.0%}"
            help_ = (
                None if share.value is None else f"{words.share(share)}. {words.interval(share)}"
            )
            st.metric(label, value, border=True, help=help_)


def _counts(actor: Actor, title: str, measure: Measure, found: Sequence[Sum]) -> None:
    """Draw counts by code, each with its way to the cases."""
    _ = translator()
    st.subheader(title)
    st.caption(words.definition(measure))
    if not found:
        st.info(_("Nothing was counted here in this period."), icon=":material/info:")
        return
    rows = [{"what": words.code_name(measure, one.by[0]), "count": one.total} for one in found]
    names = {"what": _("What"), "count": _("Number")}
    st.altair_chart(charts.bars(rows, names), key=f"figures_{measure}_chart")
    with st.container(horizontal=True):
        for row, one in zip(rows, found, strict=True):
            _lead(actor, f"{row['what']}: {row['count']}", Drill(measure, code=one.by[0]))


def _lead(actor: Actor, label: str, to: Drill) -> None:
    if drill.may_drill(actor):
        st.button(
            label,
            key=f"drill_{to.measure}_{to.code}",
            icon=":material/list:",
            type="tertiary",
            on_click=drill.choose,
            args=(to,),
        )
