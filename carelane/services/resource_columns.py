"""The columns of files of resources, kind by kind; what stands in no column of the table goes into its features."""

from collections.abc import Collection
from datetime import date, timedelta

from carelane.domain.capability_statuses import CAPABILITIES
from carelane.domain.resource_kinds import KINDS
from carelane.domain.roles import ROLES_BY_CODE
from carelane.services import registry_cells as cells
from carelane.services.registry_files import Check, Column, Values

KINDS_OF_FILES = (*KINDS, "department", "capability")
CATEGORY_COLUMN = {
    "bed": "ward_type",
    "slot": "service",
    "equipment": "category",
    "doctor": "role",
    "unit": "crew_level",
}
BARRIERS = ("none", "contact", "droplet", "airborne")
LONGEST = {"slot": timedelta(hours=24), "doctor": timedelta(days=7)}
"""A slot that lasts longer, or such a shift, is a mistake of whoever typed it."""
IN_FEATURES = {
    "bed": ("sex", "isolation", "ventilator", "monitoring", "staffed"),
    "slot": ("expert",),
    "equipment": (
        "model",
        "accessories",
        "operator_needed",
        "maintenance_due",
        "calibrated_until",
    ),
    "doctor": ("second_call", "phone", "skills", "licences"),
    "unit": ("station", "equipment", "lat", "lon"),
}


def columns(kind: str, places: Collection[str], people: Collection[str]) -> tuple[Column, ...]:
    """Give the columns of a kind of file, for institutions and logins that are known."""
    place = Column("institution", cells.reference(places, "institution of yours"), required=True)
    if kind == "department":
        words = [Column(name, cells.text()) for name in ("name_en", "specialty", "phone")]
        must = [Column(name, cells.text(), required=True) for name in ("code", "name")]
        return (place, *must, *words)
    if kind == "capability":
        return (place, Column("capability", cells.code(CAPABILITIES), required=True))
    known = KINDS[kind]
    categories = known.categories or tuple(ROLES_BY_CODE)
    common = (
        Column("id", cells.text(64), required=True),
        place,
        Column(CATEGORY_COLUMN[kind], cells.code(categories), required=True),
        Column("state", cells.code(tuple(known.states))),
        *(Column(name, cells.text()) for name in ("name", "place", "specialty", "department")),
    )
    return (*common, *_OWN[kind](people))


def _bed(_people: Collection[str]) -> tuple[Column, ...]:
    return (
        Column("sex", cells.code(("F", "M", "any")), default="any"),
        Column("isolation", cells.code(BARRIERS), default="none"),
        Column("ventilator", cells.yes_or_no, default=False),
        Column("monitoring", cells.yes_or_no, default=False),
        Column("staffed", cells.yes_or_no, default=True),
    )


def _times(*, required: bool) -> tuple[Column, ...]:
    return tuple(
        Column(name, cells.moment, required=required, default=None)
        for name in ("starts_at", "ends_at")
    )


def _slot(people: Collection[str]) -> tuple[Column, ...]:
    return (
        *_times(required=True),
        Column("pool", cells.code(("general", "reserved")), default="general"),
        Column("expert", cells.yes_or_no, default=False),
        Column("doctor", cells.reference(people, "account"), default=None),
    )


def _day(text: str) -> str:
    """Read a date and keep it as text, as features hold it."""
    found: date = cells.day(text)
    return found.isoformat()


def _equipment(_people: Collection[str]) -> tuple[Column, ...]:
    return (
        Column("model", cells.text()),
        Column("accessories", cells.words(), default=()),
        Column("operator_needed", cells.yes_or_no, default=False),
        Column("maintenance_due", _day, default=""),
        Column("calibrated_until", _day, default=""),
    )


def _doctor(people: Collection[str]) -> tuple[Column, ...]:
    return (
        Column("person", cells.reference(people, "account"), required=True),
        *_times(required=True),
        Column("second_call", cells.yes_or_no, default=False),
        Column("phone", cells.text(40)),
        Column("skills", cells.words(), default=()),
        Column("licences", cells.words(), default=()),
    )


def _unit(_people: Collection[str]) -> tuple[Column, ...]:
    return (
        Column("station", cells.text()),
        Column("equipment", cells.words(), default=()),
        Column("lat", cells.number(-90, 90), required=True),
        Column("lon", cells.number(-180, 180), required=True),
    )


_OWN = {"bed": _bed, "slot": _slot, "equipment": _equipment, "doctor": _doctor, "unit": _unit}


def times_fit(kind: str) -> Check:
    """Look at the times of a slot or a shift: it ends after it begins, and not much later."""

    def check(values: Values) -> list[tuple[str, str]]:
        begins, ends = values.get("starts_at"), values.get("ends_at")
        if begins is None or ends is None:
            return []
        if ends <= begins:
            return [("ends_at", "is not after starts_at")]
        if ends - begins > LONGEST[kind]:
            return [("ends_at", f"is more than {LONGEST[kind]} after starts_at")]
        return []

    return check
