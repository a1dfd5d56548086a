"""What the demonstration has: beds, slots, devices, shifts, departments, what a hospital can take; township beds, ambulances."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from carelane.demo.places import (
    EMERGENCY,
    HOSPITALS,
    MINGHE,
    PROVINCIAL,
    TOWNSHIPS,
    YUNXI,
    Place,
)
from carelane.demo.staff import Employee
from carelane.domain.capability_statuses import CAPABILITIES, CapabilityStatus
from carelane.domain.resources import Department, Resource
from carelane.services.staff import person_id_of

ZONE = ZoneInfo("Asia/Shanghai")
DAYS = 14
_TIMES = {
    "opd": (time(8, 30), time(9, 30), time(14, 30)),
    "exam": (time(10, 0),),
    "surgery": (time(9, 0),),
    "bed": (time(11, 0), time(16, 0)),
}
_LENGTH = timedelta(minutes=30)
_RESERVED = (0, 3, 6)
"""Of ten slots of a service these are kept for primary institutions, and every other of them is an expert's."""
_WARDS = (("icu", 6), ("hdu", 2), ("ed", 6), ("obstetrics", 3), ("paediatrics", 3))
_DEVICES = ("ventilator", "ventilator", "monitor", "monitor", "pump", "ultrasound", "incubator")
_COUNTY = ("ed", "ct", "icu", "theatre", "lysis", "stroke", "obstetric", "paediatric")
_SHIFTS = (time(8, 0), time(20, 0))
_ON_DUTY = ("hos_spec", "hos_ed", "hos_or", "hos_duty", "hos_head", "ctr_reader", "ctr_senior")
_SPECIALIST = "hos_spec"
_SPECIALTIES = ("cardiology", "respiratory", "neurology", "orthopaedics", "oncology")
"""What the specialists of a hospital are, in their order."""
_UNITS = (
    ("A1", "MICU", PROVINCIAL, (30.50, 110.50)),
    ("A2", "ALS", PROVINCIAL, (30.53, 110.45)),
    ("A3", "BLS", PROVINCIAL, (30.47, 110.56)),
    ("A4", "ALS", YUNXI, (30.72, 110.05)),
    ("A5", "BLS", YUNXI, (30.76, 110.00)),
    ("A6", "ALS", MINGHE, (30.28, 110.92)),
    ("A7", "BLS", MINGHE, (30.24, 110.98)),
    ("A8", "neonatal", PROVINCIAL, (30.50, 110.50)),
)
_CARRIES = {
    "BLS": ["aed", "monitor", "oxygen"],
    "ALS": ["defibrillator", "ecg", "monitor", "oxygen", "pumps", "ventilator"],
    "MICU": [
        "defibrillator",
        "ecg",
        "monitor",
        "oxygen",
        "pumps",
        "ventilator",
        "negative_pressure",
    ],
    "neonatal": ["incubator", "monitor", "pumps", "ventilator", "oxygen"],
}


def resources(now: datetime, staff: Sequence[Employee]) -> Iterator[Resource | Department]:
    """Give everything, as reported at this moment; slots from tomorrow on."""
    for hospital in HOSPITALS:
        yield from _departments(hospital)
        yield from _beds(hospital, now)
        yield from _devices(hospital, now)
        yield from _slots(hospital, now)
    for township in TOWNSHIPS:
        yield from _general_beds(township, 1, "", now)
    yield from _duties(staff, now)
    yield from _units(now)


def capabilities(now: datetime) -> Iterator[CapabilityStatus]:
    """Give what each hospital can take: the provincial one everything, the county ones what such a hospital can."""
    for hospital in HOSPITALS:
        for each in CAPABILITIES if hospital.code == PROVINCIAL else _COUNTY:
            yield CapabilityStatus(institution_code=hospital.code, capability=each, reported_at=now)


def _departments(hospital: Place) -> Iterator[Department]:
    for specialty in hospital.specialties:
        yield Department(
            institution_code=hospital.code,
            code=specialty,
            name=_CHINESE[specialty],
            name_en=specialty.replace("_", " ").capitalize(),
            specialty=specialty,
        )


def _beds(hospital: Place, now: datetime) -> Iterator[Resource]:
    """Give four beds to each specialty, for women and men in turn, and the wards that a hospital has once."""
    for number, specialty in enumerate(hospital.specialties, start=1):
        yield from _general_beds(hospital, number, specialty, now)
    for ward, beds in _WARDS if hospital.code == PROVINCIAL else _WARDS[::2]:
        for bed in range(1, beds + 1):
            intensive = ward in {"icu", "hdu"}
            has = {
                "sex": "any",
                "ventilator": ward == "icu",
                "monitoring": intensive or ward == "ed",
            }
            has |= {"staffed": bed < beds, "isolation": "airborne" if bed == 1 else "none"}
            yield _bed(hospital, f"{ward}{bed}", ward, "", has, now)


def _general_beds(place: Place, floor: int, specialty: str, now: datetime) -> Iterator[Resource]:
    """Give four beds of one floor, one of them monitored; a township's have no specialty and take who comes back to it."""
    for bed in range(1, 5):
        has = {"sex": "FM"[bed % 2], "monitoring": bed == 1, "staffed": True}
        yield _bed(place, f"{floor}{bed:02d}", "general", specialty, has, now)


