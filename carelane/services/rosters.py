"""Who is on duty: the first call of a role and specialty at an institution, and the second."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from carelane.domain.people import Person
from carelane.domain.resources import Resource
from carelane.services.resource_search import is_verified

MOST = 50


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One shift under way: who, as what, until when, and whether as second call."""

    person_id: str
    name: str
    org: str
    role: str
    specialty: str
    phone: str
    second_call: bool
    starts_at: datetime
    ends_at: datetime
    resource_id: str
    verified: bool


def on_duty(session: Session, org: str, role: str, specialty: str, at: datetime) -> list[OnDuty]:
    """Find who is on duty at a moment, first call before second; an empty role or specialty is any."""
    shift = Resource
    statement = (
        select(shift, Person)
        .join(Person, col(Person.id) == col(shift.person_id))
        .where(
            col(shift.kind) == "doctor",
            col(shift.state) == "on_duty",
            col(shift.institution_code) == org,
            col(shift.starts_at) <= at,
            col(shift.ends_at) > at,
            col(Person.active).is_(True),
        )
        .order_by(func.coalesce(col(shift.specialty), ""), col(shift.id))
    )
    if role:
        statement = statement.where(col(shift.category) == role)
    if specialty:
        statement = statement.where(col(shift.specialty).in_((specialty, "")))
    found = [_line(row, person, at) for row, person in session.exec(statement.limit(MOST))]
    return sorted(found, key=lambda each: (each.second_call, each.specialty != specialty))


def _line(row: Resource, person: Person, at: datetime) -> OnDuty:
    assert row.starts_at is not None
    assert row.ends_at is not None
    return OnDuty(
        person_id=person.id,
        name=person.name,
        org=row.institution_code,
        role=row.category,
        specialty=row.specialty,
        phone=str(row.features.get("phone") or ""),
        second_call=row.features.get("second_call") is True,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        resource_id=row.id,
        verified=is_verified(row.reported_at, at),
    )
