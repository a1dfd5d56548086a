"""What a rewrite of a case's rows keeps: who has a task, drafts, tasks put aside or forwarded, messages, the archive.

`wipe` deletes what all turns will write again; `wipe_open` only what is open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlmodel import SQLModel, col

from carelane.domain.deadlines import Deadline, Timer
from carelane.domain.human_tasks import (
    HumanTask,
    HumanTaskAdministrator,
    HumanTaskOwner,
    HumanTaskPerson,
)
from carelane.domain.incidents import Incident
from carelane.domain.measurements import CaseToMeasure
from carelane.domain.messages import MessageSubscription
from carelane.domain.process_instances import ElementActivation, FlowCount, HistoryEntry
from carelane.domain.signals import SignalSubscription
from carelane.domain.waiting_jobs import WaitingJob
from carelane.domain.worklist_entries import WorklistEntry
from carelane.services.correlation import promise
from carelane.services.rows import insert_once
from carelane.services.worklist_entries import follow

OF_THE_CASE: tuple[type[Any], ...] = (
    ElementActivation,
    FlowCount,
    HumanTask,
    Timer,
    Deadline,
    Incident,
    MessageSubscription,
    SignalSubscription,
    WaitingJob,
)
"""Tables whose rows of a case are written by its turns alone, besides its history and its messages."""
WITHOUT_ARCHIVE: tuple[type[Any], ...] = (
    Timer,
    MessageSubscription,
    SignalSubscription,
    WaitingJob,
)
"""Of these, tables that hold open work only."""
CLOSED_BY: dict[type[Any], str] = {
    ElementActivation: "left_at",
    HumanTask: "closed_at",
    Deadline: "stopped_at",
    Incident: "resolved_at",
}
"""The column that is set once a row is closed."""
OPENED_BY: dict[type[Any], str] = {
    ElementActivation: "entered_at",
    HumanTask: "created_at",
    Deadline: "start_at",
    Incident: "created_at",
}
"""The column that says since when there is a row."""
_OF_OWNERS = ("actual_owner", "claimed_at", "on_behalf_of", "forwarded_at")
OWNERS: tuple[type[Any], ...] = (HumanTaskOwner, HumanTaskPerson, HumanTaskAdministrator)
"""Tables of who may do a task, or decides about it."""
FORWARDED: tuple[type[Any], ...] = (HumanTaskOwner, HumanTaskPerson)
"""Of these, what somebody who forwards a task puts in place of what the process said."""
_KEPT_OF_TASKS = (
    "id",
    "instance_id",
    "actual_owner",
    "claimed_at",
    "on_behalf_of",
    "suspended_by",
    "suspended_until",
    "forwarded_at",
    "state",
    "state_before",
    "draft",
    "version",
    "closed_at",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What people did to open tasks, and which messages were on their way."""

    tasks: list[Any]
    waits: list[Any]
    breaches: list[Any]
    owners: list[tuple[type[Any], dict[str, Any]]]

    @classmethod
    def of(cls, connection: Connection, case: str) -> Self:
        """Read it before the rows are deleted."""
        names = ("instance_id", "subscription_id", "message_id")
        waits = [row for row in _rows(connection, MessageSubscription, case, *names) if row[2]]
        clocks = _rows(connection, Deadline, case, "id", "breached_owner")
        breaches = [row for row in clocks if row.breached_owner is not None]
        tasks = _rows(connection, HumanTask, case, *_KEPT_OF_TASKS)
        forwarded = [task.id for task in tasks if task.forwarded_at is not None]
        return cls(tasks, waits, breaches, list(_owners(connection, forwarded)))

    def put_back(self, connection: Connection) -> None:
        """Give tasks their owners and drafts, breaches who had the task, and subscriptions their messages."""
        for task in self.tasks:
            mine = col(HumanTask.id) == task.id
            who = {name: getattr(task, name) for name in _OF_OWNERS}
            connection.execute(
                update(HumanTask).where(mine).values(who | {"version": task.version + 1})
            )
            if task.closed_at is None:
                _put_back_work(connection, task)
            elif task.actual_owner is not None:
                _reopen(connection, task.id)
        for clock in self.breaches:
            mine = (col(Deadline.id) == clock.id, col(Deadline.breached_at).is_not(None))
            held = {"breached_owner": clock.breached_owner}
            connection.execute(update(Deadline).where(*mine).values(held))
        self._put_back_owners(connection)
        if self.tasks:
            follow(connection, self.tasks[0].instance_id)
        for wait in self.waits:
            promise(connection, wait.instance_id, wait.subscription_id, wait.message_id)

    def _put_back_owners(self, connection: Connection) -> None:
        """Let tasks that were forwarded be those people's to whom they were."""
        forwarded = [task.id for task in self.tasks if task.forwarded_at is not None]
        known = select(col(HumanTask.id)).where(col(HumanTask.id).in_(forwarded))
        there = set(connection.execute(known).scalars()) if forwarded else set()
        for table in FORWARDED if there else ():
            connection.execute(delete(table).where(col(table.human_task_id).in_(there)))
        for table, row in self.owners:
            if row["human_task_id"] in there:
                connection.execute(insert(table).values(row))


