"""Released versions: the newest of a process, and all of them as lists show them."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.errors import DefinitionNotFound
from carelane.domain.process_definitions import ProcessDefinition, StoredBundle
from carelane.services.transaction import Database


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """One released version, as lists show it."""

    id: str
    process_id: str
    version: int
    name: str
    file_name: str
    deployed_at: datetime
    deployed_by: str
    latest: bool


def latest(session: Session, process_id: str) -> ProcessDefinition:
    """Give the newest version of a process; raises `DefinitionNotFound`."""
    statement = (
        select(ProcessDefinition)
        .where(col(ProcessDefinition.process_id) == process_id)
        .order_by(col(ProcessDefinition.version).desc())
        .limit(1)
    )
    found = session.exec(statement).first()
    if found is None:
        raise DefinitionNotFound
    return found


def newest_versions(session: Session) -> tuple[ProcessDefinition, ...]:
    """Give the newest version of every process, by name."""
    rows = session.exec(
        select(ProcessDefinition).order_by(
            col(ProcessDefinition.process_id), col(ProcessDefinition.version)
        )
    )
    newest = {row.process_id: row for row in rows}
    return tuple(sorted(newest.values(), key=lambda row: (row.name, row.process_id)))


def list_definitions(database: Database) -> tuple[DefinitionRow, ...]:
    """List every released version, newest first; definitions are no secret to anybody signed in."""
    statement = (
        select(ProcessDefinition, StoredBundle.file_name)
        .join(StoredBundle, col(StoredBundle.sha256) == col(ProcessDefinition.bundle_sha256))
        .order_by(col(ProcessDefinition.process_id), col(ProcessDefinition.version).desc())
    )
    with database.reading() as session:
        newest = {row.id for row in newest_versions(session)}
        return tuple(
            DefinitionRow(
                id=row.id,
                process_id=row.process_id,
                version=row.version,
                name=row.name,
                file_name=file_name,
                deployed_at=row.deployed_at,
                deployed_by=row.deployed_by,
                latest=row.id in newest,
            )
            for row, file_name in session.exec(statement)
        )
