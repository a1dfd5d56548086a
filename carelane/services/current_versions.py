"""Which version a new case takes, wherever it begins: the pinned one, else the latest.

A pin for the institution goes before one for all. What is more explicit than a pin goes before it: a version that
somebody names, and the bindings ``deployment`` and ``versionTag`` of a call. A message start prefers the
version of its sender's own diagram only where nothing is pinned.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlmodel import col

from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.version_pins import VersionPin


@dataclass(frozen=True, slots=True)
class CurrentVersions:
    """The newest version of every process, and the pinned ones by process and institution (empty: all)."""

    newest: Mapping[str, ProcessDefinition]
    pinned: Mapping[tuple[str, str], ProcessDefinition]

    def at(self, process_id: str, institution: str) -> ProcessDefinition | None:
        """Give the version that a new case of the process takes at the institution, if it is released at all."""
        return self.pin(process_id, institution) or self.newest.get(process_id)

    def pin(self, process_id: str, institution: str) -> ProcessDefinition | None:
        """Give the version that is pinned for the institution, by itself or with all others."""
        own = self.pinned.get((process_id, institution))
        return own or self.pinned.get((process_id, ""))

    def is_current(self, definition: ProcessDefinition, institution: str) -> bool:
        """Say whether new cases at the institution take this version."""
        current = self.at(definition.process_id, institution)
        return current is not None and current.id == definition.id

    def everywhere(self) -> tuple[ProcessDefinition, ...]:
        """Give every version that is current somewhere, by name."""
        found = {row.id: row for row in (*self.newest.values(), *self.pinned.values())}
        return tuple(
            sorted(found.values(), key=lambda row: (row.name, row.process_id, row.version))
        )


@dataclass(frozen=True, slots=True)
class Pins:
    """The ids of pinned versions by process and institution (empty: all)."""

    ids: Mapping[tuple[str, str], str]

    def at(self, process_id: str, institution: str) -> str:
        """Give the version that is pinned for the institution, by itself or with all others; an empty text for none."""
        return self.ids.get((process_id, institution)) or self.ids.get((process_id, ""), "")


def pins(connection: Connection, process_id: str = "") -> Pins:
    """Read what is pinned, of one process or of all."""
    wanted = select(
        col(VersionPin.process_id), col(VersionPin.institution_code), col(VersionPin.definition_id)
    ).where(col(VersionPin.ended_at).is_(None))
    if process_id:
        wanted = wanted.where(col(VersionPin.process_id) == process_id)
    rows = connection.execute(wanted)
    return Pins({(row.process_id, row.institution_code): row.definition_id for row in rows})


def current_versions(connection: Connection, process_id: str = "") -> CurrentVersions:
    """Read which versions are current, of one process or of all."""
    definitions = select(*ProcessDefinition.__table__.c).order_by(  # type: ignore[attr-defined]
        col(ProcessDefinition.process_id), col(ProcessDefinition.version)
    )
    if process_id:
        definitions = definitions.where(col(ProcessDefinition.process_id) == process_id)
    rows = [ProcessDefinition(**dict(row._mapping)) for row in connection.execute(definitions)]  # noqa: SLF001 - SQLAlchemy's own way
    by_id = {row.id: row for row in rows}
    pinned = {at: by_id[pinned] for at, pinned in pins(connection, process_id).ids.items()}
    return CurrentVersions({row.process_id: row for row in rows}, pinned)
