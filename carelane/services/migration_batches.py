"""Moves running cases in batches: a migration is begun, worked off, paused, gone on with, and taken back.

What becomes of each case is written down as it happens, so that a migration goes on where it stopped. The command id of
a case follows from the migration: asked twice, a case moves once.
"""

import uuid

from sqlalchemy import update
from sqlmodel import col

from bpmn.engine.migration import ElementMapping
from carelane.domain.case_migrations import CaseMigration, CaseMove
from carelane.domain.errors import (
    WrongMapping,
)
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.wire import Answer, Operate
from carelane.services.incidents import checked_reason
from carelane.services.migration_lists import (
    MigrationStatus,
    cases_in_state,
    find_migration,
    status,
)
from carelane.services.migration_work import work_off
from carelane.services.migrations import (
    Progress,
    Route,
    find_versions,
    mapping_faults,
    running_cases,
)
from carelane.services.ports import CasePort
from carelane.services.transaction import Database
from carelane.services.visibility import Actor


def begin(  # noqa: PLR0913 - who, where to, how, why
    database: Database,
    actor: Actor,
    route: Route,
    mapping: ElementMapping,
    reason: str,
    *,
    stop_on_failure: bool = False,
) -> str:
    """Write down a migration of all running cases of the version; no case is touched yet. Gives its id.

    Raises `NotAllowed`, `ReasonMissing`, `DefinitionNotFound`, `WrongMapping`.
    """
    why = checked_reason(reason)
    versions = find_versions(database, actor, route)
    if found := mapping_faults(database, actor, route, mapping):
        raise WrongMapping("; ".join(f"{each.element_id}: {each.message}" for each in found))
    migration = CaseMigration(
        id=uuid.uuid4().hex,
        process_id=route.process_id,
        from_definition_id=versions.old.id,
        to_definition_id=versions.new.id,
        mapping=mapping.dump(),
        institution_code=route.institution,
        by=actor.person_id,
        reason=why,
        at=database.now(),
        stop_on_failure=stop_on_failure,
    )
    with database.transaction() as session:
        cases = running_cases(session, actor, versions.old.id, route.institution)
        migration.state = "running" if cases else "done"
        session.add(migration)
        session.flush()
        session.add_all(
            CaseMove(migration_id=migration.id, instance_id=case.instance_id, number=number)
            for number, case in enumerate(cases, 1)
        )
        return migration.id


def pause(database: Database, actor: Actor, migration_id: str) -> None:
    """Let a migration stop after the case that it is at; raises `NotAllowed`, `MigrationNotFound`."""
    _set_state(database, actor, migration_id, "running", "paused")


def go_on(database: Database, actor: Actor, migration_id: str) -> None:
    """Let a paused migration go on; raises `NotAllowed`, `MigrationNotFound`."""
    _set_state(database, actor, migration_id, "paused", "running")


def _set_state(database: Database, actor: Actor, migration_id: str, old: str, new: str) -> None:
    with database.transaction() as session:
        find_migration(session, actor, migration_id)
        session.connection().execute(
            update(CaseMigration)
            .where(col(CaseMigration.id) == migration_id, col(CaseMigration.state) == old)
            .values(state=new)
        )


def run_batch(  # noqa: PLR0913, PLR0917 - who, what, how many, and who hears of it
    database: Database,
    cases: CasePort,
    actor: Actor,
    migration_id: str,
    size: int = 20,
    progress: Progress = lambda _done, _total: None,
) -> MigrationStatus:
    """Try the next cases that wait, and say how far the migration is.

    A case without an answer stays waiting and goes to the end of the line of this batch; the next batch tries it
    again. Raises `NotAllowed`, `MigrationNotFound`, `CaseUnavailable` when no case of the batch has answered.
    """
    with database.reading() as session:
        migration = find_migration(session, actor, migration_id)
        new = session.get_one(ProcessDefinition, migration.to_definition_id)
        old = session.get_one(ProcessDefinition, migration.from_definition_id)
        waiting = cases_in_state(session, migration_id, "waiting")[:size]
    route = Route(migration.process_id, old.version, new.version, migration.institution_code)
    versions = find_versions(database, actor, route)
    plan = versions.plan(ElementMapping.load(migration.mapping))

    def move(case: str) -> Answer:
        command = Operate(
            f"{migration_id}:{case}", "migrate", actor.person_id, migration.reason, plan
        )
        return cases.operate(case, command)

    work_off(database, migration, waiting, move, "moved", progress)
    return _settle(database, actor, migration_id)


def undo(  # noqa: PLR0913, PLR0917 - who, what, why, and who hears of it
    database: Database,
    cases: CasePort,
    actor: Actor,
    migration_id: str,
    reason: str,
    progress: Progress = lambda _done, _total: None,
) -> MigrationStatus:
    """Take back every case that has moved and in which nothing has happened since; pauses what is left.

    Raises `NotAllowed`, `MigrationNotFound`, `ReasonMissing`, `CaseUnavailable` when no case has answered.
    """
    why = checked_reason(reason)
    pause(database, actor, migration_id)
    with database.reading() as session:
        migration = find_migration(session, actor, migration_id)
        moved = cases_in_state(session, migration_id, "moved")

    def back(case: str) -> Answer:
        command = Operate(f"{migration_id}:{case}:undo", "undo_migration", actor.person_id, why)
        return cases.operate(case, command)

    work_off(database, migration, moved, back, "undone", progress)
    return status(database, actor, migration_id)


def _settle(database: Database, actor: Actor, migration_id: str) -> MigrationStatus:
    """Mark a migration done once no case waits."""
    found = status(database, actor, migration_id)
    if not found.waiting and found.migration.state != "done":
        with database.transaction() as session:
            mine = col(CaseMigration.id) == migration_id
            session.connection().execute(update(CaseMigration).where(mine).values(state="done"))
        return status(database, actor, migration_id)
    return found
