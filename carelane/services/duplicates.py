"""Clinical duplicates: an open request for the same patient and the same specialty or procedure, not long ago.

Whoever writes a request decides what it means: go on with the old one, replace it, or ask again with a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from carelane.domain.process_instances import ProcessInstance
from carelane.services.identities import ids_of

DUPLICATE_WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Enquiry:
    """Who asks, and what the request is for. ``process_ids``: which processes count, else that of the case."""

    instance_id: str
    patient_ref: str
    specialty: str = ""
    procedure: str = ""
    process_ids: tuple[str, ...] = ()
    window: timedelta = DUPLICATE_WINDOW


def duplicates(session: Session, enquiry: Enquiry, now: datetime) -> list[dict[str, Any]]:
    """Find open requests for the same patient and specialty or procedure, newest first."""
    own = session.get(ProcessInstance, enquiry.instance_id)
    about = subjects(enquiry.specialty, enquiry.procedure)
    if own is None or not enquiry.patient_ref or not about:
        return []
    where = same_request(
        ids_of(session, enquiry.patient_ref), about, enquiry.process_ids or (own.process_id,)
    )
    statement = (
        select(ProcessInstance)
        .where(
            *where,
            col(ProcessInstance.id) != own.id,
            col(ProcessInstance.started_at) > now - enquiry.window,
        )
        .order_by(col(ProcessInstance.started_at).desc(), col(ProcessInstance.id))
    )
    return [
        {
            "instance_id": case.id,
            "process_id": case.process_id,
            "business_key": case.business_key,
            "referral_id": case.business_key,
            "status": case.business_status,
            "institution": case.institution_code,
            "started_at": case.started_at.isoformat(),
        }
        for case in session.exec(statement)
    ]


def subjects(specialty: str, procedure: str) -> list[ColumnElement[bool]]:
    """Give the conditions of which one has to hold; none where nothing is said."""
    return [
        col(ProcessInstance.variables)[key].as_string() == value
        for key, value in (("specialty", specialty), ("procedure", procedure))
        if value
    ]


def same_request(
    patient_ids: Sequence[str], about: Sequence[ColumnElement[bool]], process_ids: Sequence[str]
) -> tuple[ColumnElement[bool], ...]:
    """Give the clauses of an open request for the same: of this patient, about this, in these processes (none: any)."""
    clauses = (
        col(ProcessInstance.patient_ref).in_(patient_ids),
        col(ProcessInstance.state) == "active",
        or_(*about),
    )
    return (*clauses, col(ProcessInstance.process_id).in_(process_ids)) if process_ids else clauses
