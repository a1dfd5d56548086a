"""Migrations of running cases as lists and screens show them: how far each is, and what became of each case."""

from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session, col, select

from carelane.domain.case_migrations import CaseMigration, CaseMove
from carelane.domain.errors import MigrationNotFound, NotAllowed
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import JsonObject
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_manage_versions


@dataclass(frozen=True, slots=True)
class MigrationStatus:
    """How far a migration is; ``counts`` gives the number of cases by the state of `CaseMove`."""

    migration: CaseMigration
    from_version: int
    to_version: int
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """Count all cases."""
        return sum(self.counts.values())

    @property
    def waiting(self) -> int:
        """Count the cases that are still to be tried."""
        return self.counts.get("waiting", 0)


@dataclass(frozen=True, slots=True)
class MovedCase:
    """What became of one case."""

    instance_id: str
    business_key: str
    institution: str
    state: str
    problems: tuple[JsonObject, ...]


def status(database: Database, actor: Actor, migration_id: str) -> MigrationStatus:
    """Say how far a migration is; raises `NotAllowed`, `MigrationNotFound`."""
    with database.reading() as session:
        return _status(session, find_migration(session, actor, migration_id))


def migrations(database: Database, actor: Actor) -> tuple[MigrationStatus, ...]:
    """List the migrations, the latest first; raises `NotAllowed`."""
    if not may_manage_versions(actor):
        raise NotAllowed
    latest = select(CaseMigration).order_by(col(CaseMigration.at).desc()).limit(100)
    with database.reading() as session:
        return tuple(_status(session, each) for each in session.exec(latest))


def moves(database: Database, actor: Actor, migration_id: str) -> tuple[MovedCase, ...]:
    """List what became of each case; raises `NotAllowed`, `MigrationNotFound`."""
    statement = (
        select(CaseMove, ProcessInstance.business_key, ProcessInstance.institution_code)
        .join(ProcessInstance, col(ProcessInstance.id) == col(CaseMove.instance_id))
        .where(col(CaseMove.migration_id) == migration_id)
        .order_by(col(CaseMove.number))
    )
    with database.reading() as session:
        find_migration(session, actor, migration_id)
        return tuple(
            MovedCase(move.instance_id, key, place, move.state, tuple(move.problems))
            for move, key, place in session.exec(statement)
        )


def find_migration(session: Session, actor: Actor, migration_id: str) -> CaseMigration:
    """Read a migration; raises `NotAllowed`, `MigrationNotFound`."""
    if not may_manage_versions(actor):
        raise NotAllowed
    found = session.get(CaseMigration, migration_id)
    if found is None:
        raise MigrationNotFound
    return found


def cases_in_state(session: Session, migration_id: str, state: str) -> list[str]:
    """List the cases of a migration that are in this state, in their order."""
    statement = (
        select(CaseMove.instance_id)
        .where(col(CaseMove.migration_id) == migration_id, col(CaseMove.state) == state)
        .order_by(col(CaseMove.number))
    )
    return list(session.exec(statement))


def _status(session: Session, migration: CaseMigration) -> MigrationStatus:
    states = session.exec(select(CaseMove.state).where(col(CaseMove.migration_id) == migration.id))
    old = session.get_one(ProcessDefinition, migration.from_definition_id)
    new = session.get_one(ProcessDefinition, migration.to_definition_id)
    return MigrationStatus(migration, old.version, new.version, dict(Counter(states)))
