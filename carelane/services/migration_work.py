"""One command to case after case, and what came of each, written down as it happens."""

from collections.abc import Callable

from sqlalchemy import update
from sqlmodel import col

from carelane.domain.case_migrations import CaseMigration, CaseMove
from carelane.domain.errors import (
    CaseEnded,
    CaseNotFound,
    CaseUnavailable,
    MigrationSettled,
    NothingToMigrate,
    NotMigratable,
)
from carelane.domain.wire import Answer, JsonObject
from carelane.services.migrations import Progress
from carelane.services.transaction import Database

_REFUSED = {
    NotMigratable.code: "cannot",
    NothingToMigrate.code: "nothing",
    CaseEnded.code: "ended",
    MigrationSettled.code: "settled",
}


def work_off(  # noqa: PLR0913, PLR0917 - what is done to which cases, and who hears of it
    database: Database,
    migration: CaseMigration,
    chosen: list[str],
    do: Callable[[str], Answer],
    done: str,
    progress: Progress,
) -> None:
    """Do it to each; a migration that stops, or is paused meanwhile, leaves the others as they are.

    Raises `CaseUnavailable` when none has answered.
    """
    silent = 0
    for number, case in enumerate(chosen, 1):
        if done == "moved" and _is_paused(database, migration.id):
            return
        state, problems = _attempt(do, case, done)
        silent += not state
        if state:
            _note(database, migration.id, case, state, problems)
        progress(number, len(chosen))
        failed = not state or state == "cannot"
        if done == "moved" and failed and migration.stop_on_failure:
            _halt(database, migration.id)
    if chosen and silent == len(chosen):
        raise CaseUnavailable


def _attempt(do: Callable[[str], Answer], case: str, done: str) -> tuple[str, list[JsonObject]]:
    """Do it to one case; gives its new state (empty: no answer) and its problems."""
    try:
        answer = do(case)
    except CaseUnavailable:
        return "", []
    except (CaseNotFound, CaseEnded):
        return "ended", []
    if answer.outcome == "done":
        return done, []
    problems = answer.details.get("problems", [{"code": answer.code}])
    state = _REFUSED.get(answer.code, "cannot")
    return state, problems if state == "cannot" else []


def _note(
    database: Database, migration_id: str, case: str, state: str, problems: list[JsonObject]
) -> None:
    mine = col(CaseMove.migration_id) == migration_id, col(CaseMove.instance_id) == case
    with database.transaction() as session:
        session.connection().execute(
            update(CaseMove).where(*mine).values(state=state, problems=problems, at=database.now())
        )


def _halt(database: Database, migration_id: str) -> None:
    with database.transaction() as session:
        running = col(CaseMigration.id) == migration_id, col(CaseMigration.state) == "running"
        session.connection().execute(update(CaseMigration).where(*running).values(state="paused"))


def _is_paused(database: Database, migration_id: str) -> bool:
    with database.reading() as session:
        return session.get_one(CaseMigration, migration_id).state == "paused"
