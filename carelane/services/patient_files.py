"""Patients of another registry as a file: what cannot be right is refused, what contradicts this one becomes a question."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from carelane.domain.errors import NotAllowed
from carelane.domain.patients import Patient
from carelane.domain.rights import Right
from carelane.services.identities import Said, enrol, match
from carelane.services.registry_cells import code, day, text
from carelane.services.registry_files import Column, RegistryFile, read_registry
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may

ID_TYPES = ("resident_id", "passport", "birth_certificate", "other")
SEXES = ("0", "1", "2", "9")
"""GB/T 2261.1."""
TABLE = (
    Column("id_type", code(ID_TYPES), default="resident_id"),
    Column("id_no", text(40), required=True),
    Column("name", text(80), required=True),
    Column("sex", code(SEXES), required=True),
    Column("birth_date", day, required=True, default=date.min),
    Column("phone", text(30)),
    Column("payer", text(40)),
)
COLUMNS = tuple(each.name for each in TABLE)
_WHY = {
    "format": "is no resident id: 17 digits and a check",
    "check_digit": "has a check digit that does not fit (GB 11643)",
    "birth_date": "says another day of birth, or one that cannot be",
    "sex": "says another sex",
}


def read_patients(content: bytes, today: date) -> RegistryFile:
    """Read a file of patients; a resident id that cannot be right is a wrong cell."""

    def check(values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        if values["birth_date"] > today:
            yield "birth_date", "lies in the future"
        problem = _said(values).problem(today)
        if problem:
            yield "id_no", _WHY[problem]

    return read_registry(content, TABLE, key=("id_type", "id_no"), check=check)


def _said(values: Mapping[str, Any]) -> Said:
    number = str(values["id_no"]).upper()
    return Said(values["id_type"], number, values["name"], values["sex"], values["birth_date"])


def write_patients(
    database: Database, actor: Actor, read: RegistryFile, *, skip: bool = False
) -> int:
    """Bring the patients in; gives how many rows. Who is known exactly gets telephone and payer of the file.

    Who is only possibly known is registered too, and becomes a question: nobody is linked. Raises `NotAllowed`,
    `RegistryFileWrong`.
    """
    if not may(actor, Right.IMPORT_PATIENTS):
        raise NotAllowed
    rows = read.to_load(skip=skip)
    with database.transaction() as session:
        for row in rows:
            _write(session, database, row.values)
    return len(rows)


def _write(session: Session, database: Database, values: Mapping[str, Any]) -> None:
    found = match(session, _said(values), database.now())
    if found.outcome != "exact":
        born = values["birth_date"].isoformat()
        enrol(session, {**values, "birth_date": born}, database.now())
        return
    patient = session.get_one(Patient, found.empi_id)
    patient.phone = values["phone"] or patient.phone
    patient.payer = values["payer"] or patient.payer
    session.add(patient)
