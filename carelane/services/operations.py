"""What operators and supervisors do to a case as a whole: suspend, resume, cancel, move tokens, edit variables.

Every operation has a reason. What was done stands in the case's own turns; what was refused, and every look at
variables, is noted beside them (`operation_audit`). What an operation needs is in docs/operating-cases.md.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from carelane.domain.commands import Command
from carelane.domain.errors import (
    CarelaneError,
    CaseNotFound,
    MomentPast,
    NotAllowed,
    Unavailable,
)
from carelane.domain.inside import CaseInside
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Answer, Operate, OperationKind
from carelane.services.commands import once, refusal
from carelane.services.incidents import checked_reason
from carelane.services.operation_audit import note_look, note_refusal
from carelane.services.ports import CasePort
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_perform, operated_case

LOOK = "look_at_variables"


@dataclass(frozen=True, slots=True)
class Operation:
    """What to do to a case, and why; ``arguments`` as in `carelane.domain.wire.Operate`."""

    kind: OperationKind
    reason: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operated:
    """How the case stands when its turn with the operation is written: read from its row, not promised."""

    turn: int
    state: str
    suspended: bool
    compensating: bool


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an operation would do now, tried on a copy of the case's state; or why it would be refused.

    ``details`` name elements and activations: ``terminated``, ``activated``, ``withdrawn``, ``begun`` (tasks and jobs),
    ``incidents``, ``ended``; of a refusal ``problems``.
    """

    code: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def operate(  # noqa: PLR0913, PLR0917 - who, where, what, and the key that makes it once
    database: Database,
    cases: CasePort,
    actor: Actor,
    instance_id: str,
    operation: Operation,
    command_id: str,
) -> Operated:
    """Do it, once per ``command_id``.

    Raises `ReasonMissing`, `CaseNotFound`, `NotAllowed`, `MomentPast`, `CaseUnavailable`, and what the case refuses (its
    ``details`` say more).
    """
    wanted = replace(operation, reason=checked_reason(operation.reason))
    case = _find(database, actor, instance_id)
    try:
        answer = _give(database, cases, actor, case, wanted, command_id)
    except Unavailable:
        raise
    except CarelaneError as error:
        note_refusal(database, actor, case, wanted.kind, wanted.reason, error.code)
        raise
    now = _find(database, actor, instance_id)
    return Operated(answer.turn, now.state, now.suspended, now.compensating)


def _give(  # noqa: PLR0913, PLR0917 - who, where, what
    database: Database,
    cases: CasePort,
    actor: Actor,
    case: ProcessInstance,
    operation: Operation,
    command_id: str,
) -> Answer:
    """Remember the command and give it to the case."""
    if not may_perform(actor, case.institution_code, operation.kind):
        raise NotAllowed
    wanted = Command(
        id=command_id,
        kind=f"operate_{operation.kind}",
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        target_id=case.id,
        at=database.now(),
    )
    with database.transaction() as session:
        if once(session, wanted) is wanted and _is_past(operation, wanted.at):
            raise MomentPast
    answer = cases.operate(case.id, command(actor, operation, command_id))
    if answer.outcome == "refused":
        raise refusal(answer)
    return answer


def _is_past(operation: Operation, now: datetime) -> bool:
    """Say whether a clock would be given time that is over; what cannot be read the case refuses."""
    if operation.kind != "extend_sla":
        return False
    try:
        due = datetime.fromisoformat(str(operation.arguments.get("due_at", "")))
    except ValueError:
        return False
    return due.tzinfo is not None and due <= now


def command(actor: Actor, operation: Operation, command_id: str) -> Operate:
    """Write an operation as the case gets it."""
    return Operate(
        command_id, operation.kind, actor.person_id, operation.reason, dict(operation.arguments)
    )


def foresee(
    database: Database, cases: CasePort, actor: Actor, instance_id: str, operation: Operation
) -> Foreseen:
    """Tell what an operation would do; nothing happens and nothing is noted.

    Raises `CaseNotFound`, `NotAllowed`, `CaseUnavailable`, `CaseEnded`.
    """
    case = _find(database, actor, instance_id)
    if not may_perform(actor, case.institution_code, operation.kind):
        raise NotAllowed
    answer = cases.foresee(case.id, command(actor, operation, "foresight"))
    return Foreseen(answer.code, answer.details)


def look_inside(database: Database, cases: CasePort, actor: Actor, instance_id: str) -> CaseInside:
    """Show the open activations of a case and what each waits for, without any variable.

    Raises `CaseNotFound`, `CaseEnded`, `CaseUnavailable`.
    """
    case = _find(database, actor, instance_id)
    inside = cases.inspect(case.id)
    bare = [replace(one, variables={}) for one in inside.activations]
    return replace(inside, activations=bare)


def look_at_variables(
    database: Database, cases: CasePort, actor: Actor, instance_id: str, reason: str
) -> CaseInside:
    """Show a case with its variables, for a reason, which is noted before anything is shown.

    For those who may edit them. Raises `ReasonMissing`, `CaseNotFound`, `NotAllowed`, `CaseEnded`, `CaseUnavailable`.
    """
    why = checked_reason(reason)
    case = _find(database, actor, instance_id)
    if not may_perform(actor, case.institution_code, "edit_variables"):
        note_refusal(database, actor, case, LOOK, why, NotAllowed.code)
        raise NotAllowed
    note_look(database, actor, case, why)
    return cases.inspect(case.id)


def allowed(actor: Actor, institution_code: str) -> tuple[str, ...]:
    """List the kinds of operations that the actor may do to a case of this institution, in the order of a screen."""
    kinds = ("suspend", "resume", "cancel", "modify", "edit_variables")
    return tuple(kind for kind in kinds if may_perform(actor, institution_code, kind))


def _find(database: Database, actor: Actor, instance_id: str) -> ProcessInstance:
    """Read a case that the actor may operate; a foreign one looks like none."""
    statement = select(ProcessInstance).where(
        col(ProcessInstance.id) == instance_id, operated_case(actor)
    )
    with database.reading() as session:
        found = session.exec(statement).first()
    if found is None:
        raise CaseNotFound
    return found
