"""The worklist's filters and their way into the address and back, so that a filtered list can be shared.

Saved filters are kept in the same words (`carelane.services.saved_filters`).
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, cast, get_args

from carelane.services.worklists import (
    URGENCIES,
    Due,
    Scope,
    Since,
    Sort,
    TaskState,
    WorklistFilter,
)

LONGEST_TEXT = 80
LAST_PAGE = 10_000
DEFAULT = WorklistFilter()
WORDS = ("text", "process", "element", "status", "institution", "role", "sender")
"""Parameters that are any text."""
DAYS = ("created_from", "created_to", "due_from", "due_to")
NAMES = (*WORDS, *DAYS, "scope", "urgency", "state", "due", "since", "sort", "order", "page")
"""All parameters of the address that are a filter's."""


def to_query(wanted: WorklistFilter) -> dict[str, str]:
    """Give the parameters of the address; what is as usual is left out."""
    pairs = {
        **{name: getattr(wanted, name) for name in WORDS},
        "scope": wanted.scope if wanted.scope != DEFAULT.scope else "",
        "urgency": "".join(code for code in URGENCIES if code in wanted.urgency),
        "state": wanted.state if wanted.state != DEFAULT.state else "",
        "due": wanted.due,
        "since": wanted.since,
        **{name: _day_text(getattr(wanted, name)) for name in DAYS},
        "sort": wanted.sort if wanted.sort != DEFAULT.sort else "",
        "order": "down" if wanted.descending else "",
        "page": str(wanted.page) if wanted.page > 1 else "",
    }
    return {name: value for name, value in pairs.items() if value}


def from_query(query: Mapping[str, str]) -> WorklistFilter:
    """Read the parameters of an address; what makes no sense counts as not given."""
    words = {name: query.get(name, "").strip()[:LONGEST_TEXT] for name in WORDS}
    return replace(
        DEFAULT,
        **cast("dict[str, Any]", words),
        **cast("dict[str, Any]", {name: _day(query.get(name, "")) for name in DAYS}),
        scope=cast("Scope", _one_of(query.get("scope", ""), Scope, DEFAULT.scope)),
        urgency=tuple(code for code in URGENCIES if code in query.get("urgency", "")),
        state=cast("TaskState", _one_of(query.get("state", ""), TaskState, DEFAULT.state)),
        due=cast("Due", _one_of(query.get("due", ""), Due, DEFAULT.due)),
        since=cast("Since", _one_of(query.get("since", ""), Since, DEFAULT.since)),
        sort=cast("Sort", _one_of(query.get("sort", ""), Sort, DEFAULT.sort)),
        descending=query.get("order") == "down",
        page=_page(query.get("page", "")),
    )


def narrowed(wanted: WorklistFilter) -> int:
    """Count what is not as usual, besides order and page, and whose tasks they are."""
    kept = {"scope", "sort", "descending", "page", "page_size"}
    names = [each.name for each in fields(wanted) if each.name not in kept]
    return sum(getattr(wanted, name) != getattr(DEFAULT, name) for name in names)


def _one_of(text: str, words: Any, usual: str) -> str:
    return text if text in get_args(words) else usual


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    """Read a day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _page(text: str) -> int:
    """Read a page number."""
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdecimal() else 1
