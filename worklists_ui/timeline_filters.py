"""Which lines of a timeline are wanted, and the way of these wishes into the address and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from carelane.domain.timeline_kinds import KINDS
from carelane.services.timeline_sources import LineFilter

LONGEST = 120


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """Which lines, as `LineFilter`; ``since`` is a day of the reader's; ``page`` counts from one."""

    kinds: tuple[str, ...] = ()
    person: str = ""
    element: str = ""
    since: date | None = None
    page: int = 1

    def lines(self, zone: tzinfo) -> LineFilter:
        """Say the same to the service; the reader's day begins at midnight in ``zone``."""
        begins = datetime.combine(self.since, datetime.min.time(), zone) if self.since else None
        return LineFilter(self.kinds, self.person, self.element, begins)


def to_query(wanted: TimelineFilter) -> dict[str, str]:
    """Give the parameters of the address; what is not restricted is left out."""
    pairs = {
        "kind": ",".join(wanted.kinds),
        "person": wanted.person,
        "element": wanted.element,
        "since": wanted.since.isoformat() if wanted.since else "",
        "page": str(wanted.page) if wanted.page > 1 else "",
    }
    return {name: value for name, value in pairs.items() if value}


def from_query(query: Mapping[str, str]) -> TimelineFilter:
    """Read the parameters of an address; what makes no sense counts as not given."""
    asked = query.get("kind", "").split(",")
    page = query.get("page", "")
    return TimelineFilter(
        kinds=tuple(kind for kind in KINDS if kind in asked),
        person=query.get("person", "")[:LONGEST],
        element=query.get("element", "")[:LONGEST],
        since=_day(query.get("since", "")),
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,  # noqa: PLR2004 - no such page
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