def _bed(  # noqa: PLR0913, PLR0917 - what a bed is
    hospital: Place, number: str, ward: str, specialty: str, has: dict[str, Any], now: datetime
) -> Resource:
    return Resource(
        id=f"{hospital.code}-bed-{number}",
        kind="bed",
        institution_code=hospital.code,
        department=specialty,
        category=ward,
        specialty=specialty,
        name=f"{number.upper()} 床",
        place=f"{number[:-2]}F" if ward == "general" else ward.upper(),
        state="U",
        features=has,
        reported_at=now,
    )


def _devices(hospital: Place, now: datetime) -> Iterator[Resource]:
    for number, category in enumerate(_DEVICES, start=1):
        due = (now + timedelta(days=20 * number)).date().isoformat()
        yield Resource(
            id=f"{hospital.code}-device-{number}",
            kind="equipment",
            institution_code=hospital.code,
            category=category,
            name=f"{category} {number}",
            place="设备科 Equipment pool",
            state="available",
            features={
                "model": f"{category[:2].upper()}-{100 + number}",
                "accessories": ["circuit", "mask"] if category == "ventilator" else [],
                "operator_needed": category == "ultrasound",
                "maintenance_due": due,
                "calibrated_until": due,
            },
            reported_at=now,
        )


def _slots(hospital: Place, now: datetime) -> Iterator[Resource]:
    today = now.astimezone(ZONE).date()
    for service, times in _TIMES.items():
        count = 0
        for day in range(0 if service == "bed" else 1, DAYS):
            for at in times:
                starts_at = datetime.combine(today + timedelta(days=day), at, ZONE)
                for specialty in hospital.specialties if starts_at > now else ():
                    count += 1
                    yield _slot(hospital, service, specialty, starts_at, count)


def _slot(
    hospital: Place, service: str, specialty: str, starts_at: datetime, count: int
) -> Resource:
    number = hospital.specialties.index(specialty) + 1
    reserved = count % 10 in _RESERVED and service != "bed"
    return Resource(
        id=f"{hospital.code}-{service}-{specialty}-{starts_at:%Y%m%d%H%M}",
        kind="slot",
        institution_code=hospital.code,
        department=specialty,
        category=service,
        specialty=specialty,
        place=f"{number}F-{number:02d}{starts_at:%H}",
        state="free",
        pool="reserved" if reserved else "general",
        starts_at=starts_at,
        ends_at=starts_at + _LENGTH,
        features={"expert": count % 10 in {0, 3, 5}},
        reported_at=starts_at - timedelta(days=DAYS),
    )


def _duties(staff: Sequence[Employee], now: datetime) -> Iterator[Resource]:
    """Put the doctors of each place on duty by turns, two at a time, specialists all: who is not first is second call."""
    today = now.astimezone(ZONE).date()
    groups: dict[tuple[str, str], list[Employee]] = {}
    for one in staff:
        if one.role in _ON_DUTY:
            groups.setdefault((one.institution_code, one.role), []).append(one)
    for (place, role), people in groups.items():
        for shift in range(2 * DAYS):
            begins = datetime.combine(today + timedelta(days=shift // 2), _SHIFTS[shift % 2], ZONE)
            for call in range(len(people) if role == _SPECIALIST else min(2, len(people))):
                number = (shift + call) % len(people)
                duty = _duty(place, role, people[number], begins, call)
                duty.specialty = _SPECIALTIES[number] if role == _SPECIALIST else ""
                yield duty


def _duty(place: str, role: str, person: Employee, begins: datetime, call: int) -> Resource:
    return Resource(
        id=f"{place}-{role}-{begins:%Y%m%d%H}-{call + 1}",
        kind="doctor",
        institution_code=place,
        category=role,
        name=person.naming.chinese,
        person_id=person_id_of(person.login),
        state="on_duty",
        starts_at=begins,
        ends_at=begins + timedelta(hours=12),
        features={"second_call": call > 0, "licences": [place], "skills": []},
        reported_at=begins,
    )


def _units(now: datetime) -> Iterator[Resource]:
    for number, crew, station, (lat, lon) in _UNITS:
        yield Resource(
            id=f"{EMERGENCY}-{number}",
            kind="unit",
            institution_code=EMERGENCY,
            category=crew,
            name=f"急救车 {number}",
            place=station,
            state="available",
            features={"equipment": _CARRIES[crew], "station": station, "lat": lat, "lon": lon},
            reported_at=now,
        )


_CHINESE = {
    "cardiology": "心内科",
    "neurology": "神经内科",
    "endocrinology": "内分泌科",
    "respiratory": "呼吸科",
    "gastroenterology": "消化科",
    "nephrology": "肾内科",
    "oncology": "肿瘤科",
    "general_surgery": "普外科",
    "orthopaedics": "骨科",
    "obstetrics": "产科",
    "paediatrics": "儿科",
    "emergency": "急诊科",
}
