"""What referrals ask of the group's own records: where a patient could go."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from carelane.domain.institutions import Institution
from carelane.domain.roles import InstitutionKind
from carelane.services.slots import SlotWish, free


@dataclass(frozen=True, slots=True)
class Destination:
    """A hospital as a candidate: facts only, the decision table ranks."""

    org: str
    name: str
    name_en: str
    level: str
    capable: bool
    minutes: int | None
    distance_km: float | None
    free: int
    preferred: bool


def destinations(
    session: Session, from_institution: str, wanted: dict[str, str], now: datetime
) -> list[dict[str, Any]]:
    """List all other hospitals with what they can do, how far they are, and what is free; nearest first."""
    hospitals = session.exec(
        select(Institution)
        .where(
            col(Institution.kind) == InstitutionKind.HOSPITAL.value,
            col(Institution.code) != from_institution,
        )
        .order_by(col(Institution.code))
    )
    found = [_destination(session, one, from_institution, wanted, now) for one in hospitals]
    far = float("inf")
    found.sort(key=lambda one: (far if one.minutes is None else one.minutes, one.org))
    return [asdict(one) for one in found]


def _destination(
    session: Session,
    hospital: Institution,
    from_institution: str,
    wanted: dict[str, str],
    now: datetime,
) -> Destination:
    """Describe one hospital; its journeys are kept by the place they start from."""
    offers = hospital.capabilities
    specialty, service = wanted.get("specialty", ""), wanted.get("service", "")
    kind = slot_kind(service)
    journey = offers.get("journeys", {}).get(from_institution, {})
    return Destination(
        org=hospital.code,
        name=hospital.name,
        name_en=hospital.name_en,
        level=hospital.level,
        capable=specialty in offers.get("specialties", ())
        and (not service or service in offers.get("services", ())),
        minutes=journey.get("minutes"),
        distance_km=journey.get("km"),
        free=free(session, SlotWish(hospital.code, kind, specialty, now), now),
        preferred=wanted.get("preferred_org", "") == hospital.code,
    )


def slot_kind(service: str) -> str:
    """Translate a referral's service into the kind of resource it needs."""
    return {"ipd": "bed", "day-surgery": "surgery", "exam": "exam"}.get(service, "opd")
