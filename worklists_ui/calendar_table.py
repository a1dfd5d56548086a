"""The working calendars as operators see them: every institution's hours, the years that nobody entered, the days of one."""

from typing import Any

import streamlit as st

from carelane.domain.calendar_days import WORKING
from carelane.services.calendar_overview import CalendarRow, DayRow, calendars_in_use, days_of
from carelane.services.visibility import Actor
from worklists_ui import grid_size, places
from worklists_ui.navigation import asked
from worklists_ui.product import product
from worklists_ui.translation import translator

_WEEK = range(1, 8)


def draw(actor: Actor) -> None:
    """Draw what is missing, the table, and the days of the chosen institution; the address holds which."""
    _ = translator()
    year = product().database.now().year
    years = (year, year + 1)
    rows = calendars_in_use(product().database, actor, years)
    if not rows:
        st.info(_("There are no institutions yet."), icon=":material/domain_disabled:")
        return
    _missing(rows)
    st.dataframe(
        [_cells(row) for row in rows],
        column_config=_columns(),
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height="content" if len(rows) < 10 else 400,  # noqa: PLR2004 - rows that fit
        width="stretch",
        key="calendars",
    )
    st.caption(_("Calendars are entered from files: `carelane calendars`."))
    codes = [row.code for row in rows]
    given = asked("place")
    chosen = st.selectbox(
        _("Institution"),
        codes,
        codes.index(given) if given in codes else 0,
        format_func=places.name,
        key="calendar_place",
        width=420,
    )
    st.query_params["place"] = str(chosen)
    _days(days_of(product().database, actor, str(chosen), years))


def _missing(rows: tuple[CalendarRow, ...]) -> None:
    """Say which years nobody entered, and which calendars cannot be used."""
    _ = translator()
    wrong = [f"{places.name(row.code)} ({row.wrong})" for row in rows if row.wrong]
    if wrong:
        text = _(
            "These calendars cannot be used; clocks in working time stop as incidents: {places}"
        )
        st.error(text.format(places=", ".join(wrong)), icon=":material/event_busy:")
    years = sorted({year for row in rows if not row.wrong for year in row.unknown})
    for year in years:
        count = sum(year in row.unknown for row in rows if not row.wrong)
        text = _(
            "Of {all} institutions {count} have no holidays of {year}: clocks count weekdays only there."
        )
        said = text.format(year=year, count=count, all=len(rows))
        st.warning(said, icon=":material/event_busy:")


def _columns() -> dict[str, Any]:
    _ = translator()
    text = st.column_config.TextColumn
    return {
        "place": text(_("Institution"), width="medium"),
        "days": text(_("Working days")),
        "hours": text(_("Opening hours")),
        "zone": text(_("Time zone")),
        "own": st.column_config.NumberColumn(_("Own days"), format="%d"),
        "unknown": text(_("Years not entered")),
    }


def _cells(row: CalendarRow) -> dict[str, object]:
    _ = translator()
    hours = " ".join(row.hours)
    return {
        "place": places.name(row.code),
        "days": _weekdays(row.weekdays),
        "hours": hours if row.entered else _("{hours} (default)").format(hours=hours),
        "zone": row.time_zone,
        "own": row.own_days,
        "unknown": ", ".join(map(str, row.unknown)),
    }


def _weekdays(days: tuple[int, ...]) -> str:
    """Name the weekdays, a row of them by its first and last."""
    _ = translator()
    names = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    runs: list[list[int]] = []
    for day in (day for day in _WEEK if day in days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        names[run[0] - 1] if len(run) == 1 else f"{names[run[0] - 1]}–{names[run[-1] - 1]}"
        for run in runs
    )


def _days(rows: tuple[DayRow, ...]) -> None:
    _ = translator()
    if not rows:
        st.info(_("No holidays and no make-up days are entered."), icon=":material/event_busy:")
        return
    text = st.column_config.TextColumn
    st.dataframe(
        [
            {
                "day": row.day,
                "kind": _("works (make-up day)") if row.kind == WORKING else _("holiday"),
                "name": row.name,
                "whose": _("its own") if row.own else _("everybody's"),
            }
            for row in rows
        ],
        column_config={
            "day": st.column_config.DateColumn(_("Day"), format="YYYY-MM-DD"),
            "kind": text(_("Kind")),
            "name": text(_("Name")),
            "whose": text(_("Whose")),
        },
        hide_index=True,
        height=300,
        width="stretch",
        key="calendar_days",
    )
