"""Patients: what a case shows of one, the registry's search, and the identity match (EMPI)."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlmodel import Session, col, or_, select

from carelane.domain.patients import Patient
from carelane.domain.pinyin import initials
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
    """Search by name, pinyin initials, id number or its end; nothing for fewer than two characters."""
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
            )
        )
        .order_by(col(Patient.name), col(Patient.empi_id))
        .limit(limit)
    )
    with database.reading() as session:
        return tuple(session.exec(statement))


@dataclass(frozen=True, slots=True)
class Match:
    """The answer of the identity match. A ``possible`` match is for a person to decide, never linked."""

    outcome: Literal["exact", "possible", "none"]
    empi_id: str = ""
    candidates: tuple[str, ...] = ()


def match(session: Session, id_type: str, id_no: str, name: str, birth: date | None) -> Match:
    """Compare with the registry: same document and name is exact; half of it is possible."""
    same_document = session.exec(
        select(Patient).where(
            col(Patient.id_type) == id_type,
            col(Patient.id_no) == id_no.upper(),
            col(Patient.id_no) != "",
        )
    ).all()
    exact = [patient for patient in same_document if patient.name == name]
    if len(exact) == 1:
        return Match("exact", exact[0].empi_id, (exact[0].empi_id,))
    same_person = session.exec(
        select(Patient).where(
            col(Patient.name) == name, col(Patient.birth_date) == birth, col(Patient.name) != ""
        )
    ).all()
    found = {patient.empi_id for patient in (*same_document, *(same_person if birth else ()))}
    if found:
        return Match("possible", candidates=tuple(sorted(found)))
    return Match("none")


def enrol(session: Session, patient: Mapping[str, Any], *, temporary: bool) -> str:
    """Add a new person to the registry and give the new EMPI id.

    A temporary identity (an emergency that cannot wait) keeps no document number, so that it can never
    be taken for a match; a person links it later.
    """

    def text(key: str) -> str:
        value = patient.get(key)
        return value if isinstance(value, str) else ""

    empi_id = ("T" if temporary else "E") + uuid.uuid4().hex[:12].upper()
    session.add(
        Patient(
            empi_id=empi_id,
            id_type=text("id_type"),
            id_no="" if temporary else text("id_no").upper(),
            name=text("name"),
            pinyin=initials(text("name")),
            sex=text("sex"),
            birth_date=as_date(text("birth_date")),
            phone=text("phone"),
            payer=text("payer"),
        )
    )
    return empi_id


def as_date(text: str) -> date | None:
    """Read a date; anything else is unknown."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def register(database: Database, patients: Iterable[Patient]) -> None:
    """Bring patients of another registry into this one, as they are there."""
    with database.transaction() as session:
        for patient in patients:
            session.merge(patient)
