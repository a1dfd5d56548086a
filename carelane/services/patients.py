"""Patients: what a case shows of one, and the registry's search. Who is who: `carelane.services.identities`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, or_, select

from carelane.domain.patients import Patient, PatientIdentifier
from carelane.domain.pinyin import initials
from carelane.services.identities import survivor
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_look_up_patients

SUFFIX_LENGTH = 6


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
    wanted = text.strip()
    if len(wanted) < 2 or not may_look_up_patients(actor):  # noqa: PLR2004 - two characters
        return ()
    statement = (
        select(Patient)
        .where(
            or_(
                col(Patient.name).contains(wanted, autoescape=True),
                col(Patient.pinyin).startswith(wanted.lower(), autoescape=True),
                col(Patient.id_no).endswith(wanted.upper(), autoescape=True),
                col(Patient.empi_id) == wanted,
                col(Patient.empi_id).in_(_by_document(wanted)),
            )
        )
        .order_by(col(Patient.name), col(Patient.empi_id))
        .limit(limit)
    )
    with database.reading() as session:
        found = [survivor(session, each) for each in session.exec(statement)]
        return tuple({each.empi_id: each for each in found}.values())


def _by_document(wanted: str) -> Any:
    number = col(PatientIdentifier.id_no).endswith(wanted.upper(), autoescape=True)
    return select(col(PatientIdentifier.empi_id)).where(number)


def register(database: Database, patients: Iterable[Patient]) -> None:
    """Bring patients of another registry into this one, as they are there."""
    with database.transaction() as session:
        for patient in patients:
            session.merge(patient)
