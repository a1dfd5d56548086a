"""Cases that a clock starts: timer start events of released processes, at each institution of the pool's kind.

The current version counts (the pinned one, else the newest), from the moment it is first seen after its release or its
pin. Of several times that passed
while no scheduler ran, one case is started and the others are counted as missed: nobody wants ten daily
lists at once. The case's id follows from the moment, so that a start repeated after a crash is one start.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import update
from sqlmodel import Session, col, select

from bpmn.engine import timed_start
from bpmn.model import Process
from carelane.domain.institutions import Institution
from carelane.domain.process_definitions import ProcessDefinition, TimedStart
from carelane.domain.wire import StartProcess
from carelane.services.bundles import load_definition
from carelane.services.case_variables import business_key
from carelane.services.current_versions import current_versions
from carelane.services.pool_bindings import bind_pools
from carelane.services.ports import CasePort
from carelane.services.start_payloads import start_payload
from carelane.services.transaction import Database

MOST_MISSED = 100_000


@dataclass(frozen=True, slots=True)
class _Due:
    """A start that is due, and where its timer stands afterwards."""

    row: TimedStart
    start: StartProcess
    number: int
    missed: int
    next_at: datetime | None


def start_due(database: Database, cases: CasePort) -> int:
    """Start what is due and say how many cases that were. Raises `CaseUnavailable`; safe to repeat."""
    _note_new(database)
    due = _due(database)
    for each in due:
        cases.start(each.start)
        _advance(database, each)
    return len(due)


def _note_new(database: Database) -> None:
    """Make the rows of versions and institutions that were not seen before."""
    now = database.now()
    with database.transaction() as session:
        for definition in _timed(session):
            known = session.exec(
                select(TimedStart).where(col(TimedStart.definition_id) == definition.id)
            ).all()
            seen = {(row.element_id, row.institution_code) for row in known}
            since = now if known else definition.deployed_at
            process = _process(session, definition)
            for code in _places(session, definition):
                for element_id in definition.timer_starts:
                    if (element_id, code) not in seen:
                        session.add(_new_row(process, definition.id, element_id, code, since))


def count_from_now(
    session: Session, definition: ProcessDefinition, code: str, now: datetime
) -> None:
    """Let the timers of a version begin to count now at an institution where it has become the current one.

    Times that passed while another version was current are not made up for.
    """
    if code in _places(session, definition):
        process = _process(session, definition)
        for element_id in definition.timer_starts:
            session.merge(_new_row(process, definition.id, element_id, code, now))


def _new_row(
    process: Process, definition_id: str, element_id: str, code: str, since: datetime
) -> TimedStart:
    """Count a timer from ``since``; an institution that comes later hears of later times only."""
    due = timed_start(process, element_id, since, 0)
    return TimedStart(
        definition_id=definition_id,
        element_id=element_id,
        institution_code=code,
        since=since,
        due_at=due if due is not None and due >= since else None,
    )


def _timed(session: Session) -> list[ProcessDefinition]:
    """List the versions that a clock starts and that new cases take somewhere."""
    versions = current_versions(session.connection()).everywhere()
    return [row for row in versions if row.timer_starts]


def _places(session: Session, definition: ProcessDefinition) -> list[str]:
    """List the institutions that the process's pool may be bound to, and where this version is the current one."""
    kind = col(Institution.kind) == definition.pool_kind
    codes = session.exec(select(Institution.code).where(kind).order_by(Institution.code))
    versions = current_versions(session.connection(), definition.process_id)
    return [code for code in codes if versions.is_current(definition, code)]


def _process(session: Session, definition: ProcessDefinition) -> Process:
    return load_definition(session, definition.bundle_sha256).processes[definition.process_id]


def _due(database: Database) -> list[_Due]:
    """Find the starts that are due, oldest first."""
    now = database.now()
    with database.reading() as session:
        timed = {row.id: row for row in _timed(session)}
        versions = current_versions(session.connection())
        rows = session.exec(
            select(TimedStart)
            .where(col(TimedStart.definition_id).in_(timed), col(TimedStart.due_at) <= now)
            .order_by(col(TimedStart.due_at), col(TimedStart.institution_code))
        ).all()
        return [
            _plan(session, timed[row.definition_id], row, now)
            for row in rows
            if versions.is_current(timed[row.definition_id], row.institution_code)
        ]


def _plan(session: Session, definition: ProcessDefinition, row: TimedStart, now: datetime) -> _Due:
    """Work out the case to start and the timer's next moment."""
    assert row.due_at is not None
    process = _process(session, definition)
    number = row.number + 1
    next_at = timed_start(process, row.element_id, row.since, number, row.due_at)
    while next_at is not None and next_at <= now and number - row.number < MOST_MISSED:
        number += 1
        next_at = timed_start(process, row.element_id, row.since, number, next_at)
    start = _start(session, definition, row, row.due_at)
    return _Due(row, start, number, row.missed + number - row.number - 1, next_at)


def _start(
    session: Session, definition: ProcessDefinition, row: TimedStart, due_at: datetime
) -> StartProcess:
    """Make the start payload; its id follows from timer, place and moment."""
    moment = f"{definition.id}/{row.element_id}/{row.institution_code}/{due_at.isoformat()}"
    instance_id = sha256(moment.encode()).hexdigest()[:32]
    payload = start_payload(
        session.connection(),
        instance_id=instance_id,
        process_id=definition.process_id,
        bundle_sha256=definition.bundle_sha256,
        institution=row.institution_code,
        pools=bind_pools(session, definition, row.institution_code, {}),
        business_key=business_key(definition.process_id, due_at, instance_id),
        started_at=due_at,
    )
    return replace(payload, timer=row.element_id)


def _advance(database: Database, due: _Due) -> None:
    """Set the timer to its next moment, unless another scheduler has."""
    mine = (
        col(TimedStart.definition_id) == due.row.definition_id,
        col(TimedStart.element_id) == due.row.element_id,
        col(TimedStart.institution_code) == due.row.institution_code,
        col(TimedStart.number) == due.row.number,
    )
    with database.transaction() as session:
        session.connection().execute(
            update(TimedStart)
            .where(*mine)
            .values(number=due.number, missed=due.missed, due_at=due.next_at)
        )
