"""The patients of the demonstration, with resident ids that are valid in form and belong to nobody."""

import random
from datetime import date, timedelta

from carelane.demo.names import Naming, person_names
from carelane.domain.patients import Patient
from carelane.domain.pinyin import initials

REGION = "990100"
"""No administrative division has a code that starts with 99."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST, _DAYS = date(1938, 1, 1), 30_000


def check_digit(first_seventeen: str) -> str:
    """Give the last character of a resident id (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True)
    )
    return _CHECKS[total % 11]


def resident_id(birth: date, number: int, *, woman: bool) -> str:
    """Make a synthetic resident id: even sequence numbers are women's."""
    sequence = number * 2 % 998 + (0 if woman else 1)
    first = f"{REGION}{birth:%Y%m%d}{sequence:03d}"
    return first + check_digit(first)


def patients(seed: int, number: int) -> list[Patient]:
    """Make the registry; the same seed gives the same patients, none with the name of a colleague."""
    chance = random.Random(seed)  # noqa: S311 - invented people
    names = reversed(person_names(seed)[-number:])
    return [_patient(chance, place, naming) for place, naming in enumerate(names)]


def _patient(chance: random.Random, place: int, naming: Naming) -> Patient:
    """Make one patient."""
    name, woman = naming.chinese, naming.woman
    birth = _OLDEST + timedelta(days=chance.randrange(_DAYS))
    return Patient(
        empi_id=f"E{place + 1:06d}",
        id_no=resident_id(birth, place + 1, woman=woman),
        name=name,
        pinyin=initials(name),
        sex="2" if woman else "1",
        birth_date=birth,
        phone=f"100{place + 1:08d}",
        payer=chance.choice(("employee", "resident", "self")),
    )
