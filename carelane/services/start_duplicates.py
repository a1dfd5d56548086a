"""Before a case begins: what is open already for the same patient and the same thing, for whoever wants to begin it.

The author decides: go on with the old one, replace it, or begin beside it with a reason. Of a case that is not theirs
to see, the author is told where it is and how it stands, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from sqlmodel import Session, col, select

from carelane.domain.process_instances import ProcessInstance
from carelane.services.duplicates import DUPLICATE_WINDOW, same_request, subjects
from carelane.services.identities import Said, ids_of, match
from carelane.services.incidents import LONGEST_REASON, checked_reason
from carelane.services.names import Name, Names
from carelane.services.ports import CasePort
from carelane.services.process_instances import Started, StartRequest, cancel, start
from carelane.services.transaction import Database
from carelane.services.visibility import (
    Actor,
    may_cancel_case,
    may_look_up_patients,
    visible_case,
)

VARIABLE = "duplicate_decision"
"""In which the new case keeps what its author decided."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The case that somebody is about to begin: its process, its patient (of the registry, or as typed), its form."""

    process_id: str
    patient_ref: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def names_subject(self) -> bool:
        """Whether the form says what the case is for, by specialty or procedure: only then can there be a duplicate (1.8)."""
        return bool(_text(self, "specialty") or _text(self, "procedure"))


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A case that is open for the same. ``visible`` and ``cancellable`` say what the author may do with it."""

    instance_id: str
    process_id: str
    definition_id: str
    business_key: str
    status: str
    institution: Name
    started_at: datetime
    visible: bool
    cancellable: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What the author decided: to begin beside the open ones, or in place of one of them, and why."""

    kind: Literal["proceed", "replace"]
    reason: str
    of: tuple[str, ...] = ()
    """Business keys of the open ones."""
    replaced: str = ""
    """The id of the case that is withdrawn."""

    def variables(self) -> dict[str, Any]:
        """Give what the new case keeps. Raises `ReasonMissing`, `ReasonTooLong`."""
        reason = checked_reason(self.reason)
        return {VARIABLE: {"kind": self.kind, "reason": reason, "of": list(self.of)}}


def open_requests(database: Database, actor: Actor, wanted: Wanted) -> tuple[OpenRequest, ...]:
    """List what is open for the same patient, newest first: of the same specialty or procedure, else the same process.

    The patient's identity is asked for first: who was typed is looked for in the registry, and counts where they are
    found exactly. Nothing for who may not look patients up. Requests of cases that the author does not see are told too, by
    place and status (section 1.8): they are read past the row policies.
    """
    if not may_look_up_patients(actor):
        return ()
    now = database.now()
    with database.as_machine().reading() as session:
        ids = _patient(session, wanted, now)
        if not ids:
            return ()
        about = subjects(_text(wanted, "specialty"), _text(wanted, "procedure"))
        same = (
            same_request(ids, about, ())
            if about
            else (
                col(ProcessInstance.patient_ref).in_(ids),
                col(ProcessInstance.state) == "active",
                col(ProcessInstance.process_id) == wanted.process_id,
            )
        )
        statement = (
            select(ProcessInstance, visible_case(actor))
            .where(
                *same,
                col(ProcessInstance.started_at) > now - DUPLICATE_WINDOW,
                col(ProcessInstance.parent_instance_id).is_(None),
            )
            .order_by(col(ProcessInstance.started_at).desc(), col(ProcessInstance.id))
        )
        rows = session.exec(statement).all()
        names = Names(session)
        return tuple(_row(actor, names, case, seen=bool(seen)) for case, seen in rows)


def begin(  # noqa: PLR0913, PLR0917 - who, what, why, and the key that makes it once
    database: Database,
    cases: CasePort,
    actor: Actor,
    request: StartRequest,
    decision: Decision,
    command_id: str,
) -> Started:
    """Begin a case beside or in place of open ones, once per ``command_id``; what it replaces is withdrawn after it began.

    Raises as `carelane.services.process_instances.start` and `cancel` do, and `ReasonMissing`.
    """
    kept = replace(request, decided=decision.variables())
    started = start(database, cases, actor, kept, command_id)
    if decision.replaced:
        reason = f"{started.business_key}: {checked_reason(decision.reason)}"
        cancel(
            database, cases, actor, decision.replaced, reason[:LONGEST_REASON], f"{command_id}-r"
        )
    return started


def _patient(session: Session, wanted: Wanted, now: datetime) -> tuple[str, ...]:
    if wanted.patient_ref:
        return ids_of(session, wanted.patient_ref)
    typed = wanted.values.get("patient")
    found = match(session, Said.of(typed), now) if isinstance(typed, dict) else None
    return ids_of(session, found.empi_id) if found and found.outcome == "exact" else ()


def _text(wanted: Wanted, key: str) -> str:
    value = wanted.values.get(key)
    return value if isinstance(value, str) else ""


def _row(actor: Actor, names: Names, case: ProcessInstance, *, seen: bool) -> OpenRequest:
    return OpenRequest(
        case.id,
        case.process_id,
        case.definition_id,
        case.business_key if seen else "",
        case.business_status,
        names.institution(case.institution_code),
        case.started_at,
        seen,
        seen and may_cancel_case(actor, case),
    )