def _owners(
    connection: Connection, tasks: Sequence[str]
) -> Iterator[tuple[type[Any], dict[str, Any]]]:
    """Read to whom tasks were forwarded."""
    for table in FORWARDED if tasks else ():
        columns = SQLModel.metadata.tables[str(table.__tablename__)].columns
        found = select(*columns).where(col(table.human_task_id).in_(tasks))
        for row in connection.execute(found).mappings():
            yield table, dict(row)


def _put_back_work(connection: Connection, task: Any) -> None:
    """Let an open task be as far as its owner was; whether its case is suspended, the turns have said."""
    if task.suspended_by:
        _put_aside(connection, task)
        return
    state = task.state_before or task.state
    mine = (col(HumanTask.id) == task.id, col(HumanTask.closed_at).is_(None))
    suspended = col(HumanTask.state) == "suspended"
    for where, column in ((suspended, "state_before"), (~suspended, "state")):
        work = {column: state, "draft": task.draft}
        connection.execute(update(HumanTask).where(*mine, where).values(work))


def _put_aside(connection: Connection, task: Any) -> None:
    """Let an open task be put aside again, by whom and until when it was."""
    mine = (col(HumanTask.id) == task.id, col(HumanTask.closed_at).is_(None))
    names = ("state", "state_before", "suspended_by", "suspended_until", "draft")
    connection.execute(
        update(HumanTask).where(*mine).values({name: getattr(task, name) for name in names})
    )


def _reopen(connection: Connection, task_id: str) -> None:
    """Let a task that a phantom turn had closed be its owner's again."""
    free = (col(HumanTask.id) == task_id, col(HumanTask.state) == "ready")
    connection.execute(update(HumanTask).where(*free).values(state="reserved"))


def wipe(connection: Connection, case: str) -> None:
    """Delete what the turns will write again; messages that have left stay, people's own lines too."""
    own_tasks = select(col(HumanTask.id)).where(col(HumanTask.instance_id) == case)
    _forget_entries(connection, case)
    for owners in OWNERS:
        connection.execute(delete(owners).where(col(owners.human_task_id).in_(own_tasks)))
    for table in OF_THE_CASE:
        connection.execute(delete(table).where(table.instance_id == case))
    told = (col(HistoryEntry.instance_id) == case, col(HistoryEntry.turn).is_not(None))
    connection.execute(delete(HistoryEntry).where(*told))


def wipe_open(connection: Connection, case: str, since: datetime | None) -> None:
    """Delete what is open, and what came into being from ``since`` on: both will be written again."""
    _forget_entries(connection, case)
    for table in WITHOUT_ARCHIVE:
        connection.execute(delete(table).where(table.instance_id == case))
    for table, closed in CLOSED_BY.items():
        again = getattr(table, closed).is_(None)
        if since is not None:
            again = or_(again, getattr(table, OPENED_BY[table]) >= since)
        mine = (table.instance_id == case, again)
        if table is HumanTask:
            ids = select(col(HumanTask.id)).where(*mine)
            for owners in OWNERS:
                connection.execute(delete(owners).where(col(owners.human_task_id).in_(ids)))
        connection.execute(delete(table).where(*mine))
    if since is not None:
        told = (col(HistoryEntry.turn).is_not(None), col(HistoryEntry.at) >= since)
        connection.execute(delete(HistoryEntry).where(col(HistoryEntry.instance_id) == case, *told))


def _forget_entries(connection: Connection, case: str) -> None:
    """Take the case's tasks off the worklists until they are written again, and have the case measured anew."""
    insert_once(connection, CaseToMeasure, instance_id=case)
    connection.execute(delete(WorklistEntry).where(col(WorklistEntry.instance_id) == case))


def _rows(connection: Connection, table: type[SQLModel], case: str, *names: str) -> list[Any]:
    """Read rows that are about to be written anew, and keep others from changing them meanwhile."""
    columns = [getattr(table, name) for name in names]
    mine = table.instance_id == case  # type: ignore[attr-defined]
    return list(connection.execute(select(*columns).where(mine).with_for_update()))
