"""A journey on one line of time: who was responsible, each case with its statuses, and gaps."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import altair as alt
import streamlit as st

from carelane.services.journeys.views import EventLine, JourneyView
from worklists_ui import times
from worklists_ui.figures.charts import inline
from worklists_ui.journey_words import in_language
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import business_status

Names = Mapping[str, str]
CUSTODY, GAP = "#0b6e6e", "#b3261e"
STATUS_COLOURS = (
    *("#2563a8", "#8fb3dd", "#8a97a6", "#a97b2f", "#4f7a4f", "#7a5c99", "#d08a8a"),
    *("#5d4a3a", "#9ac48a", "#c2a5d6", "#3f4a57", "#e0c07a"),
)
"""As many as there are statuses on most lines; a colour never stands without its word at the pointer and in the tables."""
ROW, AROUND = 30, 110
"""Pixels of a line of the chart, and of its axis and legend."""
HOURS, DAYS, YEAR = timedelta(days=3), timedelta(days=14), timedelta(days=300)
LEAST = timedelta(minutes=1)
"""What happened at one moment is drawn this long, to be seen at all."""


def draw(view: JourneyView, now: datetime, names: Names) -> None:
    """Draw the chart; the tables below say the same in words. ``names`` are those of processes."""
    _ = translator()
    rows = [*_custody(view, now), *_cases(view, now, names)]
    if not rows:
        return
    gaps = list(_gaps(view))
    lanes = list(dict.fromkeys(row["lane"] for row in [*rows, *gaps]))
    y = alt.Y("lane:N", sort=lanes, title=None, axis=alt.Axis(labelLimit=260, labelOverlap=False))
    bars = (
        alt.Chart(inline(rows))
        .mark_bar(height=18, cornerRadius=3)
        .encode(
            y=y,
            x=alt.X("from:T", title=None, axis=_days(rows)),
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
    chart = (bars + late if gaps else bars).properties(height=ROW * len(lanes) + AROUND)
    st.altair_chart(chart, alt=_("The journey on a line of time: custody, cases and gaps"))


def _days(rows: list[dict[str, Any]]) -> alt.Axis:
    """Give an axis in figures, which every language reads: hours within three days, else days, over a year with their year."""
    first = min(datetime.fromisoformat(row["from"]) for row in rows)
    length = max(datetime.fromisoformat(row["to"]) for row in rows) - first
    if length < HOURS:
        return alt.Axis(format="%m-%d %H:%M", tickCount=6, labelOverlap=True)
    if length < DAYS:  # one tick a day
        return alt.Axis(format="%m-%d", tickCount={"interval": "day", "step": 1}, labelOverlap=True)
    pattern = "%m-%d" if length < YEAR else "%Y-%m-%d"
    return alt.Axis(format=pattern, tickCount=8, labelOverlap=True)


def _custody(view: JourneyView, now: datetime) -> Iterator[dict[str, Any]]:
    _ = translator()
    for entry in view.custody:
        place = entry.place.shown(language())
        what = " · ".join(part for part in (place, entry.unit, entry.who.shown(language())) if part)
        yield _bar(_("Responsible"), _("Responsible"), what, entry.since, entry.until, now)


def _cases(view: JourneyView, now: datetime, names: Names) -> Iterator[dict[str, Any]]:
    """Yield a bar for each stretch of a case between two statuses."""
    for events in _by_case(view.events).values():
        first = events[0]
        lane = f"{_process(first, names)} · {first.place.shown(language()) or first.reference}"
        for event, following in pairwise([*events, None]):
            assert event is not None
            if event.ended and following is None:
                until: datetime | None = event.at
            else:
                until = following.at if following else None
            named = business_status(event.status) or _process(event, names)
            yield _bar(lane, named, f"{named} · {event.reference}", event.at, until, now)


def _by_case(events: tuple[EventLine, ...]) -> dict[str, list[EventLine]]:
    found: dict[str, list[EventLine]] = {}
    for event in events:
        found.setdefault(event.instance_id or f"outside {event.reference}", []).append(event)
    return found


def _process(event: EventLine, names: Names) -> str:
    _ = translator()
    if not event.process_id:
        return _("Outside the group")
    return names.get(event.process_id, event.process_id)


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
