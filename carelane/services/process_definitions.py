"""Releasing process definitions, and which of them a person may start."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from bpmn.definition import BPMN_FILE, Bundle, Definition, compile_bundle, compile_released
from bpmn.forms import Form
from bpmn.model import Process
from carelane.domain.errors import DefinitionNotFound
from carelane.domain.process_definitions import ProcessDefinition, StoredBundle
from carelane.services.bundles import load_bundle, load_definition
from carelane.services.current_versions import CurrentVersions, current_versions
from carelane.services.definition_lists import (
    DefinitionRow,
    latest,
    list_definitions,
)
from carelane.services.rows import insert_once
from carelane.services.timed_start_checks import check_timed_starts
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

__all__ = [
    "DefinitionRow",
    "Startable",
    "chosen",
    "deploy",
    "get_bundle",
    "latest",
    "list_definitions",
    "start_form",
    "start_places",
    "startable",
]


@dataclass(frozen=True, slots=True)
class Startable:
    """A process that the actor may start, and the institutions at which."""

    id: str
    process_id: str
    version: int
    name: str
    institutions: tuple[str, ...]
    pools: dict[str, Any]
    pool_id: str
    form: Form | None


def is_released(database: Database, bundle_sha256: str) -> bool:
    """Tell whether a bundle of this hash was released here."""
    with database.reading() as session:
        return session.get(StoredBundle, bundle_sha256) is not None


def deploy(
    database: Database, bundle: Bundle, file_name: str, by: str = ""
) -> tuple[ProcessDefinition, ...]:
    """Check a bundle and release a version of each of its executable processes.

    Raises `bpmn.findings.Refused` with every finding and stores nothing. A bundle that is released
    already gives the versions it has.
    """
    compiled = compile_bundle(bundle)
    check_timed_starts(compiled, database.now())
    return _release(database, compiled, bundle, file_name, by)


def release_again(database: Database, bundle: Bundle) -> None:
    """Release what was released before and is lost here; its running cases prove that it was checked."""
    if is_released(database, bundle.sha256):
        return
    _release(database, compile_released(bundle), bundle, BPMN_FILE, "")


def _release(
    database: Database, compiled: Definition, bundle: Bundle, file_name: str, by: str
) -> tuple[ProcessDefinition, ...]:
    """Store a version of each executable process of a bundle, once."""
    with database.transaction() as session:
        new = insert_once(
            session,
            StoredBundle,
            sha256=compiled.bundle_sha256,
            packed=bundle.pack(),
            file_name=file_name,
        )
        if not new:
            return _released(session, compiled.bundle_sha256)
        rows = tuple(
            _row(session, compiled, process, by, database.now())
            for process in compiled.processes.values()
        )
        session.add_all(rows)
        return rows


def _released(session: Session, sha256: str) -> tuple[ProcessDefinition, ...]:
    """Give the versions made of a bundle."""
    statement = (
        select(ProcessDefinition)
        .where(col(ProcessDefinition.bundle_sha256) == sha256)
        .order_by(col(ProcessDefinition.process_id))
    )
    return tuple(session.exec(statement))


def _row(
    session: Session, compiled: Definition, process: Process, by: str, now: datetime
) -> ProcessDefinition:
    """Describe the next version of one process."""
    last = session.exec(
        select(func.max(ProcessDefinition.version)).where(
            col(ProcessDefinition.process_id) == process.id
        )
    ).one()
    collaboration = compiled.collaboration
    participants = collaboration.participants if collaboration else ()
    return ProcessDefinition(
        id=uuid.uuid4().hex,
        process_id=process.id,
        version=(last or 0) + 1,
        name=process.name or process.id,
        bundle_sha256=compiled.bundle_sha256,
        deployed_at=now,
        deployed_by=by,
        startable_role=process.startable_role,
        start_form=process.start_form,
        pool_id=process.participant_id,
        pool_kind=process.pool_kind,
        pools={participant.id: participant.kind for participant in participants},
        message_starts=list(process.message_starts),
        timer_starts=list(process.timer_starts),
        signal_starts=list(process.signal_starts),
        conditional_starts=list(process.conditional_starts),
    )


def startable(database: Database, actor: Actor) -> tuple[Startable, ...]:
    """List the processes the actor may start, each in the version that new cases take at the actor's places."""
    with database.reading() as session:
        versions = current_versions(session.connection())
        return tuple(
            _startable(session, row, places)
            for row in versions.everywhere()
            if (places := _current_places(versions, actor, row))
        )


def _current_places(
    versions: CurrentVersions, actor: Actor, definition: ProcessDefinition
) -> tuple[str, ...]:
    places = start_places(actor, definition)
    return tuple(place for place in places if versions.is_current(definition, place))


def chosen(
    session: Session, actor: Actor, wanted: str, institution: str
) -> tuple[ProcessDefinition, str]:
    """Give the version that ``wanted`` means at the institution, and the institution (may be left out where clear).

    An id of a version is that version; a process id is the one that new cases take there. Raises `DefinitionNotFound`.
    """
    named = session.get(ProcessDefinition, wanted)
    if named is not None:
        return named, institution
    versions = current_versions(session.connection(), wanted)
    found = [
        (row, place)
        for row in versions.everywhere()
        for place in _current_places(versions, actor, row)
        if institution in {"", place}
    ]
    if len(found) == 1:
        return found[0]
    return latest(session, wanted), institution


def start_places(actor: Actor, definition: ProcessDefinition) -> tuple[str, ...]:
    """Give the institutions at which the actor may start this process."""
    roles = definition.startable_role.split(",")
    places = (
        membership.institution_code for membership in actor.memberships if membership.role in roles
    )
    return tuple(dict.fromkeys(places))


def _startable(session: Session, row: ProcessDefinition, places: tuple[str, ...]) -> Startable:
    """Add the start form."""
    return Startable(
        id=row.id,
        process_id=row.process_id,
        version=row.version,
        name=row.name,
        institutions=places,
        pools=row.pools,
        pool_id=row.pool_id,
        form=start_form(session, row),
    )


def start_form(session: Session, row: ProcessDefinition) -> Form | None:
    """Give the form of the none start event, if it has one."""
    if not row.start_form:
        return None
    return load_definition(session, row.bundle_sha256).forms.get(row.start_form)


def get_bundle(database: Database, definition_id: str) -> Bundle:
    """Give the files of a released version; raises `DefinitionNotFound`."""
    with database.reading() as session:
        row = session.get(ProcessDefinition, definition_id)
        if row is None:
            raise DefinitionNotFound
        return load_bundle(session, row.bundle_sha256)
