"""Charts of the page Figures: quiet, readable without colour, with the numbers at the pointer.

Each takes plain rows and gives an Altair chart; heads of axes and legends are texts of the reader's language.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt

KEPT, MISSED, CALM, FAINT = "#0b6e6e", "#b3261e", "#2563a8", "#8a97a6"
HEIGHT = 240
Rows = Sequence[dict[str, Any]]
_PERCENT = ".0%"
_WHOLE = alt.Scale(domain=[0, 1])


def share_over_time(rows: Rows, names: dict[str, str]) -> Any:
    """Draw shares with their intervals: rows of part, share, low, high, good, total, few; empty parts have none."""
    base = alt.Chart(inline(rows)).encode(x=_part())
    percent = alt.Axis(format="%", title=names["share"])
    band = base.mark_rule(color=FAINT, strokeWidth=2, opacity=0.6).encode(
        y=alt.Y("low:Q", scale=_WHOLE, axis=percent), y2="high:Q"
    )
    line = base.mark_line(color=KEPT, strokeWidth=2).encode(y=alt.Y("share:Q", scale=_WHOLE))
    point = _share_points(base, names, "part", 70).encode(y="share:Q")
    return (band + line + point).properties(height=HEIGHT)


def counts_over_time(rows: Rows, names: dict[str, str], colours: Sequence[str]) -> Any:
    """Draw counts side by side: rows of part, what, count."""
    return (
        alt.Chart(inline(rows))
        .mark_bar()
        .encode(
            x=_part(),
            xOffset=alt.XOffset("what:N", sort=None),
            y=alt.Y("count:Q", title=names["count"], axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "what:N",
                sort=None,
                scale=alt.Scale(range=list(colours)),
                legend=alt.Legend(title=None, orient="top"),
            ),
            tooltip=[
                alt.Tooltip("part:N", title=names["part"]),
                alt.Tooltip("what:N", title=names["what"]),
                alt.Tooltip("count:Q", title=names["count"]),
            ],
        )
        .properties(height=HEIGHT)
    )


def bars(rows: Rows, names: dict[str, str], colour: str = CALM) -> Any:
    """Draw counts of kinds as lying bars with their numbers, in the given order: rows of what, count."""
    y = alt.Y("what:N", sort=None, title=None, axis=alt.Axis(labelLimit=260))
    base = alt.Chart(inline(rows)).encode(
        y=y,
        x=alt.X("count:Q", title=names["count"], axis=alt.Axis(tickMinStep=1)),
        tooltip=[
            alt.Tooltip("what:N", title=names["what"]),
            alt.Tooltip("count:Q", title=names["count"]),
        ],
    )
    bar = base.mark_bar(color=colour)
    number = base.mark_text(align="left", dx=4).encode(text="count:Q")
    return (bar + number).properties(height=_high(rows))


def intervals(rows: Rows, names: dict[str, str]) -> Any:
    """Draw shares with intervals one below the other: rows of what, share, low, high, good, total, few."""
    y = alt.Y("what:N", sort=None, title=None, axis=alt.Axis(labelLimit=260))
    base = alt.Chart(inline(rows)).encode(y=y)
    percent = alt.Axis(format="%", title=names["share"])
    rule = base.mark_rule(color=FAINT, strokeWidth=3).encode(
        x=alt.X("low:Q", scale=_WHOLE, axis=percent), x2="high:Q"
    )
    point = _share_points(base, names, "what", 90).encode(x="share:Q")
    return (rule + point).properties(height=_high(rows))


def _share_points(base: Any, names: dict[str, str], named_by: str, size: int) -> Any:
    """Draw a share as a point, empty where it is of few, with its numbers at the pointer."""
    few = alt.condition("datum.few", alt.value("white"), alt.value(KEPT))
    points = base.mark_point(size=size, filled=True, stroke=KEPT, strokeWidth=1.5, opacity=1)
    return points.encode(
        color=few,
        tooltip=[
            alt.Tooltip(f"{named_by}:N", title=names[named_by]),
            alt.Tooltip("share:Q", title=names["share"], format=_PERCENT),
            alt.Tooltip("good:Q", title=names["good"]),
            alt.Tooltip("total:Q", title=names["total"]),
        ],
    )


def spans(rows: Rows, names: dict[str, str]) -> Any:
    """Draw from median to ninth tenth, in hours: rows of what, median, ninth, total, told."""
    y = alt.Y("what:N", sort=None, title=None, axis=alt.Axis(labelLimit=320))
    base = alt.Chart(inline(rows)).encode(
        y=y,
        tooltip=[
            alt.Tooltip("what:N", title=names["what"]),
            alt.Tooltip("told:N", title=names["time"]),
            alt.Tooltip("total:Q", title=names["total"]),
        ],
    )
    scale = alt.Scale(type="symlog", domainMin=0)
    rule = base.mark_bar(color=CALM, height=8, opacity=0.45).encode(
        x=alt.X("median:Q", title=names["time"], scale=scale), x2="ninth:Q"
    )
    point = base.mark_point(size=80, filled=True, color=CALM, opacity=1).encode(x="median:Q")
    return (rule + point).properties(height=_high(rows))


def inline(rows: Rows) -> Any:
    """Give rows to a chart as they are: without a data frame in between."""
    return alt.InlineData(values=list(rows))


def _part() -> alt.X:
    return alt.X("part:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True), sort=None)


def _high(rows: Rows) -> int:
    """Give each row its room."""
    return max(80, 30 * len(rows) + 44)
