"""Writes the rows of one case anew from its turns, which Temporal's history can always tell again.

Used when a turn diverged (`carelane.services.journal`) and when a sweep finds a difference. What people did
in the database alone survives: claims, drafts, and messages that have left for other cases.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlmodel import SQLModel, col

from carelane.domain.deadlines import Deadline, Timer
from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.incidents import Incident
from carelane.domain.messages import MessageSubscription
from carelane.domain.process_instances import (
    ElementActivation,
    FlowCount,
    HistoryEntry,
    ProcessInstance,
)
from carelane.domain.signals import SignalSubscription
from carelane.domain.waiting_jobs import WaitingJob
from carelane.domain.wire import Turn, Written
from carelane.services import messages, signals
from carelane.services.correlation import promise
from carelane.services.journal import project
from carelane.services.projections.instances import first_row, stored_row
from carelane.services.projections.part import Row
from carelane.services.transaction import Database

_OF_THE_CASE: tuple[type[Any], ...] = (
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
_KEPT_OF_TASKS = (
    "actual_owner",
    "claimed_at",
    "state",
    "state_before",
    "draft",
    "version",
    "closed_at",
)


def rewrite(database: Database, turns: list[Turn], seen_turn: int | None = None) -> Written:
    """Replace all rows of a case by what its turns say; ``turns`` are all of them, oldest first.

    With ``seen_turn`` nothing happens if the case has gone on since its row showed that turn.
    Histories that Temporal has already forgotten cannot be told again: then only newer turns are added.
    """
    if not turns:
        return Written()
    case = turns[0].instance_id
    with database.transaction() as session:
        connection = session.connection()
        stored = stored_row(connection, case)
        if stored is None or seen_turn in {None, stored["turn"]}:
            _rewrite(connection, turns, stored or {"turn": 0, "turn_at": None})
        keys = messages.keys_of(connection, case)
    return Written(
        deliverable=messages.deliverable(database, keys) if keys else [],
        signals=signals.untold_of(database, case),
    )


def _rewrite(connection: Connection, turns: list[Turn], stored: Row) -> None:
    first, stored_turn = turns[0].first, stored["turn"]
    if first is None:
        _write_all(connection, [turn for turn in turns if turn.turn > stored_turn], stored)
        return
    case = turns[0].instance_id
    row = first_row(connection, case, first, datetime.fromisoformat(turns[0].at))
    tasks, waits = _claims(connection, case), _on_their_way(connection, case)
    _wipe(connection, case)
    messages.forget_unsent(connection, turns)
    if stored_turn:
        mine = col(ProcessInstance.id) == case
        connection.execute(update(ProcessInstance).where(mine).values(row))
    again = _again(turns[0], turns, stored)
    project(connection, turns[0], row, first=None if stored_turn else row, again=again)
    _write_all(connection, turns[1:], stored)
    signals.forget_unthrown(connection, turns)
    _restore(connection, tasks, waits)


def _write_all(connection: Connection, turns: list[Turn], stored: Row) -> None:
    for turn in turns:
        row = stored_row(connection, turn.instance_id)
        assert row is not None
        project(connection, turn, row, again=_again(turn, turns, stored))


def _again(turn: Turn, turns: list[Turn], stored: Row) -> bool:
    """Tell whether what the turn meant to other cases is settled: all but the last one, or written before."""
    written = (stored["turn"], stored["turn_at"])
    return turn is not turns[-1] or (turn.turn, datetime.fromisoformat(turn.at)) == written


def _reopen(connection: Connection, task_id: str) -> None:
    """Let a task that a phantom turn had closed be its owner's again."""
    free = (col(HumanTask.id) == task_id, col(HumanTask.state) == "ready")
    connection.execute(update(HumanTask).where(*free).values(state="reserved"))


def _wipe(connection: Connection, case: str) -> None:
    """Delete what the turns will write again; messages that have left stay, people's own lines too."""
    own_tasks = select(col(HumanTask.id)).where(col(HumanTask.instance_id) == case)
    connection.execute(
        delete(HumanTaskOwner).where(col(HumanTaskOwner.human_task_id).in_(own_tasks))
    )
    for table in _OF_THE_CASE:
        connection.execute(delete(table).where(table.instance_id == case))
    told = (col(HistoryEntry.instance_id) == case, col(HistoryEntry.turn).is_not(None))
    connection.execute(delete(HistoryEntry).where(*told))


def _rows(connection: Connection, table: type[SQLModel], case: str, *names: str) -> list[Any]:
    """Read rows that are about to be written anew, and keep others from changing them meanwhile."""
    columns = [getattr(table, name) for name in names]
    mine = table.instance_id == case  # type: ignore[attr-defined]
    return list(connection.execute(select(*columns).where(mine).with_for_update()))


def _claims(connection: Connection, case: str) -> list[Any]:
    return _rows(connection, HumanTask, case, "id", *_KEPT_OF_TASKS)


def _on_their_way(connection: Connection, case: str) -> list[Any]:
    """List which message was on its way to which subscription."""
    names = ("instance_id", "subscription_id", "message_id")
    return [row for row in _rows(connection, MessageSubscription, case, *names) if row.message_id]


def _restore(connection: Connection, tasks: list[Any], waits: list[Any]) -> None:
    """Give tasks their owners and drafts back, and subscriptions their messages."""
    for task in tasks:
        mine = col(HumanTask.id) == task.id
        who = {"actual_owner": task.actual_owner, "claimed_at": task.claimed_at}
        connection.execute(
            update(HumanTask).where(mine).values(who | {"version": task.version + 1})
        )
        if task.closed_at is None:
            _restore_work(connection, task)
        elif task.actual_owner is not None:
            _reopen(connection, task.id)
    for wait in waits:
        promise(connection, wait.instance_id, wait.subscription_id, wait.message_id)


def _restore_work(connection: Connection, task: Any) -> None:
    """Let an open task be as far as its owner was; whether it is suspended, the turns have said."""
    state = task.state_before or task.state
    mine = (col(HumanTask.id) == task.id, col(HumanTask.closed_at).is_(None))
    suspended = col(HumanTask.state) == "suspended"
    for where, column in ((suspended, "state_before"), (~suspended, "state")):
        work = {column: state, "draft": task.draft}
        connection.execute(update(HumanTask).where(*mine, where).values(work))
