"""What kinds of resources there are, as data: their states, what follows what, and what may be offered.

Sources: beds HL7 v2-0116 with a hold of ours (clinical-processes, 15); ambulances section 7; slots section 11.
"""

from dataclasses import dataclass
from datetime import timedelta

STALE = timedelta(minutes=10)
"""A report older than this shows "unverified" and a person has to confirm it (clinical-processes, 1.2 [D])."""
BED_CLEAN = timedelta(minutes=60)
RESERVED_RELEASE = timedelta(days=2)
"""How long before its beginning an unused reserved slot goes to the general pool (section 11 [D])."""
RESERVED_SHARE, EXPERT_SHARE = 0.3, 0.5
"""Of all slots at least so many are reserved for primary institutions, and of these so many are experts' (S29)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: the states of its resources, each with the states that may follow.

    ``offered`` is the state in which it can be held; ``used`` what it is while a case has it, ``after`` what it is then,
    by its condition on return; ``desk`` the role whose work it is at its owner's, by kind of institution.
    """

    code: str
    states: dict[str, tuple[str, ...]]
    offered: str
    used: str = ""
    after: dict[str, str] | None = None
    desk: dict[str, str] | None = None
    categories: tuple[str, ...] = ()


_WARDS = (
    "general",
    "icu",
    "hdu",
    "ed",
    "surgery",
    "obstetrics",
    "paediatrics",
    "burns",
    "psychiatric",
    "rehab",
)
_SLOTS = ("opd", "exam", "surgery", "bed", "visit", "rehab", "phlebotomy")
_DEVICES = (
    "ventilator",
    "monitor",
    "pump",
    "incubator",
    "ecg",
    "ultrasound",
    "dialysis",
    "xray",
    "defibrillator",
    "wheelchair",
)
CREW_LEVELS = ("BLS", "ALS", "MICU")
"""Each can do what those before it can; neonatal crews are for themselves."""
_ON_THE_WAY = ("mobile", "on_scene", "transporting", "at_hospital", "clearing")
"""A crew may leave out to report a step; what is left out was passed."""

KINDS: dict[str, Kind] = {
    "bed": Kind(
        "bed",
        {
            "U": ("O", "H", "K", "C", "I"),
            "O": ("H", "K"),
            "H": ("U", "K", "C"),
            "K": ("U", "H", "C"),
            "C": ("U", "H"),
            "I": ("U", "H", "C"),
        },
        offered="U",
        used="O",
        after={"clean": "H", "dirty": "H", "contaminated": "K", "faulty": "C"},
        desk={"HOS": "hos_bed"},
        categories=_WARDS,
    ),
    "slot": Kind(
        "slot",
        {"free": ("closed",), "closed": ("free",)},
        offered="free",
        desk={"HOS": "hos_refdesk", "PRI": "pri_coord", "CTR": "ctr_tele"},
        categories=_SLOTS,
    ),
    "equipment": Kind(
        "equipment",
        {
            "available": ("in_use", "checking", "faulty", "maintenance"),
            "in_use": ("checking", "faulty"),
            "checking": ("available", "faulty", "maintenance"),
            "faulty": ("maintenance", "checking"),
            "maintenance": ("available", "faulty"),
        },
        offered="available",
        used="in_use",
        after={
            "clean": "checking",
            "dirty": "checking",
            "contaminated": "checking",
            "faulty": "faulty",
        },
        desk={"HOS": "hos_duty", "PRI": "pri_coord", "CTR": "ctr_tele"},
        categories=_DEVICES,
    ),
    "doctor": Kind(
        "doctor",
        {"on_duty": ("off",), "off": ("on_duty",)},
        offered="on_duty",
        desk={"HOS": "hos_duty", "PRI": "pri_coord", "CTR": "ctr_tele", "EMS": "ems_dispatch"},
    ),
    "unit": Kind(
        "unit",
        {
            "available": ("assigned", "off"),
            "assigned": (*_ON_THE_WAY, "available", "off"),
            "mobile": (*_ON_THE_WAY[1:], "available", "off"),
            "on_scene": (*_ON_THE_WAY[2:], "available", "off"),
            "transporting": ("at_hospital", "clearing", "on_scene", "available"),
            "at_hospital": ("clearing", "transporting", "available", "off"),
            "clearing": ("available", "off"),
            "off": ("available",),
        },
        offered="available",
        used="assigned",
        desk={"EMS": "ems_dispatch"},
        categories=(*CREW_LEVELS, "neonatal"),
    ),
}
SUBSTITUTES: dict[str, dict[str, tuple[str, ...]]] = {
    "bed": {"general": ("hdu", "surgery"), "icu": ("hdu",), "hdu": ("icu",), "ed": ("icu",)},
    "equipment": {"monitor": ("defibrillator",)},
}
"""What does in place of what, by category: the owner still has to agree."""


def may_follow(kind: str, before: str, after: str) -> bool:
    """Say whether a resource of this kind may be reported so after it was reported otherwise; the same again always."""
    return before == after or after in KINDS[kind].states.get(before, ())
