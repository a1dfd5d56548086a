"""The worklist's filters and their way into the address and back, so that a filtered list can be shared."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast, get_args

from carelane.services.worklists import URGENCIES, Sort, TaskState, WorklistFilter

LONGEST_TEXT = 80
LAST_PAGE = 10_000
DEFAULT = WorklistFilter()


def to_query(wanted: WorklistFilter) -> dict[str, str]:
    """Give the parameters of the address; what is as usual is left out."""
    pairs = {
        "text": wanted.text,
        "urgency": "".join(code for code in URGENCIES if code in wanted.urgency),
        "process": wanted.process,
        "state": wanted.state if wanted.state != DEFAULT.state else "",
        "overdue": "yes" if wanted.overdue else "",
        "sort": wanted.sort if wanted.sort != DEFAULT.sort else "",
        "order": "down" if wanted.descending else "",
        "page": str(wanted.page) if wanted.page > 1 else "",
    }
    return {name: value for name, value in pairs.items() if value}


def from_query(query: Mapping[str, str]) -> WorklistFilter:
    """Read the parameters of an address; what makes no sense counts as not given."""
    state, sort = query.get("state", ""), query.get("sort", "")
    return replace(
        DEFAULT,
        text=query.get("text", "").strip()[:LONGEST_TEXT],
        urgency=tuple(code for code in URGENCIES if code in query.get("urgency", "")),
        process=query.get("process", "")[:LONGEST_TEXT],
        state=cast("TaskState", state) if state in get_args(TaskState) else DEFAULT.state,
        overdue=query.get("overdue") == "yes",
        sort=cast("Sort", sort) if sort in get_args(Sort) else DEFAULT.sort,
        descending=query.get("order") == "down",
        page=_page(query.get("page", "")),
    )


def _page(text: str) -> int:
    """Read a page number."""
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdecimal() else 1
