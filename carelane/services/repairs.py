"""Repairs the read model of open cases where it differs from Temporal, which is the truth.

A difference should never happen: the journal writes a turn before anybody is told about it. It can after a
database was restored from an older backup, or by somebody's hand.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, update
from sqlmodel import col, select

from bpmn.engine.effects import CloseHumanTask, Ended
from bpmn.engine.wire import load_effect
from carelane.domain.errors import CaseNotFound
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Turn
from carelane.services.journal import write_turn
from carelane.services.ports import CaseFacts, CasePort
from carelane.services.transaction import Database


@dataclass(frozen=True, slots=True)
class Repair:
    """How a sweep went: cases looked at, repaired, unknown to Temporal (lost), still different."""

    looked_at: int = 0
    repaired: int = 0
    lost: int = 0
    unrepaired: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    """What the read model says about a case."""

    instance_id: str
    state: str
    turn: int
    open_tasks: frozenset[str]


def repair_read_model(database: Database, cases: CasePort) -> Repair:
    """Compare every open case with Temporal and write what the read model lacks or has wrong.

    A case that Temporal has forgotten is only counted: deciding what became of it is for a person.
    Raises `CaseUnavailable` when Temporal is away; the next sweep goes on.
    """
    outcomes = [_repair(database, cases, row) for row in _open_cases(database)]
    return Repair(
        looked_at=len(outcomes),
        repaired=outcomes.count("repaired"),
        lost=outcomes.count("lost"),
        unrepaired=outcomes.count("unrepaired"),
    )


def _repair(database: Database, cases: CasePort, row: _Row) -> str:
    """Look at one case; names what was done."""
    try:
        facts = cases.describe(row.instance_id)
        if _agrees(row, facts):
            return "agrees"
        turns = cases.turns(row.instance_id)
    except CaseNotFound:
        return "lost"
    for turn in turns:
        if turn.turn > row.turn:
            write_turn(database, turn)
    written = _row(database, row.instance_id)
    if not _agrees(written, facts):
        _correct(database, facts, turns)
        written = _row(database, row.instance_id)
    return "repaired" if _agrees(written, facts) else "unrepaired"


def _open_cases(database: Database) -> list[_Row]:
    """Read what the read model takes for open."""
    statement = (
        select(ProcessInstance.id)
        .where(col(ProcessInstance.state) == "active")
        .order_by(col(ProcessInstance.started_at), col(ProcessInstance.id))
    )
    with database.reading() as session:
        found = session.exec(statement).all()
    return [_row(database, instance_id) for instance_id in found]


def _row(database: Database, instance_id: str) -> _Row:
    """Read one case."""
    case = select(ProcessInstance.state, ProcessInstance.turn).where(
        col(ProcessInstance.id) == instance_id
    )
    tasks = select(HumanTask.task_id).where(
        col(HumanTask.instance_id) == instance_id, col(HumanTask.closed_at).is_(None)
    )
    with database.reading() as session:
        state, turn = session.exec(case).one()
        return _Row(instance_id, state, turn, frozenset(session.exec(tasks).all()))


def _agrees(row: _Row, facts: CaseFacts) -> bool:
    """Say whether the read model shows what Temporal knows; it may be a turn ahead of the answer."""
    if row.turn != facts.turn:
        return row.turn > facts.turn
    same_end = (row.state == "active") == (facts.state == "open")
    return same_end and row.open_tasks == frozenset(facts.open_tasks)


def _correct(database: Database, facts: CaseFacts, turns: list[Turn]) -> None:
    """Set open and closed tasks and the end of the case as the history tells them."""
    with database.transaction() as session:
        connection = session.connection()
        for turn in turns:
            for effect in map(load_effect, turn.effects):
                if isinstance(effect, CloseHumanTask):
                    _close(connection, facts.instance_id, effect, turn)
                elif isinstance(effect, Ended):
                    _end(connection, facts.instance_id, effect, turn)
        connection.execute(
            update(HumanTask)
            .where(
                col(HumanTask.instance_id) == facts.instance_id,
                col(HumanTask.task_id).in_(facts.open_tasks),
                col(HumanTask.closed_at).is_not(None),
            )
            .values(
                state="ready",
                actual_owner=None,
                claimed_at=None,
                closed_at=None,
                completed_by=None,
                version=HumanTask.version + 1,
            )
        )


def _close(connection: Connection, instance_id: str, effect: CloseHumanTask, turn: Turn) -> None:
    """Close a task that should be closed."""
    connection.execute(
        update(HumanTask)
        .where(
            col(HumanTask.id) == f"{instance_id}:{effect.task_id}",
            col(HumanTask.closed_at).is_(None),
        )
        .values(
            state=effect.outcome,
            closed_at=datetime.fromisoformat(turn.at),
            completed_by=effect.by or None,
            version=HumanTask.version + 1,
        )
    )


def _end(connection: Connection, instance_id: str, effect: Ended, turn: Turn) -> None:
    """End a case that should be ended."""
    connection.execute(
        update(ProcessInstance)
        .where(col(ProcessInstance.id) == instance_id, col(ProcessInstance.state) == "active")
        .values(state=effect.outcome, ended_at=datetime.fromisoformat(turn.at))
    )
