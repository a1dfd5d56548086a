"""What a worklist shows and in which order: the filter, and its clauses on the narrow rows of open tasks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, SQLColumnExpression, case, or_
from sqlmodel import col

from carelane.domain.worklist_entries import WorklistEntry
from carelane.services.visibility import Actor
from carelane.services.worklist_entries import END_OF_TIME, URGENCIES

__all__ = ["URGENCIES", "Due", "Look", "Scope", "Since", "Sort", "TaskState", "WorklistFilter"]

TaskState = Literal["all", "mine", "unclaimed", "others", "aside"]
Scope = Literal["own", "administered"]
"""Whose tasks: what one may do, or what one decides about as a supervisor or administrator."""
Due = Literal["", "overdue", "overdue_day", "at_risk", "today", "week"]
"""How the time stands: late, late by more than a day, nearly late, due later today, due later in these seven days."""
Since = Literal["", "today", "week", "month", "before_week"]
"""Since when the task waits: the last 1, 7 or 30 days with today, or longer than the last 7."""
Sort = Literal["urgency", "due", "created", "patient", "priority"]
SUSPENDED = "suspended"
MOST_WORDS = 5
"""Words of a search that are looked for."""
GROUP_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class WorklistFilter:
    """What to show. Empty means no restriction; ``state`` and ``due`` do not change the counts of the tabs.

    With the state ``aside`` what somebody has put aside, or whose case stands still; all others leave that out, until it is late.

    ``text`` looks for every word in patient name, initials, end of the id number, business key and
    task name. ``institution`` and ``role`` narrow to what one of my memberships owns, or of what I administer to what these own; ``sender`` is the institution
    that the case came from. Days are whole days of the reader, both ends included. What ``since`` and ``due`` say is
    worked out anew at every look, so that a saved filter means the last week of whenever it is used.
    """

    scope: Scope = "own"
    text: str = ""
    urgency: tuple[str, ...] = ()
    process: str = ""
    element: str = ""
    status: str = ""
    state: TaskState = "all"
    due: Due = ""
    institution: str = ""
    role: str = ""
    sender: str = ""
    since: Since = ""
    created_from: date | None = None
    created_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    sort: Sort = "urgency"
    descending: bool = False
    page: int = 1
    page_size: int = 50


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks, when, and where a day begins and ends for them."""

    actor: Actor
    now: datetime
    zone: tzinfo = GROUP_ZONE

    def begin(self, day: date) -> datetime:
        """Give the moment at which a day begins."""
        return datetime.combine(day, time(), self.zone)

    def day(self, ahead: int) -> datetime:
        """Give the moment at which a day begins: 0 is today, 1 tomorrow, -1 yesterday."""
        return self.begin(self.now.astimezone(self.zone).date() + timedelta(days=ahead))


def base_clauses(look: Look, wanted: WorklistFilter) -> list[ColumnElement[bool]]:
    """Collect the conditions that also hold for the counts; whose tasks they are is `visibility.own_entry`."""
    entry = WorklistEntry
    same = (
        (entry.process_id, wanted.process),
        (entry.element_id, wanted.element),
        (entry.business_status, wanted.status),
        (entry.from_institution, wanted.sender),
    )
    clauses: list[ColumnElement[bool]] = [col(column) == value for column, value in same if value]
    if wanted.urgency:
        clauses.append(col(entry.rank).in_([URGENCIES.index(code) for code in wanted.urgency]))
    clauses += _since(look, wanted.since)
    clauses += _days(look, col(entry.created_at), wanted.created_from, wanted.created_to)
    clauses += _days(look, col(entry.due_order), wanted.due_from, wanted.due_to)
    return [*clauses, *(_mentions(word) for word in wanted.text.split()[:MOST_WORDS])]


def _days(
    look: Look, column: SQLColumnExpression[datetime], first: date | None, last: date | None
) -> list[ColumnElement[bool]]:
    """Narrow a moment to whole days."""
    clauses: list[ColumnElement[bool]] = []
    if first is not None:
        clauses.append(column >= look.begin(first))
    if last is not None:
        clauses.append(column < look.begin(last + timedelta(days=1)))
    return clauses


def _since(look: Look, since: Since) -> list[ColumnElement[bool]]:
    """Narrow to tasks that came lately, or long ago, as seen from today."""
    created = col(WorklistEntry.created_at)
    clauses: dict[Since, list[ColumnElement[bool]]] = {
        "": [],
        "today": [created >= look.day(0)],
        "week": [created >= look.day(-6)],
        "month": [created >= look.day(-29)],
        "before_week": [created < look.day(-6)],
    }
    return clauses[since]


def _mentions(word: str) -> ColumnElement[bool]:
    """Find one word where people look for a task."""
    return col(WorklistEntry.search).contains(word.upper(), autoescape=True)


def narrowing(look: Look, wanted: WorklistFilter) -> list[ColumnElement[bool]]:
    """Collect the conditions of the tabs."""
    return [*owned(look, wanted.state), *timed(look, wanted.due)]


def owned(look: Look, state: TaskState) -> list[ColumnElement[bool]]:
    """Narrow to who has the task; what is put aside is out of sight until it is late."""
    owner = col(WorklistEntry.actual_owner)
    aside = col(WorklistEntry.state) == SUSPENDED
    if state == "aside":
        return [aside]
    clauses: dict[TaskState, list[ColumnElement[bool]]] = {
        "all": [],
        "mine": [owner == look.actor.person_id],
        "unclaimed": [owner.is_(None)],
        "others": [owner.is_not(None), owner != look.actor.person_id],
    }
    return [or_(~aside, col(WorklistEntry.due_order) < look.now), *clauses[state]]


def timed(look: Look, due: Due) -> list[ColumnElement[bool]]:
    """Narrow to how the time stands: late, after four fifths of its time, or due before a day ends."""
    at, risk = col(WorklistEntry.due_order), col(WorklistEntry.risk_at)
    clauses: dict[Due, list[ColumnElement[bool]]] = {
        "": [],
        "overdue": [at < look.now],
        "overdue_day": [at < look.now - timedelta(days=1)],
        "at_risk": [at >= look.now, risk <= look.now],
        "today": [at >= look.now, at < look.day(1)],
        "week": [at >= look.now, at < look.day(7)],
    }
    return clauses[due]


def ordering(wanted: WorklistFilter) -> list[SQLColumnExpression[Any]]:
    """Sort as asked; without a due time comes last; ties are broken the same way every time."""
    entry = WorklistEntry
    due, created = col(entry.due_order), col(entry.created_at)
    leading: dict[Sort, SQLColumnExpression[Any]] = {
        "urgency": col(entry.rank),
        "due": due,
        "created": created,
        "patient": col(entry.patient_order),
        "priority": col(entry.priority_order),
    }
    rest = [each for each in (due, created, col(entry.task_id)) if each is not leading[wanted.sort]]
    first = leading[wanted.sort]
    if not wanted.descending:
        return [first, *rest]
    without = [case((due == END_OF_TIME, 1), else_=0)] if wanted.sort == "due" else []
    return [*without, first.desc(), *rest]
