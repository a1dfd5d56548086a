"""Cases that a condition starts: somebody tells values, and processes whose condition becomes true begin.

A conditional start event fires on the edge (BPMN 2.0.2, 10.5.5: it must become false and then true before it is
triggered again): while values that are told again keep it true, nothing more begins. What it was is
remembered for each institution and each ``subject`` that the values are about, over versions of the process. A
condition that these values leave undecided (none of its names is told, or it is neither true nor false) stays
what it was.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from bpmn.engine import Trouble, condition_holds
from bpmn.forms import FieldError
from carelane.domain.errors import InvalidValues, NotAllowed
from carelane.domain.process_definitions import (
    ConditionalStart,
    ProcessDefinition,
)
from carelane.domain.wire import StartProcess
from carelane.services.bundles import load_definition
from carelane.services.case_variables import business_key
from carelane.services.commands import refusal
from carelane.services.current_versions import current_versions
from carelane.services.pool_bindings import bind_pools
from carelane.services.ports import CasePort
from carelane.services.process_definitions import start_places
from carelane.services.rows import insert_once
from carelane.services.start_payloads import start_payload
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

_NOT_TO_TELL = frozenset(
    {
        "institution",
        "pool_kind",
        "pools",
        "started_by",
        "business_key",
        "started_at",
        "calendar",
        "targets",
        "patient",
    }
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
class _Event:
    """A conditional start event, with who tells which values, and what they are about."""

    definition: ProcessDefinition
    element_id: str
    actor: Actor
    institution: str
    values: dict[str, Any]
    subject: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Give the key of what is remembered, in the order of `_KEY`."""
        return self.definition.process_id, self.element_id, self.institution, self.subject

    def result(self, outcome: str, *case: str) -> ConditionResult:
        """Say what came of it; ``case`` is the id and the business key of the case it started."""
        return ConditionResult(self.definition.process_id, self.element_id, outcome, *case)


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
    Safe to repeat. Raises `NotAllowed` for another's institution, `InvalidValues` for variables that only the
    product gives, `CaseUnavailable`.
    """
    if institution not in actor.institutions:
        raise NotAllowed
    if taken := sorted(_NOT_TO_TELL & values.keys()):
        raise InvalidValues(
            tuple(FieldError(name, "unknown_key", "form.unknown_key") for name in taken)
        )
    with database.reading() as session:
        versions = current_versions(session.connection())
        events = [
            _Event(definition, element_id, actor, institution, values, subject)
            for definition in versions.everywhere()
            if institution in start_places(actor, definition)
            and versions.is_current(definition, institution)
            for element_id in definition.conditional_starts
        ]
    return tuple(_evaluate(database, cases, event) for event in events)


def _evaluate(database: Database, cases: CasePort, event: _Event) -> ConditionResult:
    """Start the case before noting that the condition holds: a start repeated is the same case."""
    with database.reading() as session:
        known = session.get(ConditionalStart, event.key)
        holds = _holds(session, event, database.now())
        if holds is None:
            return event.result("undecided")
        if holds and known is not None and known.held:
            return event.result("still_true")
        number = known.number + 1 if known is not None else 1
        start = _start(session, event, number, database.now()) if holds else None
    if start is not None and (answer := cases.start(start)).outcome == "refused":
        raise refusal(answer)
    _remember(database, event, number, held=holds)
    if start is None:
        return event.result("false")
    return event.result("started", start.instance_id, start.business_key)


def _holds(session: Session, event: _Event, now: datetime) -> bool | None:
    """Say whether the condition is true, or None where the values do not tell."""
    compiled = load_definition(session, event.definition.bundle_sha256)
    process = compiled.processes[event.definition.process_id]
    trigger = process.conditional_starts[event.element_id]
    names = trigger.variables or trigger.condition.parsed.variables
    if names and event.values.keys().isdisjoint(names):
        return None
    try:
        return condition_holds(process, event.element_id, event.values, now)
    except Trouble:
        return None


def _start(session: Session, event: _Event, number: int, now: datetime) -> StartProcess:
    """Make the start payload; its id follows from the event, the place, the subject and how often it changed."""
    definition = event.definition
    instance_id = sha256("/".join((*event.key, str(number))).encode()).hexdigest()[:32]
    payload = start_payload(
        session.connection(),
        instance_id=instance_id,
        process_id=definition.process_id,
        bundle_sha256=definition.bundle_sha256,
        institution=event.institution,
        pools=bind_pools(session, definition, event.institution, {}),
        business_key=business_key(definition.process_id, now, instance_id),
        started_at=now,
        started_by=event.actor.person_id,
    )
    variables = event.values | payload.variables
    return replace(payload, variables=variables, condition=event.element_id)


def _remember(database: Database, event: _Event, number: int, *, held: bool) -> None:
    """Note what the condition is now, unless somebody has noted more meanwhile."""
    key = dict(zip(_KEY, event.key, strict=True))
    now = {"held": held, "number": number, "evaluated_at": database.now()}
    with database.transaction() as session:
        if insert_once(session, ConditionalStart, **key, **now):
            return
        mine = (col(getattr(ConditionalStart, name)) == value for name, value in key.items())
        session.connection().execute(
            update(ConditionalStart).where(*mine, col(ConditionalStart.number) < number).values(now)
        )
