"""Patients: what a case shows of one, and the registry's search. Who is who: `carelane.services.identities`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, func, or_, select

from carelane.domain.patients import Patient, PatientIdentifier
from carelane.domain.pinyin import initials
from carelane.services.identities import survivor
from carelane.services.pages import window
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_look_up_patients

SUFFIX_LENGTH = 6
SHORTEST = 2
"""Characters of a search."""
PAGE_SIZE = 20
_ORDER = (col(Patient.name), col(Patient.empi_id))


@dataclass(frozen=True, slots=True)
class PatientSummary:
    """The patient columns of a case: who it is about, and how people search for them."""

    ref: str = ""
    name: str = ""
    pinyin: str = ""
    id_suffix: str = ""


def summarise(variables: Mapping[str, Any]) -> PatientSummary:
    """Read the variable ``patient`` of a case; anything of the wrong shape counts as missing."""
    patient = variables.get("patient")
    if not isinstance(patient, dict):
        return PatientSummary()

    def text(key: str) -> str:
        value = patient.get(key)
        return value if isinstance(value, str) else ""

    return PatientSummary(
        ref=text("empi_id"),
        name=text("name"),
        pinyin=initials(text("name")),
        id_suffix=text("id_no")[-SUFFIX_LENGTH:].upper(),
    )


def as_variable(patient: Patient) -> dict[str, Any]:
    """Give the JSON object that processes know as ``patient``."""
    return {
        "empi_id": patient.empi_id,
        "id_type": patient.id_type,
        "id_no": patient.id_no,
        "name": patient.name,
        "sex": patient.sex,
        "birth_date": patient.birth_date.isoformat() if patient.birth_date else None,
        "phone": patient.phone,
        "payer": patient.payer,
    }


def find(database: Database, actor: Actor, text: str, limit: int = 20) -> tuple[Patient, ...]:
    """Search by name, pinyin initials, id number or its end, also of a second document; nothing for fewer than two characters.

    Who was merged is found under the old id and name too, as the identity that is theirs now.
    """
    if not _searches(actor, text):
        return ()
    statement = select(Patient).where(_says(text.strip())).order_by(*_ORDER).limit(limit)
    with database.reading() as session:
        found = [survivor(session, each) for each in session.exec(statement)]
        return tuple({each.empi_id: each for each in found}.values())


@dataclass(frozen=True, slots=True)
class PatientPage:
    """Some identities that fit, by name; one that was merged stands there with what it is now (``present``)."""

    rows: tuple[Patient, ...]
    present: dict[str, str]
    total: int
    page: int
    pages: int


def search(
    database: Database, actor: Actor, text: str, page: int = 1, page_size: int = PAGE_SIZE
) -> PatientPage:
    """Search like `find`, page by page, every identity by itself; nobody for who may not look patients up."""
    if not _searches(actor, text):
        return PatientPage((), {}, 0, 1, 1)
    says = _says(text.strip())
    with database.reading() as session:
        total = session.exec(select(func.count()).select_from(Patient).where(says)).one()
        shown = window(total, page, page_size)
        statement = select(Patient).where(says).order_by(*_ORDER)
        rows = session.exec(statement.offset(shown.offset).limit(shown.size)).all()
        present = {each.empi_id: survivor(session, each).empi_id for each in rows}
    return PatientPage(tuple(rows), present, total, shown.page, shown.pages)


def _searches(actor: Actor, text: str) -> bool:
    return len(text.strip()) >= SHORTEST and may_look_up_patients(actor)


def _says(wanted: str) -> Any:
    return or_(
        col(Patient.name).contains(wanted, autoescape=True),
        col(Patient.pinyin).startswith(wanted.lower(), autoescape=True),
        col(Patient.id_no).endswith(wanted.upper(), autoescape=True),
        col(Patient.empi_id) == wanted,
        col(Patient.empi_id).in_(_by_document(wanted)),
    )


def _by_document(wanted: str) -> Any:
    number = col(PatientIdentifier.id_no).endswith(wanted.upper(), autoescape=True)
    return select(col(PatientIdentifier.empi_id)).where(number)


def register(database: Database, patients: Iterable[Patient]) -> None:
    """Bring patients of another registry into this one, as they are there."""
    with database.transaction() as session:
        for patient in patients:
            session.merge(patient)
