"""The view of waiting times: percentiles of every kind of waiting, by urgency, and of tasks by step."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from carelane.domain.measures import Measure
from carelane.services.measure_percentiles import RANKS, Times
from carelane.services.measure_sums import MeasureFilter
from carelane.services.measured_case_lists import Drill
from carelane.services.visibility import Actor
from carelane.services.waiting_times import DONE, waiting
from worklists_ui import downloads
from worklists_ui.figures import charts, drill, elements, tables, words
from worklists_ui.figures.filters import to_query
from worklists_ui.product import product
from worklists_ui.translation import translator
from worklists_ui.vocabulary import urgency

MOST_STEPS = 15


def draw(actor: Actor, wanted: MeasureFilter) -> None:
    """Draw the view."""
    _ = translator()
    found = waiting(product().database, actor, wanted)
    st.caption(
        _(
            "Percentiles are times that were measured: of n values in their order the one at n times p percent, rounded up. "
            "90 % means that nine of ten waited no longer."
        )
    )
    if not found.whole:
        st.info(_("Nothing was counted here in this period."), icon=":material/info:")
        return
    rows = [(words.name(measure), times, _whole(measure)) for measure, times in found.whole.items()]
    _table(actor, "figures_waits", rows)
    for measure in found.whole:
        st.caption(f"{words.name(measure)}: {words.definition(measure)}")
    for measure, by_urgency in found.by_urgency.items():
        st.subheader(words.name(measure))
        _table(
            actor,
            f"figures_waits_{measure}",
            [
                (urgency(one.by[0]) or _("none"), one, Drill(measure, urgency=one.by[0]))
                for one in words.by_urgency(by_urgency)
            ],
        )
    for measure, steps in ((Measure.PICKUP, found.pickups), (Measure.TASK, found.tasks)):
        if steps:
            _steps(actor, measure, steps)
    downloads.draw(actor, "figures-waiting", tables.waits(found), to_query(wanted))


def _whole(measure: Measure) -> Drill:
    """Say which cases a whole number is of."""
    return Drill(measure, code=DONE if measure in {Measure.TASK, Measure.ENDED} else None)


def _steps(actor: Actor, measure: Measure, steps: Sequence[Times]) -> None:
    """Draw the steps at which the median is longest, and all of them in a table."""
    _ = translator()
    st.subheader(_("{measure}, by step").format(measure=words.name(measure)))
    ordered = sorted(steps, key=lambda one: (-one.percentile(50), one.by))
    labels = [elements.name_of(one.by[1], one.by[0]) for one in ordered]
    rows = [
        {
            "what": label,
            "median": one.percentile(50).total_seconds() / 3600,
            "ninth": one.percentile(90).total_seconds() / 3600,
            "total": one.total,
            "told": f"{words.took(one.percentile(50))} – {words.took(one.percentile(90))}",
        }
        for label, one in zip(labels, ordered, strict=True)
    ]
    names = {"what": _("Step"), "time": _("Hours, from half to nine in ten"), "total": _("counted")}
    st.altair_chart(charts.spans(rows[:MOST_STEPS], names), key=f"figures_steps_{measure}_chart")
    code = DONE if measure is Measure.TASK else None
    drills = [Drill(measure, one.by[1], code, process=one.by[0]) for one in ordered]
    _table(actor, f"figures_steps_{measure}", list(zip(labels, ordered, drills, strict=True)))


def _table(actor: Actor, key: str, rows: Sequence[tuple[str, Times, Drill]]) -> None:
    """Draw a table of percentiles."""
    _ = translator()
    column = st.column_config
    shown: list[dict[str, Any]] = [
        {
            "what": what,
            "total": times.total,
            **{f"p{rank}": words.took(times.percentile(rank)) for rank in RANKS},
        }
        for what, times, _drill in rows
    ]
    columns = {
        "what": column.TextColumn(_("What"), width=320),
        "total": column.NumberColumn(_("counted"), width=80),
        **{f"p{rank}": column.TextColumn(f"{rank} %", width=110) for rank in RANKS},
    }
    drill.table(actor, key, shown, columns, [each for _what, _times, each in rows])
