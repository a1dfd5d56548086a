"""Moving the running cases of one version to another: what is proposed, and what would become of each case.

Every case is asked by its own true state (`CasePort.preview_migration`), which changes nothing. Doing it is
`carelane.services.migration_batches`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from bpmn.engine.migration import ElementMapping, Problem, Proposal, WrongMapping, faults, propose
from bpmn.model import Process
from carelane.domain import errors
from carelane.domain.errors import CaseNotFound, CaseUnavailable, NotAllowed
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import JsonObject
from carelane.services.bundles import load_definition, packed_bundle
from carelane.services.ports import CasePort
from carelane.services.transaction import Database
from carelane.services.version_pins import find_version
from carelane.services.visibility import Actor, may_manage_versions, movable_case

Progress = Callable[[int, int], None]
"""Hears how many cases of how many are done."""


@dataclass(frozen=True, slots=True)
class Route:
    """From which version of a process to which, and of which institution's cases (empty: of all)."""

    process_id: str
    from_version: int
    to_version: int
    institution: str = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What would become of one case.

    ``outcome``: moves, cannot (``problems`` say why), nothing (it has that version), ended, unanswered (no worker
    could ask it). ``opened`` names the elements that would be waited for anew, ``closed`` counts what would be no
    longer; ``reversible`` says whether the move could be taken back.
    """

    instance_id: str
    business_key: str
    institution: str
    outcome: str
    problems: tuple[JsonObject, ...] = ()
    opened: tuple[str, ...] = ()
    closed: int = 0
    reversible: bool = True


@dataclass(frozen=True, slots=True)
class Versions:
    """The two versions of a route, as they are released and compiled."""

    old: ProcessDefinition
    new: ProcessDefinition
    old_process: Process
    new_process: Process
    packed: str

    def plan(self, mapping: ElementMapping) -> JsonObject:
        """Give the arguments of the operation ``migrate``."""
        return {
            "bundle": self.packed,
            "sha256": self.new.bundle_sha256,
            "mapping": mapping.dump(),
        }


@dataclass(frozen=True, slots=True)
class RunningCase:
    """A case that could move."""

    instance_id: str
    business_key: str
    institution: str


def proposal(database: Database, actor: Actor, route: Route) -> Proposal:
    """Propose a mapping by element id; raises `NotAllowed`, `DefinitionNotFound`."""
    versions = find_versions(database, actor, route)
    return propose(versions.old_process, versions.new_process)


def mapping_faults(
    database: Database, actor: Actor, route: Route, mapping: ElementMapping
) -> tuple[Problem, ...]:
    """Say what is wrong with a mapping, whatever case it is for; raises as `proposal`."""
    versions = find_versions(database, actor, route)
    return faults(versions.old_process, versions.new_process, mapping)


def read_mapping(value: Any) -> ElementMapping:
    """Read a mapping from JSON; raises `carelane.domain.errors.WrongMapping`."""
    try:
        return ElementMapping.load(value)
    except WrongMapping as error:
        raise errors.WrongMapping(str(error)) from None


def find_versions(database: Database, actor: Actor, route: Route) -> Versions:
    """Read both versions; raises `NotAllowed`, `DefinitionNotFound`."""
    if not may_manage_versions(actor):
        raise NotAllowed
    with database.reading() as session:
        old = find_version(session, route.process_id, route.from_version)
        new = find_version(session, route.process_id, route.to_version)
        return Versions(
            old,
            new,
            _process(session, old),
            _process(session, new),
            packed_bundle(session.connection(), new.bundle_sha256),
        )


def _process(session: Session, definition: ProcessDefinition) -> Process:
    return load_definition(session, definition.bundle_sha256).processes[definition.process_id]


def running_cases(
    session: Session, actor: Actor, definition_id: str, institution: str = ""
) -> list[RunningCase]:
    """List the running cases of a version, the oldest first."""
    statement = (
        select(ProcessInstance.id, ProcessInstance.business_key, ProcessInstance.institution_code)
        .where(
            col(ProcessInstance.definition_id) == definition_id,
            col(ProcessInstance.state) == "active",
            movable_case(actor),
        )
        .order_by(col(ProcessInstance.started_at), col(ProcessInstance.id))
    )
    if institution:
        statement = statement.where(col(ProcessInstance.institution_code) == institution)
    return [RunningCase(*row) for row in session.exec(statement)]


def dry_run(  # noqa: PLR0913, PLR0917 - who, where to, how, and who hears of it
    database: Database,
    cases: CasePort,
    actor: Actor,
    route: Route,
    mapping: ElementMapping,
    progress: Progress = lambda _done, _total: None,
) -> tuple[Forecast, ...]:
    """Ask every running case of the version what would become of it; changes nothing.

    Raises `NotAllowed`, `DefinitionNotFound`.
    """
    versions = find_versions(database, actor, route)
    with database.reading() as session:
        found = running_cases(session, actor, versions.old.id, route.institution)
    plan = versions.plan(mapping)
    forecasts = []
    for number, case in enumerate(found, 1):
        forecasts.append(_forecast(cases, case, plan))
        progress(number, len(found))
    return tuple(forecasts)


def _forecast(cases: CasePort, case: RunningCase, plan: JsonObject) -> Forecast:
    known = (case.instance_id, case.business_key, case.institution)
    try:
        told = cases.preview_migration(case.instance_id, plan)
    except CaseUnavailable:
        return Forecast(*known, "unanswered")
    except CaseNotFound:
        return Forecast(*known, "lost")
    return Forecast(
        *known,
        told["outcome"],
        tuple(told.get("problems", ())),
        tuple(told.get("opens", ())),
        told.get("closes", 0),
        told.get("reversible", True),
    )
