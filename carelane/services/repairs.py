"""Repairs the read model of open cases where it differs from Temporal, which is the truth.

A worker that dies between the database and Temporal leaves rows of a turn that never became part of the case; a
database restored from an older backup lacks turns. Looked at are the cases that the read model takes for open, and
those that run although it takes them for ended or does not know them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import defer
from sqlmodel import col, func, select

from carelane.domain.errors import CaseNotFound, CaseUnavailable
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ProcessInstance
from carelane.services.ports import CaseFacts, CasePort
from carelane.services.rebuild import rewrite
from carelane.services.rebuilds import make_ready
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
    """What the read model says about a case; ``settled`` when its last turn was written a while ago.

    A case that it does not know has no state and turn 0.
    """

    instance_id: str
    state: str = ""
    turn: int = 0
    open_tasks: frozenset[str] = frozenset()
    suspended: bool = False
    compensating: bool = False
    settled: bool = True


SILENT = 3
"""So many cases in a row without an answer mean that Temporal is away."""
AT_ONCE = 500
"""Cases that one sweep looks at; with more, sweeps take turns."""
TURN_SECONDS = 300
SETTLED_AFTER = timedelta(minutes=1)
"""A turn is written before Temporal knows of it: until it is so old, the read model may rightly be ahead."""
_AT_A_TIME = 500


def repair_read_model(database: Database, cases: CasePort) -> Repair:
    """Compare open cases with Temporal and write anew what the read model lacks or has wrong.

    A case that Temporal has forgotten is only counted: deciding what became of it is for a person. One
    that does not answer, because its workflow is stuck, keeps no other from its repair.
    Raises `CaseUnavailable` when Temporal is away; the next sweep goes on.
    """
    outcomes, silent = [], 0
    for row in [*_open_cases(database), *_hidden_cases(database, cases)]:
        try:
            outcomes.append(_repair(database, cases, row))
            silent = 0
        except CaseUnavailable:
            outcomes.append("unrepaired")
            silent += 1
            if silent == SILENT:
                raise
    if outcomes and silent == len(outcomes):
        raise CaseUnavailable
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
        told = cases.told(row.instance_id)
    except CaseNotFound:
        return "lost"
    make_ready(database, told)
    rewrite(database, told.turns, seen_turn=row.turn, earlier=told.earlier)
    return "repaired" if _agrees(_row(database, row.instance_id), facts) else "unrepaired"


def _open_cases(database: Database) -> list[_Row]:
    """Read what the read model takes for open: all of it, or the part whose turn it is."""
    active = col(ProcessInstance.state) == "active"
    count = select(func.count()).select_from(ProcessInstance).where(active)
    with database.reading() as session:
        parts = -(-session.exec(count).one() // AT_ONCE) or 1
        part = int(database.now().timestamp()) // TURN_SECONDS % parts
        statement = (
            select(ProcessInstance.id)
            .where(active)
            .order_by(col(ProcessInstance.started_at), col(ProcessInstance.id))
            .limit(AT_ONCE)
            .offset(part * AT_ONCE)
        )
        found = session.exec(statement).all()
    return [_row(database, instance_id) for instance_id in found]


def _hidden_cases(database: Database, cases: CasePort) -> list[_Row]:
    """Find the cases that run although the read model takes them for ended, or does not know them."""
    running = cases.running(database.now() - SETTLED_AFTER)
    parts = (running[at : at + _AT_A_TIME] for at in range(0, len(running), _AT_A_TIME))
    rows = [_row(database, each) for part in parts for each in _not_shown(database, part)]
    return [row for row in rows if row.settled]


def _not_shown(database: Database, running: Sequence[str]) -> list[str]:
    """Give those of the cases that the read model does not show as open."""
    shown = select(ProcessInstance.id).where(
        col(ProcessInstance.id).in_(running), col(ProcessInstance.state) == "active"
    )
    with database.reading() as session:
        known = set(session.exec(shown))
    return [each for each in running if each not in known]


def _row(database: Database, instance_id: str) -> _Row:
    """Read one case."""
    case = (
        select(ProcessInstance)
        .where(col(ProcessInstance.id) == instance_id)
        .options(defer(ProcessInstance.variables, raiseload=True))  # type: ignore[arg-type]
    )
    tasks = select(HumanTask.task_id).where(
        col(HumanTask.instance_id) == instance_id, col(HumanTask.closed_at).is_(None)
    )
    with database.reading() as session:
        found = session.exec(case).first()
        if found is None:
            return _Row(instance_id)
        return _Row(
            instance_id,
            found.state,
            found.turn,
            frozenset(session.exec(tasks).all()),
            suspended=found.suspended,
            compensating=found.compensating,
            settled=_settled(found.turn_at, database.now()),
        )


def _settled(turn_at: datetime | None, now: datetime) -> bool:
    return turn_at is None or now - turn_at > SETTLED_AFTER


def _agrees(row: _Row, facts: CaseFacts) -> bool:
    """Say whether the read model shows what Temporal knows; it may be ahead of the answer for a moment."""
    if row.turn != facts.turn:
        return row.turn > facts.turn and not row.settled
    is_open = facts.state == "open"
    if (row.state == "active") != is_open or row.open_tasks != frozenset(facts.open_tasks):
        return False
    shown, true = (row.suspended, row.compensating), (facts.suspended, facts.compensating)
    return shown == true or not is_open
