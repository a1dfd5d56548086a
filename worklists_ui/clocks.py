"""A clock as people read it everywhere: what is left of its time, when it is due, why it stands still.

`text` and `colour` for a cell, `badge` for a page's head; the words are the same on every page.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

import streamlit as st

from carelane.domain.deadlines import Deadline
from carelane.services.clocks import RunningClock
from carelane.services.task_rows import TaskRow
from worklists_ui import times
from worklists_ui.case_names import names_of
from worklists_ui.plain import escaped
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import Colour

AT_RISK = 80


def left(clock: RunningClock) -> str:
    """Say what is left: ``3 h 20 min working time left``, ``2 h late``, or that it stands still and why."""
    _ = translator()
    length = times.span(clock.left)
    if clock.paused_at is not None:
        text = _("stands still ({why}), {span} left")
        return text.format(why=pause_reason(clock.paused_why), span=_measured(clock, length))
    if clock.late:
        return _("{span} late").format(span=_measured(clock, length))
    return _("{span} left").format(span=_measured(clock, length))


def left_of(row: TaskRow) -> str:
    """Say what is left for a task, by its clock or its due time; empty where nothing is due."""
    if row.clock is not None:
        return left(row.clock)
    return times.left(row.due_at, datetime.now(UTC))


def colour_of(row: TaskRow) -> Colour:
    """Give the colour of a task's time."""
    if row.clock is not None:
        return colour(row.clock)
    return "red" if row.overdue else "green"


def text(clock: RunningClock) -> str:
    """Say what is left and when that is over; a clock that stands still is not due."""
    _ = translator()
    said = left(clock)
    if clock.paused_at is None:
        said = _("{left}, due {due}").format(left=said, due=times.moment(clock.due_at))
    if clock.extended:
        said = _("{clock}, extended").format(clock=said)
    return said


def colour(clock: RunningClock) -> Colour:
    """Give the colour of the clock's chip."""
    if clock.paused_at is not None:
        return "gray"
    if clock.late:
        return "red"
    return "orange" if clock.percent >= AT_RISK else "green"


def icon(clock: RunningClock) -> str:
    """Give the icon that says the same as the colour, for whoever does not see it."""
    if clock.paused_at is not None:
        return ":material/pause_circle:"
    return ":material/notification_important:" if clock.late else ":material/timer:"


def pause_reason(code: str) -> str:
    """Name why a clock stands still."""
    _ = translator()
    names = {
        "patient": _("waiting for the patient"),
        "info_request": _("waiting for information"),
    }
    return names.get(code, code)


def name(clock: RunningClock | Deadline, definition_id: str) -> str:
    """Name the clock: as the process calls it, else by its element."""
    names = names_of(definition_id)
    if clock.name:
        return names.clock(clock.name, language())
    return names.of(clock.element_id, language())


def badge(clock: RunningClock, label: str = "") -> None:
    """Draw the clock as a chip, with a warning where nobody has entered the holidays that it counts."""
    shown = f"{label}: {text(clock)}" if label else text(clock)
    st.badge(escaped(shown), color=colour(clock), icon=icon(clock), help=warning(clock) or None)


def badges(clocks: Iterable[RunningClock], definition_id: str) -> None:
    """Draw all clocks of a case, and say it once where holidays are missing."""
    shown = tuple(clocks)
    for clock in shown:
        badge(clock, name(clock, definition_id))
    missing = " ".join(dict.fromkeys(year for one in shown for year in one.guessed.split()))
    if missing:
        st.caption(f":orange[:material/event_busy: {escaped(holidays_missing(missing))}]")


def warning(clock: RunningClock) -> str:
    """Say that holidays are missing, if they are."""
    return holidays_missing(clock.guessed) if clock.guessed else ""


def holidays_missing(years: str) -> str:
    """Say for which years weekdays alone count."""
    _ = translator()
    text_ = _("No holidays are entered for {years}: the clock counts weekdays only.")
    return text_.format(years=", ".join(years.split()))


def _measured(clock: RunningClock, length: str) -> str:
    _ = translator()
    return _("{span} (working time)").format(span=length) if clock.works else length
