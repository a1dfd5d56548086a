"""Who has asked whoever has a human task to hand it over: lines of the case's history, as long as that person has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import HistoryEntry
from carelane.services.names import Name, Names


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks for a task; ``reason`` is what that person says, if anything."""

    by: Name
    at: datetime
    reason: str


def asked_by(session: Session, task: HumanTask) -> tuple[str, ...]:
    """Give the ids of those who ask for the task; the caller has found it through visibility."""
    return tuple(dict.fromkeys(line.person_id for line in _lines(session, task)))


def requests(session: Session, task: HumanTask) -> tuple[Request, ...]:
    """Give who asks for the task, the first first; the caller has found it through visibility."""
    lines = _lines(session, task)
    names = Names(session, [line.person_id for line in lines], ())
    return tuple(
        Request(
            names.person(line.person_id) or Name(line.person_id, line.person_id),
            line.at,
            str(line.data.get("reason", "")),
        )
        for line in lines
    )


def _lines(session: Session, task: HumanTask) -> Sequence[HistoryEntry]:
    """Read what was asked since the task has its owner; a task that nobody has is asked for by claiming it."""
    if task.actual_owner is None or task.claimed_at is None or task.closed_at is not None:
        return ()
    statement = (
        select(HistoryEntry)
        .where(
            col(HistoryEntry.instance_id) == task.instance_id,
            col(HistoryEntry.kind) == "ask_for",
            col(HistoryEntry.task_id) == task.task_id,
            col(HistoryEntry.at) >= task.claimed_at,
            col(HistoryEntry.person_id) != task.actual_owner,
        )
        .order_by(col(HistoryEntry.at), col(HistoryEntry.id))
    )
    return session.exec(statement).all()
