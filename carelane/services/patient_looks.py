"""One patient of the registry with everything that the registry knows: documents, other ids, merges, events."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from carelane.domain.errors import PatientNotFound
from carelane.domain.patient_events import ToldEvent
from carelane.domain.patient_merges import PatientMerge
from carelane.domain.patients import Patient, PatientIdentifier
from carelane.services.identities import ids_of, survivor
from carelane.services.names import Name, Names
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_look_up_patients


@dataclass(frozen=True, slots=True)
class Document:
    """A document, and at which id it stands."""

    empi_id: str
    id_type: str
    id_no: str
    issuer: str
    verified: bool


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A merge that the identity had part in, done or taken apart."""

    id: str
    survivor: str
    merged: str
    reason: str
    linked: bool
    by: Name | None
    at: datetime
    undone_at: datetime | None
    undone_by: Name | None
    undone_reason: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """What was told of the patient: when it happened, when it was entered, and how many cases got it."""

    name: str
    happened_at: datetime
    entered_at: datetime
    by: Name | None
    told: int


@dataclass(frozen=True, slots=True)
class PatientLook:
    """The identity that somebody has now; ``asked`` is the id that was asked for, ``ids`` are all that they have had."""

    patient: Patient
    asked: str
    ids: tuple[str, ...]
    documents: tuple[Document, ...]
    merges: tuple[MergeLine, ...]
    events: tuple[EventLine, ...]


def look(database: Database, actor: Actor, empi_id: str) -> PatientLook:
    """Show one patient, also by an id that was merged. Raises `PatientNotFound`, also where it is not for the actor."""
    if not may_look_up_patients(actor):
        raise PatientNotFound
    with database.reading() as session:
        asked = session.get(Patient, empi_id)
        if asked is None:
            raise PatientNotFound
        patient = survivor(session, asked)
        ids = ids_of(session, patient.empi_id)
        return PatientLook(
            patient,
            empi_id,
            ids,
            _documents(session, ids),
            _merges(session, ids),
            _events(session, ids),
        )


def _documents(session: Session, ids: tuple[str, ...]) -> tuple[Document, ...]:
    """List what stands in the registry's table, before it what came with a patient from another registry."""
    row = PatientIdentifier
    order = (col(row.added_at), col(row.id))
    kept = session.exec(select(row).where(col(row.empi_id).in_(ids)).order_by(*order)).all()
    known = {(each.empi_id, each.id_type, each.id_no) for each in kept}
    found = (session.get_one(Patient, each) for each in ids)
    return (
        *(
            Document(one.empi_id, one.id_type, one.id_no, "", verified=True)
            for one in found
            if one.id_no and (one.empi_id, one.id_type, one.id_no) not in known
        ),
        *(
            Document(each.empi_id, each.id_type, each.id_no, each.issuer, verified=each.verified)
            for each in kept
        ),
    )


def _merges(session: Session, ids: tuple[str, ...]) -> tuple[MergeLine, ...]:
    row = PatientMerge
    mine = or_(col(row.survivor).in_(ids), col(row.merged).in_(ids))
    found = session.exec(select(row).where(mine).order_by(col(row.at).desc(), col(row.id))).all()
    people = [person for each in found for person in (each.by_person, each.undone_by) if person]
    names = Names(session, people)
    return tuple(
        MergeLine(
            each.id,
            each.survivor,
            each.merged,
            each.reason,
            each.linked,
            names.person(each.by_person) if each.by_person else None,
            each.at,
            each.undone_at,
            names.person(each.undone_by) if each.undone_by else None,
            each.undone_reason,
        )
        for each in found
    )


def _events(session: Session, ids: tuple[str, ...]) -> tuple[EventLine, ...]:
    row = ToldEvent
    order = (col(row.happened_at).desc(), col(row.id))
    found = session.exec(select(row).where(col(row.empi_id).in_(ids)).order_by(*order)).all()
    names = Names(session, [each.person_id for each in found if each.person_id])
    return tuple(
        EventLine(
            each.name,
            each.happened_at,
            each.entered_at,
            names.person(each.person_id) if each.person_id else None,
            len(each.told),
        )
        for each in found
    )
