"""Reads what the read model shows, and what a rebuild of each case from its history would change in it."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import text, update
from sqlmodel import SQLModel, col, func, select

from carelane.chaos.facts import CaseFact, CaseRow, Facts, TaskRow
from carelane.chaos.histories import Story
from carelane.chaos.worker import TABLE
from carelane.domain.commands import Command
from carelane.domain.deadlines import Timer
from carelane.domain.human_tasks import HumanTask
from carelane.domain.incidents import Incident
from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.process_definitions import TimedStart
from carelane.domain.process_instances import (
    ElementActivation,
    FlowCount,
    HistoryEntry,
    ProcessInstance,
)
from carelane.domain.signals import Signal, SignalDelivery, SignalSubscription
from carelane.services.rebuild import rewrite
from carelane.services.transaction import Database

_COMPARED: tuple[type[SQLModel], ...] = (
    ElementActivation,
    FlowCount,
    HumanTask,
    Timer,
    Incident,
    MessageSubscription,
    SignalSubscription,
    HistoryEntry,
)
Row = TypeVar("Row", bound=SQLModel)
_OF_NO_MEANING = {"version", "overdue"}
"""A rebuild counts a change of its own; marks of the scheduler come back at its next look."""


def read_facts(
    database: Database, stories: Iterable[Story], cases: dict[str, CaseFact], attempts: Path
) -> Facts:
    """Read everything, then rebuild each case and say what that changed."""
    claims = _claims(database)
    return Facts(
        cases=cases,
        rows=_case_rows(database),
        tasks={task.id: _task_row(task, claims) for task in _all(database, HumanTask)},
        commands={row.id: row.target_id for row in _all(database, Command)},
        effects=_effects(database),
        attempts=Counter(attempts.read_text("ascii").split()),
        messages=Counter(row.state for row in _all(database, Message)),
        deliveries=Counter(row.state for row in _all(database, SignalDelivery)),
        signals=len(_all(database, Signal)),
        differences=tuple(_differences(database, stories)),
    )


def _all(database: Database, table: type[Row]) -> list[Row]:
    with database.reading() as session:
        return list(session.exec(select(table)).all())


def _effects(database: Database) -> Counter[str]:
    with database.reading() as session:
        keys = session.connection().execute(text(f"SELECT idempotency_key FROM {TABLE}"))  # noqa: S608
        return Counter(keys.scalars())


def _claims(database: Database) -> dict[str, list[tuple[str, str]]]:
    """Collect who took and gave back each task, in order."""
    lines: dict[str, list[tuple[str, str]]] = defaultdict(list)
    verbs = col(HistoryEntry.kind).in_(("claim", "release"))
    with database.reading() as session:
        for row in session.exec(select(HistoryEntry).where(verbs).order_by(col(HistoryEntry.id))):
            lines[f"{row.instance_id}:{row.task_id}"].append((row.kind, row.person_id))
    return lines


def _task_row(task: HumanTask, claims: dict[str, list[tuple[str, str]]]) -> TaskRow:
    return TaskRow(
        id=task.id,
        case=task.instance_id,
        element=task.element_id,
        state=task.state,
        owner=task.actual_owner or "",
        completed_by=task.completed_by or "",
        lines=tuple(claims.get(task.id, ())),
    )


def _case_rows(database: Database) -> dict[str, CaseRow]:
    """Collect the cases with what their history says of closed tasks."""
    completions: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    turns: dict[str, set[int]] = defaultdict(set)
    told = col(HistoryEntry.turn).is_not(None)
    with database.reading() as session:
        for row in session.exec(select(HistoryEntry).where(told)):
            turns[row.instance_id].add(row.turn or 0)
            if row.kind == "CloseHumanTask" and row.data.get("outcome") == "completed":
                completions[row.instance_id][row.task_id, row.person_id] += 1
    return {
        row.id: CaseRow(
            id=row.id,
            process_id=row.process_id,
            state=row.state,
            turn=row.turn,
            sheets=tuple(row.variables.get("sheets") or ()),
            completions=completions[row.id],
            turns=tuple(sorted(turns[row.id])),
        )
        for row in _all(database, ProcessInstance)
    }


def _differences(database: Database, stories: Iterable[Story]) -> Iterable[str]:
    """Rebuild each case and compare its rows before and after."""
    for story in stories:
        before = _rows_of(database, story.id)
        rewrite(database, story.turns)
        after = _rows_of(database, story.id)
        for name, lines in before.items():
            gone, new = lines - after[name], after[name] - lines
            if gone or new:
                yield f"different: {name} of {story.id}: {_difference(gone, new)}"


def _difference(gone: Counter[str], new: Counter[str]) -> str:
    """Say what changed in the first row that did."""
    old = json.loads(next(iter(sorted(gone)), "{}"))
    now = json.loads(next(iter(sorted(new)), "{}"))
    names = sorted(key for key in old | now if old.get(key) != now.get(key))
    changes = "; ".join(f"{name} {old.get(name)!r} became {now.get(name)!r}" for name in names)
    return f"{gone.total()} rows became {new.total()}: {changes}"


def _rows_of(database: Database, case: str) -> dict[str, Counter[str]]:
    """Give the rows of a case as texts, for each table."""
    found: dict[str, Counter[str]] = {}
    with database.reading() as session:
        for table in _COMPARED:
            mine = col(table.instance_id) == case  # type: ignore[attr-defined]
            rows = session.exec(select(table).where(mine)).all()
            found[table.__name__] = Counter(_as_text(row) for row in rows)
        own = session.exec(select(ProcessInstance).where(col(ProcessInstance.id) == case)).all()
        found["ProcessInstance"] = Counter(_as_text(row) for row in own)
    return found


def _as_text(row: SQLModel) -> str:
    ignored = _OF_NO_MEANING | ({"id"} if isinstance(row, HistoryEntry) else set())
    values: dict[str, Any] = {k: v for k, v in row.model_dump().items() if k not in ignored}
    return json.dumps(values, sort_keys=True, default=str)


def end_rota(database: Database) -> None:
    """Let the clock begin no more cases."""
    with database.transaction() as session:
        session.connection().execute(update(TimedStart).values(due_at=None))


def count_active(database: Database) -> int:
    """Count the cases that still run, but for those that only listen."""
    statement = (
        select(func.count())
        .select_from(ProcessInstance)
        .where(
            col(ProcessInstance.state) == "active",
            col(ProcessInstance.process_id) != "chaos_watch",
        )
    )
    with database.reading() as session:
        return session.exec(statement).one()
