"""Clinic slots, examinations, day surgery and beds of the demonstration's hospitals for the coming days."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from carelane.demo.places import HOSPITALS, Place
from carelane.domain.resource_slots import ResourceSlot

ZONE = ZoneInfo("Asia/Shanghai")
DAYS = 14
_TIMES = {
    "opd": (time(8, 30), time(9, 30), time(14, 30)),
    "exam": (time(10, 0),),
    "surgery": (time(9, 0),),
    "bed": (time(11, 0), time(16, 0)),
}


def slots(now: datetime) -> Iterator[ResourceSlot]:
    """Give what is bookable from tomorrow on, and beds from today on."""
    today = now.astimezone(ZONE).date()
    for hospital in HOSPITALS:
        for kind, times in _TIMES.items():
            for day in range(0 if kind == "bed" else 1, DAYS):
                for at in times:
                    starts_at = datetime.combine(today + timedelta(days=day), at, ZONE)
                    if starts_at > now:
                        yield from _of_each_specialty(hospital, kind, starts_at)


def _of_each_specialty(hospital: Place, kind: str, starts_at: datetime) -> Iterator[ResourceSlot]:
    """Give one slot of this kind and time for each specialty."""
    for number, specialty in enumerate(hospital.specialties, start=1):
        yield ResourceSlot(
            id=f"{hospital.code}-{kind}-{specialty}-{starts_at:%Y%m%d%H%M}",
            institution_code=hospital.code,
            kind=kind,
            specialty=specialty,
            place=f"{number}F-{number:02d}{starts_at:%H}",
            starts_at=starts_at,
        )
