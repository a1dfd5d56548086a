"""What somebody needs, and whether a resource is that: exactly, in place of it, or not at all (clinical-processes, 15, RS02)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from carelane.domain.resource_kinds import CREW_LEVELS, SUBSTITUTES
from carelane.domain.resources import Resource

CATEGORY = {
    "bed": "ward_type",
    "slot": "service",
    "equipment": "category",
    "unit": "crew_level",
    "doctor": "role",
}
"""By which word of a need's ``spec`` a kind's category is asked for."""
_BARRIERS = ("none", "contact", "droplet", "airborne")
"""A bed for one kind of isolation does for those before it."""


@dataclass(frozen=True, slots=True)
class Need:
    """So many resources of a kind from a moment on (``to_at`` None: until they are given back).

    Of slots ``from_at`` and ``to_at`` are when they may begin. ``orgs`` are tried in this order (none: anywhere);
    ``ids`` are resources that somebody has chosen: these and no others. ``spec`` has the words of the kind.
    """

    kind: str
    from_at: datetime
    to_at: datetime | None = None
    orgs: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    spec: Mapping[str, Any] = field(default_factory=dict)
    quantity: int = 1
    pool: str = "general"
    substitute: bool = False

    @property
    def category(self) -> str:
        """Give the category that is asked for, empty for any."""
        return self.word(CATEGORY[self.kind])

    def word(self, name: str) -> str:
        """Give a word of the spec; anything else is empty."""
        value = self.spec.get(name)
        return value if isinstance(value, str) else ""

    def words(self, name: str) -> list[str]:
        """Give a list of words of the spec; one word is a list of one."""
        value = self.spec.get(name)
        listed = value if isinstance(value, list) else [value]
        return [each for each in listed if isinstance(each, str) and each]


def fit(resource: Resource, need: Need) -> tuple[str, ...] | None:
    """Say in which words of the spec a resource differs: none if it is exactly it, None if it will not do at all."""
    if need.ids:
        return ()
    if not _HARD[resource.kind](resource, need):
        return None
    differs = []
    wanted = need.category
    if resource.kind != "unit" and wanted and resource.category != wanted:
        if resource.category not in SUBSTITUTES.get(need.kind, {}).get(wanted, ()):
            return None
        differs.append(CATEGORY[need.kind])
    specialty = need.word("specialty")
    if specialty and resource.specialty not in {"", specialty}:
        if resource.kind != "bed":
            return None
        differs.append("specialty")
    model = need.word("model")
    if model and resource.features.get("model") != model:
        differs.append("model")
    return tuple(differs)


def _bed(bed: Resource, need: Need) -> bool:
    """Look at what a patient cannot do without: a staffed bed of the right sex, barrier and devices."""
    has = bed.features
    sex, barrier = need.word("sex"), need.word("isolation") or "none"
    offered = has.get("isolation") or "none"
    return (
        has.get("staffed", True) is True
        and (not sex or has.get("sex") in {None, "", "any", sex})
        and barrier in _BARRIERS
        and _BARRIERS.index(offered) >= _BARRIERS.index(barrier)
        and all(
            has.get(each) is True
            for each in ("ventilator", "monitoring")
            if need.spec.get(each) is True
        )
    )


def _equipment(device: Resource, need: Need) -> bool:
    """Offer no device whose maintenance falls due, or whose calibration ends, within the term."""
    last_day = (need.to_at or need.from_at).date()
    has = device.features
    in_order = all(
        _day(has.get(name)) is None or str(has[name]) > last_day.isoformat()
        for name in ("maintenance_due", "calibrated_until")
    )
    return in_order and set(need.words("accessories")) <= set(has.get("accessories") or ())


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _unit(unit: Resource, need: Need) -> bool:
    """Look at crew and equipment: a higher crew does for a lower one; neonatal crews are for themselves."""
    has = set(unit.features.get("equipment") or ())
    return set(need.words("equipment")) <= has and crew_does(unit.category, need.category)


def crew_does(crew: str, wanted: str) -> bool:
    """Say whether a crew of one level can do what another is asked for."""
    if not wanted or crew == wanted:
        return True
    if wanted not in CREW_LEVELS or crew not in CREW_LEVELS:
        return False
    return CREW_LEVELS.index(crew) >= CREW_LEVELS.index(wanted)


def _slot(slot: Resource, need: Need) -> bool:
    doctor = need.word("doctor")
    expert = need.spec.get("expert") is not True or slot.features.get("expert") is True
    return expert and (not doctor or slot.person_id == doctor)


def _doctor(shift: Resource, need: Need) -> bool:
    """Look at skills, and at licences for the place where they are needed (多点执业)."""
    place = need.word("licence_at")
    licensed = {shift.institution_code, *(shift.features.get("licences") or ())}
    skills = set(shift.features.get("skills") or ())
    return set(need.words("skill")) <= skills and (not place or place in licensed)


_HARD = {"bed": _bed, "equipment": _equipment, "unit": _unit, "slot": _slot, "doctor": _doctor}
