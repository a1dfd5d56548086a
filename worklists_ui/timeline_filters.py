"""Which lines of a timeline are wanted, and the way of these wishes into the address and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from carelane.domain.human_task_verbs import VERB
from carelane.services.case_timelines import TimelineEntry

LONGEST = 120
PAGE_SIZE = 25
TECHNICAL = "technical"
GROUPS: dict[str, frozenset[str]] = {
    "work": frozenset({*VERB, "OpenHumanTask", "CloseHumanTask", "HumanTaskMoved"}),
    "comments": frozenset({"Comment", "CommentCorrected"}),
    "messages": frozenset(
        {
            "PublishMessage",
            "MessageTaken",
            "MessageExpired",
            "MessageBound",
            "MessageDiscarded",
            "MessageReopened",
            "BroadcastSignal",
            "SignalHeard",
        }
    ),
    "clocks": frozenset(
        {
            "SlaStarted",
            "SlaStepReached",
            "SlaPaused",
            "SlaPauseRefused",
            "SlaResumed",
            "SlaReplanned",
            "SlaExtended",
            "EscalationRaised",
        }
    ),
    TECHNICAL: frozenset(
        {
            "VariablesChanged",
            "RunJob",
            "JobAnswered",
            "CancelJob",
            "SetTimer",
            "ClearTimer",
            "SlaStopped",
            "HumanTaskDue",
            "MessageNotTaken",
        }
    ),
}
"""Kinds of lines by group; a kind that is in none is about the course of the case."""
COURSE = "course"
KINDS = ("work", "comments", "messages", "clocks", COURSE, TECHNICAL)


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """Which lines; empty means no restriction, but technical lines only come where they are asked for.

    ``person`` acted, was acted for or is named by a line; ``since`` is a day of the reader's; ``page`` counts from one.
    """

    kinds: tuple[str, ...] = ()
    person: str = ""
    element: str = ""
    since: date | None = None
    page: int = 1


def group_of(kind: str) -> str:
    """Say to which group a kind of line belongs."""
    return next((name for name, kinds in GROUPS.items() if kind in kinds), COURSE)


def wanted_lines(
    timeline: tuple[TimelineEntry, ...], wanted: TimelineFilter, zone: tzinfo
) -> list[TimelineEntry]:
    """Give the lines that the filter lets through, newest first."""
    begins = datetime.combine(wanted.since, datetime.min.time(), zone) if wanted.since else None
    kinds = wanted.kinds or tuple(kind for kind in KINDS if kind != TECHNICAL)
    return [
        line
        for line in reversed(timeline)
        if group_of(line.kind) in kinds
        and (begins is None or line.at >= begins)
        and (not wanted.element or line.element_id == wanted.element)
        and (not wanted.person or wanted.person in people_of(line))
    ]


def people_of(line: TimelineEntry) -> set[str]:
    """List everybody who did what a line tells, for whom it was done, or whom it names."""
    told = [line.person, line.on_behalf_of, *line.people.values()]
    return {each.id for each in told if each is not None}


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
