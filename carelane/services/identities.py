"""The identity match (EMPI): who somebody is by documents and names, and bringing new people into the registry.

What is only possible is never linked. What contradicts itself (one person under two ids, one document at two
persons, a number that cannot be) becomes a question for people (`carelane.services.identity_questions`).
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlmodel import Session, col, or_, select

from carelane.domain import resident_ids
from carelane.domain.patients import Patient, PatientIdentifier
from carelane.domain.pinyin import initials
from carelane.services.identity_questions import ask


@dataclass(frozen=True, slots=True)
class Said:
    """Who somebody is said to be."""

    id_type: str = ""
    id_no: str = ""
    name: str = ""
    sex: str = ""
    birth: date | None = None

    @classmethod
    def of(cls, patient: Mapping[str, Any]) -> "Said":
        """Read the object that processes know as ``patient``; what is no text says nothing."""

        def text(key: str) -> str:
            value = patient.get(key)
            return value.strip() if isinstance(value, str) else ""

        number, birth = text("id_no").upper(), as_date(text("birth_date"))
        return cls(text("id_type"), number, text("name"), text("sex"), birth)

    def problem(self, today: date) -> resident_ids.Problem:
        """Say what cannot be right about the number; other documents carry no check that we know."""
        if self.id_type != resident_ids.RESIDENT_ID or not self.id_no:
            return ""
        return resident_ids.problem(self.id_no, self.birth, self.sex, today)


@dataclass(frozen=True, slots=True)
class Match:
    """The answer of the identity match. A ``possible`` match is for a person to decide, never linked.

    ``problem`` is why the number cannot be right; such a one is never exact.
    """

    outcome: Literal["exact", "possible", "none"]
    empi_id: str = ""
    candidates: tuple[str, ...] = ()
    problem: str = ""


def match(session: Session, said: Said, now: datetime) -> Match:
    """Compare with the registry: the same document and name is exact, half of it is possible.

    A sex or date of birth that contradicts the registry makes an exact match a possible one.
    """
    problem = said.problem(now.date())
    holders = _holders(session, said)
    agreed = [each for each in holders if each.name == said.name and _fits(each, said)]
    if len(agreed) == 1 and len(holders) == 1 and not problem:
        return Match("exact", agreed[0].empi_id, (agreed[0].empi_id,))
    found = sorted({each.empi_id for each in (*holders, *_namesakes(session, said))})
    return Match("possible" if found else "none", candidates=tuple(found), problem=problem)


def _fits(patient: Patient, said: Said) -> bool:
    """Whether nothing that is known contradicts what is said."""
    sexes = {patient.sex, said.sex} - {""}
    births = {patient.birth_date, said.birth} - {None}
    return len(sexes) <= 1 and len(births) <= 1


def _holders(session: Session, said: Said) -> list[Patient]:
    """Find the identities that have this document; who was merged is found as what they are now."""
    if not said.id_no:
        return []
    row = PatientIdentifier
    by_table = select(col(row.empi_id)).where(
        col(row.id_type) == said.id_type, col(row.id_no) == said.id_no
    )
    main = (col(Patient.id_type) == said.id_type) & (col(Patient.id_no) == said.id_no)
    found = session.exec(select(Patient).where(or_(main, col(Patient.empi_id).in_(by_table))))
    return _present(session, found.all())


def _namesakes(session: Session, said: Said) -> list[Patient]:
    """Find those of the same name and day of birth, whose sex does not differ."""
    if not (said.name and said.birth):
        return []
    same = (col(Patient.name) == said.name, col(Patient.birth_date) == said.birth)
    found = session.exec(select(Patient).where(*same)).all()
    return [each for each in _present(session, found) if not said.sex or each.sex in {"", said.sex}]


def _present(session: Session, patients: Any) -> list[Patient]:
    """Give the identities that these are now, each once."""
    found = {one.empi_id: one for one in (survivor(session, each) for each in patients)}
    return list(found.values())


def survivor(session: Session, patient: Patient) -> Patient:
    """Follow merges to the identity that this one is now."""
    seen = {patient.empi_id}
    while patient.merged_into and patient.merged_into not in seen:
        seen.add(patient.merged_into)
        patient = session.get_one(Patient, patient.merged_into)
    return patient


def present_id(session: Session, empi_id: str) -> str:
    """Give the id that stands for this one now; one that nobody knows is given back."""
    patient = session.get(Patient, empi_id)
    return empi_id if patient is None else survivor(session, patient).empi_id


def ids_of(session: Session, empi_id: str) -> tuple[str, ...]:
    """Give every id that somebody has had, the present one first: what was written under old ones is theirs too."""
    found = [present_id(session, empi_id)]
    for each in found:
        more = select(Patient.empi_id).where(col(Patient.merged_into) == each)
        found += list(session.exec(more.order_by(col(Patient.empi_id))))
    return tuple(found)


def enrol(
    session: Session, patient: Mapping[str, Any], now: datetime, *, temporary: bool = False
) -> str:
    """Add a new person to the registry and give the new EMPI id.

    A temporary identity (an emergency that cannot wait) keeps no document number, so that it can never
    be taken for a match; a person links it later.
    """
    said, others = Said.of(patient), Said.of({}) if temporary else Said.of(patient)
    holders, namesakes = _holders(session, others), _namesakes(session, others)
    new = Patient(
        empi_id=("T" if temporary else "E") + uuid.uuid4().hex[:12].upper(),
        id_type=said.id_type,
        id_no="" if temporary else said.id_no,
        name=said.name,
        pinyin=initials(said.name),
        sex=said.sex,
        birth_date=said.birth,
        phone=_text(patient, "phone"),
        payer=_text(patient, "payer"),
        temporary=temporary,
    )
    session.add(new)
    session.flush()
    if not temporary and said.id_no:
        add_identifier(session, new.empi_id, (said.id_type, said.id_no, ""), now)
        problem = said.problem(now.date())
        if problem:
            ask(session, "wrong_number", new.empi_id, now, problem=problem)
    for each in namesakes:
        if each.empi_id not in {one.empi_id for one in holders}:
            ask(session, "two_ids", new.empi_id, now, other_id=each.empi_id)
    return new.empi_id


def add_identifier(
    session: Session, empi_id: str, document: tuple[str, str, str], now: datetime
) -> bool:
    """Add a document (type, number, issuer); say whether it is verified as this person's alone.

    One that another person has already stays unverified, and becomes a question.
    """
    id_type, number, issuer = document
    holders = [
        each.empi_id
        for each in _holders(session, Said(id_type, number))
        if each.empi_id != present_id(session, empi_id)
    ]
    for other in holders:
        ask(session, "shared_id", empi_id, now, other_id=other)
    right = not Said(id_type, number).problem(now.date())
    session.add(
        PatientIdentifier(
            id=uuid.uuid4().hex,
            empi_id=empi_id,
            id_type=id_type,
            id_no=number,
            issuer=issuer,
            verified=right and not holders,
            added_at=now,
        )
    )
    session.flush()
    return right and not holders


def _text(patient: Mapping[str, Any], key: str) -> str:
    value = patient.get(key)
    return value if isinstance(value, str) else ""


def as_date(text: str) -> date | None:
    """Read a date; anything else is unknown."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
