"""Which version new cases take: listing versions with their running cases, pinning one, letting go of a pin.

Running cases keep theirs. Every pin has a person and a reason, and stays as a line when it has ended.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from carelane.domain.errors import DefinitionNotFound, InvalidPools, NotAllowed
from carelane.domain.institutions import Institution
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.version_pins import VersionPin
from carelane.services.current_versions import current_versions
from carelane.services.incidents import checked_reason
from carelane.services.timed_starts import count_from_now
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_manage_versions


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version: how many cases run in it, and where new cases take it.

    ``pinned_at`` lists institutions with a pin on it, an empty code for all; ``latest`` says that it is the newest.
    """

    definition_id: str
    process_id: str
    version: int
    name: str
    deployed_at: datetime
    running: int
    latest: bool
    pinned_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """What to pin: a version of a process, at one institution or (empty) at all."""

    process_id: str
    version: int
    institution: str = ""


def versions(database: Database, actor: Actor, process_id: str = "") -> tuple[VersionRow, ...]:
    """List the versions of a process, or of all, newest first. Raises `NotAllowed`."""
    if not may_manage_versions(actor):
        raise NotAllowed
    statement = select(ProcessDefinition).order_by(
        col(ProcessDefinition.process_id), col(ProcessDefinition.version).desc()
    )
    if process_id:
        statement = statement.where(col(ProcessDefinition.process_id) == process_id)
    with database.reading() as session:
        current = current_versions(session.connection(), process_id)
        running = _running(session)
        places: dict[str, list[str]] = {}
        for (_process, place), row in sorted(current.pinned.items()):
            places.setdefault(row.id, []).append(place)
        return tuple(
            VersionRow(
                definition_id=row.id,
                process_id=row.process_id,
                version=row.version,
                name=row.name,
                deployed_at=row.deployed_at,
                running=running.get(row.id, 0),
                latest=current.newest[row.process_id].id == row.id,
                pinned_at=tuple(places.get(row.id, ())),
            )
            for row in session.exec(statement)
        )


def _running(session: Session) -> dict[str, int]:
    """Count the running cases of each version."""
    counts = (
        select(ProcessInstance.definition_id, func.count())
        .where(col(ProcessInstance.state) == "active")
        .group_by(col(ProcessInstance.definition_id))
    )
    return dict(session.exec(counts).all())


def pin(database: Database, actor: Actor, wanted: Pin, reason: str) -> None:
    """Let new cases take this version; what was pinned there before ends.

    Raises `NotAllowed`, `ReasonMissing`, `DefinitionNotFound`, `InvalidPools` for an unknown institution.
    """
    why = _allowed(actor, reason)
    with database.transaction() as session:
        definition = find_version(session, wanted.process_id, wanted.version)
        if wanted.institution and session.get(Institution, wanted.institution) is None:
            raise InvalidPools(participant=wanted.institution)
        before = _taken(session, wanted.process_id)
        _end(session, actor, wanted.process_id, wanted.institution, why, database.now())
        session.add(
            VersionPin(
                process_id=wanted.process_id,
                institution_code=wanted.institution,
                definition_id=definition.id,
                by=actor.person_id,
                reason=why,
                at=database.now(),
            )
        )
        session.flush()
        _follow(session, wanted.process_id, before, database.now())


def unpin(database: Database, actor: Actor, process_id: str, institution: str, reason: str) -> bool:
    """Let new cases take the latest version again (or what is pinned for all); say whether a pin was there.

    Raises `NotAllowed`, `ReasonMissing`.
    """
    why = _allowed(actor, reason)
    with database.transaction() as session:
        before = _taken(session, process_id)
        ended = _end(session, actor, process_id, institution, why, database.now())
        _follow(session, process_id, before, database.now())
        return ended


def _allowed(actor: Actor, reason: str) -> str:
    if not may_manage_versions(actor):
        raise NotAllowed
    return checked_reason(reason)


def find_version(session: Session, process_id: str, version: int) -> ProcessDefinition:
    """Find a version by its number; raises `DefinitionNotFound`."""
    found = session.exec(
        select(ProcessDefinition).where(
            col(ProcessDefinition.process_id) == process_id,
            col(ProcessDefinition.version) == version,
        )
    ).first()
    if found is None:
        raise DefinitionNotFound
    return found


def _end(  # noqa: PLR0913, PLR0917 - who, what, where, why, when
    session: Session, actor: Actor, process_id: str, institution: str, reason: str, now: datetime
) -> bool:
    """End the pin that is there, if one is."""
    mine = (
        col(VersionPin.process_id) == process_id,
        col(VersionPin.institution_code) == institution,
        col(VersionPin.ended_at).is_(None),
    )
    there = session.exec(select(VersionPin.id).where(*mine)).first()
    ended = {"ended_at": now, "ended_by": actor.person_id, "ended_reason": reason}
    session.connection().execute(update(VersionPin).where(*mine).values(ended))
    return there is not None


def _taken(session: Session, process_id: str) -> dict[str, ProcessDefinition]:
    """Give the version that new cases take at each institution."""
    current = current_versions(session.connection(), process_id)
    codes = session.exec(select(Institution.code).order_by(col(Institution.code)))
    found = ((code, current.at(process_id, code)) for code in codes)
    return {code: version for code, version in found if version is not None}


def _follow(
    session: Session, process_id: str, before: dict[str, ProcessDefinition], now: datetime
) -> None:
    """Let timers that start cases count anew where another version is taken now."""
    for code, version in _taken(session, process_id).items():
        if before[code].id != version.id:
            count_from_now(session, version, code, now)
