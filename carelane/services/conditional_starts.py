"""Cases that a condition starts: somebody tells values, and processes whose condition becomes true begin.

A conditional start event fires on the edge (BPMN 2.0.2, 10.5.5: it must become false and then true before it is
triggered again): while values that are told again keep it true, nothing more begins. What it was is
remembered for each institution and each ``subject`` that the values are about, over versions of the process. A
condition that these values leave undecided (a name that it needs is not among them) stays what it was.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from bpmn.engine import Trouble, condition_holds
from bpmn.forms import FieldError
from bpmn.model import Process
from carelane.domain.errors import InvalidValues, NotAllowed
from carelane.domain.process_definitions import (
    ConditionalStart,
    ProcessDefinition,
    StoredBundle,
)
from carelane.domain.wire import StartProcess
from carelane.services.bundles import load_definition
from carelane.services.case_variables import born_with, business_key
from carelane.services.commands import refusal
from carelane.services.definition_lists import newest_versions
from carelane.services.pool_bindings import bind_pools
from carelane.services.ports import CasePort
from carelane.services.process_definitions import start_places
from carelane.services.rows import insert_once
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

_NOT_TO_TELL = frozenset(
    {"institution", "pools", "started_by", "business_key", "started_at", "calendar", "patient"}
)
"""Variables that only the product itself gives to a case."""
_KEY = ("process_id", "element_id", "institution_code", "subject")


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """What a conditional start event made of the values.

    ``outcome``: started, still_true (it has started a case before), false, undecided. ``instance_id`` and
    ``business_key`` are those of the case it started.
    """

    process_id: str
    element_id: str
    outcome: str
    instance_id: str = ""
    business_key: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """The values, with who tells them and what they are about."""

    actor: Actor
    institution: str
    values: dict[str, Any]
    subject: str


def evaluate_conditions(  # noqa: PLR0913, PLR0917 - who, where, what, about what
    database: Database,
    cases: CasePort,
    actor: Actor,
    institution: str,
    values: dict[str, Any],
    subject: str = "",
) -> tuple[ConditionResult, ...]:
    """Look at the conditional start events that the actor may start at the institution; start what became true.

    ``subject`` names what the values are about, a ward or an order, where there are several; never a patient.
    Safe to repeat. Raises `NotAllowed` for another's institution, `InvalidValues` for variables that only
    the product gives, `CaseUnavailable`.
    """
    if institution not in actor.institutions:
        raise NotAllowed
    if taken := sorted(_NOT_TO_TELL & values.keys()):
        raise InvalidValues(
            tuple(FieldError(name, "unknown_key", "form.unknown_key") for name in taken)
        )
    told = _Told(actor, institution, values, subject)
    with database.reading() as session:
        events = [
            (definition, element_id)
            for definition in newest_versions(session)
            if institution in start_places(actor, definition)
            for element_id in definition.conditional_starts
        ]
    return tuple(_evaluate(database, cases, told, *event) for event in events)


def _evaluate(
    database: Database,
    cases: CasePort,
    told: _Told,
    definition: ProcessDefinition,
    element_id: str,
) -> ConditionResult:
    """Start the case before noting that the condition holds: a start repeated is the same case."""
    now = database.now()
    with database.reading() as session:
        process = _process(session, definition)
        known = session.get(ConditionalStart, _key(told, definition, element_id))
        try:
            holds = condition_holds(process, element_id, told.values, now)
        except Trouble:
            return ConditionResult(definition.process_id, element_id, "undecided")
        number = known.number + 1 if known is not None else 1
        if holds and known is not None and known.held:
            return ConditionResult(definition.process_id, element_id, "still_true")
        start = _start(session, database, told, definition, element_id, number) if holds else None
    if start is not None and (answer := cases.start(start)).outcome == "refused":
        raise refusal(answer)
    _remember(database, told, definition, element_id, number, held=holds)
    if start is None:
        return ConditionResult(definition.process_id, element_id, "false")
    return ConditionResult(
        definition.process_id, element_id, "started", start.instance_id, start.business_key
    )


def _process(session: Session, definition: ProcessDefinition) -> Process:
    return load_definition(session, definition.bundle_sha256).processes[definition.process_id]


def _key(told: _Told, definition: ProcessDefinition, element_id: str) -> tuple[str, str, str, str]:
    return definition.process_id, element_id, told.institution, told.subject


def _start(  # noqa: PLR0913, PLR0917 - all that names one start
    session: Session,
    database: Database,
    told: _Told,
    definition: ProcessDefinition,
    element_id: str,
    number: int,
) -> StartProcess:
    """Make the start payload; its id follows from the event, the place, the subject and how often it changed."""
    now = database.now()
    name = "/".join((*_key(told, definition, element_id), str(number)))
    instance_id = sha256(name.encode()).hexdigest()[:32]
    key = business_key(definition.process_id, now, instance_id)
    pools = bind_pools(session, definition, told.institution, {})
    born = born_with(
        session.connection(),
        institution=told.institution,
        pools=pools,
        started_by=told.actor.person_id,
        business_key=key,
        started_at=now,
    )
    return StartProcess(
        instance_id=instance_id,
        process_id=definition.process_id,
        bundle=session.get_one(StoredBundle, definition.bundle_sha256).packed,
        bundle_sha256=definition.bundle_sha256,
        institution=told.institution,
        pools=pools,
        variables=told.values | born,
        business_key=key,
        started_by=told.actor.person_id,
        condition=element_id,
    )


def _remember(  # noqa: PLR0913 - a row
    database: Database,
    told: _Told,
    definition: ProcessDefinition,
    element_id: str,
    number: int,
    *,
    held: bool,
) -> None:
    """Note what the condition is now, unless somebody has noted more meanwhile."""
    key = dict(zip(_KEY, _key(told, definition, element_id), strict=True))
    now = {"held": held, "number": number, "evaluated_at": database.now()}
    with database.transaction() as session:
        if insert_once(session, ConditionalStart, **key, **now):
            return
        mine = (col(getattr(ConditionalStart, name)) == value for name, value in key.items())
        session.connection().execute(
            update(ConditionalStart).where(*mine, col(ConditionalStart.number) < number).values(now)
        )
