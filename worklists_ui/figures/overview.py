"""The first view of the page Figures: how many clocks were kept, what comes and goes, how old what is open is."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import streamlit as st
from babel.dates import format_date

from carelane.domain.measures import Measure
from carelane.domain.periods import Grain
from carelane.services.compliance import Compliance, compliance
from carelane.services.measure_sums import MeasureFilter, Sum
from carelane.services.measured_case_lists import Drill
from carelane.services.throughput import BANDS, Throughput, throughput
from carelane.services.visibility import Actor
from worklists_ui import downloads
from worklists_ui.figures import charts, drill, elements, tables, words
from worklists_ui.figures.filters import to_query
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import urgency


def draw(actor: Actor, wanted: MeasureFilter) -> None:
    """Draw the view."""
    kept = compliance(product().database, actor, wanted)
    flow = throughput(product().database, actor, wanted)
    _metrics(kept, flow)
    _clocks(actor, wanted, kept)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _flow(actor, wanted, flow)
    with right:
        _ages(flow)


def _metrics(kept: Compliance, flow: Throughput) -> None:
    _ = translator()
    share = kept.whole.share
    with st.container(horizontal=True):
        st.metric(
            _("Clocks kept"),
            "–" if share.value is None else f"{share.value:.0%}",
            border=True,
            help=words.definition(Measure.CLOCK),
        )
        st.metric(_("Clocks with a verdict"), share.total, border=True)
        st.metric(_("Cases begun"), sum(one.total for one in flow.started), border=True)
        st.metric(_("Cases ended"), sum(one.total for one in flow.ended), border=True)
        st.metric(_("Open now"), sum(flow.ages), border=True)
    if share.value is not None:
        st.caption(words.interval(share))


def _clocks(actor: Actor, wanted: MeasureFilter, kept: Compliance) -> None:
    """Draw shares over time, by urgency and by element."""
    _ = translator()
    st.subheader(_("Clocks kept"))
    st.caption(words.definition(Measure.CLOCK))
    if not kept.whole.total:
        st.info(_("Nothing was counted here in this period."), icon=":material/info:")
        return
    with st.container(horizontal=True):
        drill.button(actor, Drill(Measure.CLOCK, good=True))
        drill.button(actor, Drill(Measure.CLOCK, good=False))
    names = {
        "part": _("First day"),
        "share": _("Kept"),
        "good": _("kept"),
        "total": _("with a verdict"),
        "what": _("What"),
    }
    rows = [_share_row(part(one.by[0], wanted.period.grain), one) for one in kept.over_time]
    st.altair_chart(
        charts.share_over_time([{**row, "part": row["what"]} for row in rows], names),
        key="figures_kept_over_time",
        alt=_("Share of clocks kept over time, with 95 % intervals"),
    )
    left, right = st.columns([2, 3], gap="large")
    with left:
        shown = [
            _share_row(urgency(one.by[0]) or _("none"), one)
            for one in words.by_urgency(kept.by_urgency)
        ]
        st.altair_chart(charts.intervals(shown, names), key="figures_kept_urgency")
    with right:
        _by_element(actor, kept.by_element)
    downloads.draw(actor, "figures-clocks", tables.clocks(kept), to_query(wanted))


def _by_element(actor: Actor, found: Sequence[Sum]) -> None:
    """Draw the table of clocks by element, those with most missed first."""
    _ = translator()
    ordered = sorted(found, key=lambda one: (one.good - one.total, one.by))
    column = st.column_config
    rows = [
        {
            "what": elements.name_of(one.by[1], one.by[0]),
            "missed": one.total - one.good,
            "share": words.share(one.share),
            "interval": words.interval(one.share),
        }
        for one in ordered
    ]
    columns = {
        "what": column.TextColumn(_("Clock at"), width=190),
        "missed": column.NumberColumn(_("Missed"), width=70),
        "share": column.TextColumn(_("Kept"), width=110),
        "interval": column.TextColumn(_("Certainty"), width=170),
    }
    drills = [Drill(Measure.CLOCK, element=one.by[1], process=one.by[0]) for one in ordered]
    drill.table(actor, "figures_kept_elements", rows, columns, drills)


def _share_row(what: str, one: Sum) -> dict[str, Any]:
    """Give what a chart of shares needs."""
    low, high = one.share.interval
    if one.share.value is None:
        return {"what": what, "share": None, "low": None, "high": None, "few": True, "total": 0}
    return {
        "what": what,
        "share": one.share.value,
        "low": low,
        "high": high,
        "good": one.good,
        "total": one.total,
        "few": one.share.small,
    }


def part(first: date, grain: Grain) -> str:
    """Name a part of a period: a day, the Monday of a week, a month."""
    if grain == "month":
        return str(format_date(first, "yyyy-MM", locale=language()))
    return str(format_date(first, "MM-dd", locale=language()))


def _flow(actor: Actor, wanted: MeasureFilter, flow: Throughput) -> None:
    """Draw cases begun and ended."""
    _ = translator()
    st.subheader(_("Throughput"))
    st.caption(
        _(
            "Cases begun and ended, by the day on which it happened; each institution has its own case."
        )
    )
    kinds = ((_("begun"), flow.started), (_("ended"), flow.ended))
    rows = [
        {"part": part(one.by[0], wanted.period.grain), "what": what, "count": one.total}
        for what, found in kinds
        for one in found
    ]
    if not any(row["count"] for row in rows):
        st.info(_("Nothing was counted here in this period."), icon=":material/info:")
        return
    names = {"part": _("First day"), "what": _("What"), "count": _("Cases")}
    st.altair_chart(
        charts.counts_over_time(rows, names, (charts.CALM, charts.KEPT)),
        key="figures_flow",
        alt=_("Cases begun and ended over time"),
    )
    with st.container(horizontal=True):
        for one in flow.outcomes:
            st.caption(f"{words.code_name(Measure.ENDED, one.by[0])}: {one.total}")
        drill.button(actor, Drill(Measure.ENDED))


def _ages(flow: Throughput) -> None:
    """Draw how old open cases are."""
    _ = translator()
    st.subheader(_("Age of open cases"))
    st.caption(_("All cases that are open at this moment, by the time since they began."))
    if not sum(flow.ages):
        st.info(_("No case is open here."), icon=":material/info:")
        return
    ends = [band.days for band in BANDS]
    labels = [
        _("up to 1 day"),
        *(_("{low} to {high} days").format(low=low, high=high) for low, high in pairwise(ends)),
        _("over {days} days").format(days=ends[-1]),
    ]
    rows = [{"what": what, "count": count} for what, count in zip(labels, flow.ages, strict=True)]
    st.altair_chart(charts.bars(rows, {"what": _("Age"), "count": _("Cases")}), key="figures_ages")
