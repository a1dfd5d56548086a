"""What booking asks of the group's own cases: how often a patient has missed, and what else is booked that day.

Both read the providers' cases of `mutual_appointment`. A visit that the provider called off never has the status
``no_show``, so it never counts (clinical-processes, section 11).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from carelane.domain.institutions import Institution
from carelane.domain.process_instances import HistoryEntry, ProcessInstance

PROVIDER = "mutual_appointment_prov"
WITHIN = timedelta(days=365)
"""Three misses within a year block booking at one hospital for a month [S30]."""
OTHER = ("appointment_id", "org", "starts_at", "gap_minutes", "travel_minutes")
"""What is told of another visit on the same day."""
USUAL_LENGTH = timedelta(minutes=30)
"""How long a visit lasts whose end nobody has entered."""


def misses(session: Session, empi_id: str, provider: str, now: datetime) -> list[datetime]:
    """Give the moments at which the patient's visits were missed at the provider within a year, oldest first."""
    if not empi_id:
        return []
    line = HistoryEntry
    found = session.exec(
        select(line.at, line.data)
        .join(ProcessInstance, col(ProcessInstance.id) == col(line.instance_id))
        .where(
            col(ProcessInstance.patient_ref) == empi_id,
            col(ProcessInstance.process_id) == PROVIDER,
            col(ProcessInstance.institution_code) == provider,
            col(line.kind) == "StatusChanged",
            col(line.at) > now - WITHIN,
        )
        .order_by(col(line.at), col(line.id))
    )
    return [at for at, data in found if data.get("status") == "no_show"]


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit by its number: where, from when until when."""

    appointment_id: str
    org: str
    starts_at: datetime
    ends_at: datetime


def same_day(session: Session, empi_id: str, visit: Visit) -> dict[str, Any]:
    """Find the patient's nearest other visit at another site on that day (of the visit's own time zone).

    Gives ``appointment_id``, ``org``, ``starts_at``, ``gap_minutes`` between the two and ``travel_minutes``, null where
    nobody has entered the way; all null where there is no other visit.
    """
    zone = ZoneInfo(session.get_one(Institution, visit.org).time_zone)
    day = visit.starts_at.astimezone(zone).date()
    others = [
        each
        for each in _open_visits(session, empi_id)
        if each.org != visit.org
        and each.appointment_id != visit.appointment_id
        and each.starts_at.astimezone(zone).date() == day
    ]
    if not others:
        return dict.fromkeys(OTHER)
    other = min(others, key=lambda each: (_gap(each, visit), each.appointment_id))
    minutes = int(_gap(other, visit).total_seconds() // 60)
    travel = _travel(session, other.org, visit.org)
    start = other.starts_at.isoformat()
    return dict(zip(OTHER, (other.appointment_id, other.org, start, minutes, travel), strict=True))


def _open_visits(session: Session, empi_id: str) -> list[Visit]:
    if not empi_id:
        return []
    cases = session.exec(
        select(ProcessInstance).where(
            col(ProcessInstance.patient_ref) == empi_id,
            col(ProcessInstance.process_id) == PROVIDER,
            col(ProcessInstance.state) == "active",
        )
    )
    found = [visit_of(each.business_key, each.institution_code, each.variables) for each in cases]
    return [each for each in found if each is not None]


def visit_of(appointment_id: str, org: str, values: dict[str, Any]) -> Visit | None:
    """Read a visit from the variables of a case or job; without a start there is none."""
    starts, ends = _moment(values.get("starts_at")), _moment(values.get("ends_at"))
    if starts is None:
        return None
    return Visit(appointment_id, org, starts, ends or starts + USUAL_LENGTH)


def _moment(value: object) -> datetime | None:
    """Read a moment; a text without an offset is UTC; anything else is none."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _gap(one: Visit, other: Visit) -> timedelta:
    first, second = sorted((one, other), key=lambda each: each.starts_at)
    return max(second.starts_at - first.ends_at, timedelta())


def _travel(session: Session, one: str, other: str) -> int | None:
    """Give the minutes between two institutions, as entered at either of them."""
    for place, start in ((other, one), (one, other)):
        journeys = session.get_one(Institution, place).capabilities.get("journeys", {})
        minutes = journeys.get(start, {}).get("minutes")
        if minutes is not None:
            return int(minutes)
    return None
