"""What a worklist shows and in which order: the filter, and its clauses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, SQLColumnExpression, case, func
from sqlmodel import col, or_

from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ProcessInstance
from carelane.services.case_lists import mentions
from carelane.services.visibility import Actor, own_task, owned_by

OPEN_FOR_PEOPLE = ("ready", "reserved", "in_progress", "suspended")
URGENCIES = ("E", "U", "P", "R")
TaskState = Literal["all", "mine", "unclaimed", "others"]
Sort = Literal["urgency", "due", "created", "patient", "priority"]


@dataclass(frozen=True, slots=True)
class WorklistFilter:
    """What to show. Empty means no restriction; ``state`` and ``overdue`` do not change the counts.

    ``text`` looks for every word in patient name, initials, end of the id number, business key and
    task name. ``institution`` and ``role`` narrow to what one of my memberships owns.
    """

    text: str = ""
    urgency: tuple[str, ...] = ()
    process: str = ""
    state: TaskState = "all"
    overdue: bool = False
    institution: str = ""
    role: str = ""
    sort: Sort = "urgency"
    descending: bool = False
    page: int = 1
    page_size: int = 50


def base_clauses(actor: Actor, wanted: WorklistFilter) -> list[ColumnElement[bool]]:
    """Collect the conditions that also hold for the counts; visibility is the first."""
    clauses = [
        col(HumanTask.closed_at).is_(None),
        col(HumanTask.state).in_(OPEN_FOR_PEOPLE),
        own_task(actor),
    ]
    if wanted.institution or wanted.role:
        clauses.append(owned_by(wanted.institution, wanted.role))
    if wanted.urgency:
        clauses.append(col(HumanTask.urgency).in_(wanted.urgency))
    if wanted.process:
        clauses.append(col(ProcessInstance.process_id) == wanted.process)
    clauses += [_mentions(word) for word in wanted.text.split()[:5]]
    return clauses


def _mentions(word: str) -> ColumnElement[bool]:
    """Find one word where people look for a task: its case, or its name."""
    name = func.upper(col(HumanTask.name))
    return or_(mentions(word), name.contains(word.upper(), autoescape=True))


def narrowing(actor: Actor, wanted: WorklistFilter, now: datetime) -> list[ColumnElement[bool]]:
    """Collect the conditions of the tabs."""
    owner = col(HumanTask.actual_owner)
    clauses: dict[TaskState, list[ColumnElement[bool]]] = {
        "all": [],
        "mine": [owner == actor.person_id],
        "unclaimed": [owner.is_(None)],
        "others": [owner.is_not(None), owner != actor.person_id],
    }
    late = [col(HumanTask.due_at) < now] if wanted.overdue else []
    return clauses[wanted.state] + late


def ordering(wanted: WorklistFilter) -> list[SQLColumnExpression[Any]]:
    """Sort as asked; without a due time comes last; ties are broken the same way every time."""
    rank = case(
        {code: place for place, code in enumerate(URGENCIES)},
        value=col(HumanTask.urgency),
        else_=len(URGENCIES),
    )
    due = col(HumanTask.due_at)
    by_due: list[SQLColumnExpression[Any]] = [case((due.is_(None), 1), else_=0), due]
    leading: dict[Sort, list[SQLColumnExpression[Any]]] = {
        "urgency": [rank],
        "due": [],
        "created": [col(HumanTask.created_at)],
        "patient": [col(ProcessInstance.patient_name)],
        "priority": [-col(HumanTask.priority)],
    }
    first = leading[wanted.sort]
    if wanted.descending:
        if not first:
            by_due = [by_due[0], due.desc()]
        first = [clause.desc() for clause in first]
    return [*first, *by_due, col(HumanTask.created_at), col(HumanTask.id)]
