"""A journey on one line of time: who was responsible, each case with its statuses, and gaps."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import altair as alt
import streamlit as st

from carelane.services.journeys.views import EventLine, JourneyView
from worklists_ui import times
from worklists_ui.case_names import latest_name
from worklists_ui.figures.charts import inline
from worklists_ui.journey_words import in_language
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import business_status

CUSTODY, GAP = "#0b6e6e", "#b3261e"
STATUS_COLOURS = ("#2563a8", "#6a8fc2", "#8a97a6", "#a97b2f", "#4f7a4f", "#7a5c99", "#b08a8a")
ROW = 34
"""Pixels of a line of the chart."""
LEAST = timedelta(minutes=1)
"""What happened at one moment is drawn this long, to be seen at all."""


def draw(view: JourneyView, now: datetime) -> None:
    """Draw the chart; the tables below say the same in words."""
    _ = translator()
    rows = [*_custody(view, now), *_cases(view, now)]
    if not rows:
        return
    gaps = list(_gaps(view))
    lanes = list(dict.fromkeys(row["lane"] for row in [*rows, *gaps]))
    y = alt.Y("lane:N", sort=lanes, title=None, axis=alt.Axis(labelLimit=260))
    bars = (
        alt.Chart(inline(rows))
        .mark_bar(height=18, cornerRadius=3)
        .encode(
            y=y,
            x=alt.X("from:T", title=None),
            x2="to:T",
            color=alt.Color(
                "kind:N",
                sort=None,
                scale=alt.Scale(range=[CUSTODY, *STATUS_COLOURS]),
                legend=alt.Legend(title=None, orient="bottom", columns=6, labelLimit=180),
            ),
            tooltip=[
                alt.Tooltip("lane:N", title=_("Line")),
                alt.Tooltip("what:N", title=_("What")),
                alt.Tooltip("since:N", title=_("Since")),
                alt.Tooltip("until:N", title=_("Until")),
            ],
        )
    )
    late = (
        alt.Chart(inline(gaps))
        .mark_point(shape="diamond", filled=True, size=120, color=GAP)
        .encode(
            y=y,
            x="from:T",
            tooltip=[
                alt.Tooltip("what:N", title=_("Gap")),
                alt.Tooltip("since:N", title=_("Due")),
            ],
        )
    )
    chart = (bars + late if gaps else bars).properties(height=ROW * len(lanes) + 20)
    st.altair_chart(chart, alt=_("The journey on a line of time: custody, cases and gaps"))


def _custody(view: JourneyView, now: datetime) -> Iterator[dict[str, Any]]:
    _ = translator()
    for entry in view.custody:
        place = entry.place.shown(language())
        what = " · ".join(part for part in (place, entry.unit, entry.who.shown(language())) if part)
        yield _bar(_("Responsible"), _("Responsible"), what, entry.since, entry.until, now)


def _cases(view: JourneyView, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield a bar for each stretch of a case between two statuses."""
    for events in _by_case(view.events).values():
        first = events[0]
        lane = f"{_process(first)} · {first.place.shown(language()) or first.reference}"
        for event, following in pairwise([*events, None]):
            assert event is not None
            if event.ended and following is None:
                until: datetime | None = event.at
            else:
                until = following.at if following else None
            named = business_status(event.status) or _process(event)
            yield _bar(lane, named, f"{named} · {event.reference}", event.at, until, now)


def _by_case(events: tuple[EventLine, ...]) -> dict[str, list[EventLine]]:
    found: dict[str, list[EventLine]] = {}
    for event in events:
        found.setdefault(event.instance_id or f"outside {event.reference}", []).append(event)
    return found


def _process(event: EventLine) -> str:
    _ = translator()
    if not event.process_id:
        return _("Outside the group")
    return latest_name(event.process_id, event.process_id)


def _gaps(view: JourneyView) -> Iterator[dict[str, Any]]:
    _ = translator()
    for gap in view.gaps:
        if gap.due is not None:
            yield {
                "lane": _("Gaps"),
                "what": f"{in_language(gap.label)} · {gap.reference}",
                "from": gap.due.isoformat(),
                "since": times.moment(gap.due),
            }


def _bar(  # noqa: PLR0913, PLR0917 - one bar
    lane: str, kind: str, what: str, since: datetime, until: datetime | None, now: datetime
) -> dict[str, Any]:
    _ = translator()
    end = max(until or now.astimezone(UTC), since + LEAST)
    return {
        "lane": lane,
        "kind": kind,
        "what": what,
        "from": since.isoformat(),
        "to": end.isoformat(),
        "since": times.moment(since),
        "until": times.moment(until) if until else _("still"),
    }
