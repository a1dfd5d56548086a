"""Whose task a late clock waits for, as columns of a statement that reads `deadlines`."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask
from carelane.domain.worklist_entries import WorklistEntry

NOBODY = "-"
"""Stands for nobody where a filter names who has something."""


def held_task() -> ColumnElement[str]:
    """Find whose task a clock waits for: its own, or of those it stands over the one that is due with it, else the oldest."""
    task = aliased(HumanTask)
    found = select(col(task.id)).where(
        col(task.instance_id) == col(Deadline.instance_id),
        or_(
            col(task.task_id) == col(Deadline.task_id),
            and_(col(Deadline.task_id) == "", col(task.closed_at).is_(None)),
        ),
    )
    order = (col(task.created_at), col(task.id))
    return _one_of(
        found.where(col(task.due_at) == col(Deadline.due_at)).order_by(*order),
        found.order_by(*order),
    )


def holder() -> ColumnElement[str]:
    """Find who has this task: by the narrow rows of worklists, which lack only a task that nobody at all may take."""
    entry, task = aliased(WorklistEntry), aliased(HumanTask)
    own = col(Deadline.instance_id) + literal(":") + col(Deadline.task_id)
    found = select(func.coalesce(col(entry.actual_owner), NOBODY)).where(
        col(entry.instance_id) == col(Deadline.instance_id),
        or_(col(Deadline.task_id) == "", col(entry.task_id) == own),
    )
    order = (col(entry.created_at), col(entry.task_id))
    nobodys = select(literal(NOBODY)).where(
        col(task.instance_id) == col(Deadline.instance_id),
        or_(col(Deadline.task_id) == "", col(task.id) == own),
        col(task.state) == "created",
    )
    return _one_of(
        found.where(col(entry.due_order) == col(Deadline.due_at)).order_by(*order),
        found.order_by(*order),
        nobodys,
    )


def _one_of(*statements: Select[Any]) -> ColumnElement[Any]:
    """Give the first row of the first of these that has one; one after the other, as SQLite cannot order by an outer column."""
    return func.coalesce(
        *(each.limit(1).correlate(Deadline).scalar_subquery() for each in statements)
    )
