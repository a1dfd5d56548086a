"""Times for people: the reader's own zone, and how long ago or how much is left."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from babel.dates import format_datetime, format_timedelta
from streamlit.runtime.scriptrunner import get_script_run_ctx

from worklists_ui.translation import language, translator

DEFAULT_ZONE = "Asia/Shanghai"
_OUTSIDE: ContextVar[tzinfo | None] = ContextVar("zone outside of pages", default=None)
_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


def zone() -> tzinfo:
    """Give the zone of the reader's browser; the group's own where it is not known."""
    if (given := _OUTSIDE.get()) is not None:
        return given
    name = DEFAULT_ZONE
    if get_script_run_ctx(suppress_warning=True) is not None:
        name = st.context.timezone or DEFAULT_ZONE
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(DEFAULT_ZONE)


@contextmanager
def in_zone(given: tzinfo) -> Iterator[None]:
    """Let code outside of a page write moments in the zone of who asked for it."""
    before = _OUTSIDE.set(given)
    try:
        yield
    finally:
        _OUTSIDE.reset(before)


def moment(at: datetime) -> str:
    """Write a moment short: month, day, hour and minute; the year where it is another one."""
    here = at.astimezone(zone())
    same_year = here.year == datetime.now(zone()).year
    return format_datetime(here, "MM-dd HH:mm" if same_year else "yyyy-MM-dd HH:mm")


def span(length: timedelta) -> str:
    """Write a length of time with its two largest units: ``2 d 4 h``."""
    _ = translator()
    seconds = int(abs(length.total_seconds()))
    if seconds < _HOUR:
        return _("{minutes} min").format(minutes=seconds // _MINUTE)
    if seconds < _DAY:
        hours, rest = divmod(seconds, _HOUR)
        return _("{hours} h {minutes} min").format(hours=hours, minutes=rest // _MINUTE)
    days, rest = divmod(seconds, _DAY)
    return _("{days} d {hours} h").format(days=days, hours=rest // _HOUR)


def left(due: datetime | None, now: datetime) -> str:
    """Write how much time is left until ``due``, or by how much it is late; empty without a due time."""
    _ = translator()
    if due is None:
        return ""
    if due >= now:
        return span(due - now)
    return _("{span} late").format(span=span(now - due))


def ago(at: datetime, now: datetime | None = None) -> str:
    """Write how long ago a moment was."""
    _ = translator()
    passed = (now or datetime.now(UTC)) - at
    if passed < timedelta(minutes=1):
        return _("just now")
    return format_timedelta(-passed, add_direction=True, locale=language())
