"""What happened to a patient or an institution is told to every running case that waits for it, each exactly once.

The message of the event is addressed to one case: a parent and the case that it called may wait at one institution
under one key, and each has to hear. The same event told again is the same event: nothing is told twice.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, select

from carelane.domain.errors import InvalidMessage, PatientNotFound
from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.patient_events import DECEASED, NAMES, OF_PATIENT, OUTAGE, ToldEvent
from carelane.domain.patients import Patient
from carelane.domain.process_instances import ProcessInstance
from carelane.services.identities import ids_of, survivor
from carelane.services.message_rows import FromOutside, enter, outside
from carelane.services.messages import deliver
from carelane.services.ports import CasePort
from carelane.services.rows import one_at_a_time
from carelane.services.transaction import Database

TIME_TO_LIVE = timedelta(days=366)
"""A suspended case hears of it when it goes on."""


@dataclass(frozen=True, slots=True)
class PatientEvent:
    """Something that happened. ``name`` is one of `carelane.domain.patient_events.NAMES`.

    ``event_id`` is the caller's own id of it: the same id is the same event. ``empi_id`` is the patient, or, for an outage,
    ``institution`` where it is. ``institution_of_sender`` and ``person_id`` say who told us.
    """

    name: str
    empi_id: str
    event_id: str
    happened_at: datetime
    variables: dict[str, Any] = field(default_factory=dict)
    institution: str = ""
    institution_of_sender: str = ""
    person_id: str = ""


def tell(database: Database, event: PatientEvent, cases: CasePort | None = None) -> tuple[str, ...]:
    """Tell the event; gives the cases that it is told to, also when it was told before.

    Without ``cases`` the scheduler's sweep hands over what is written here. Raises `PatientNotFound`, `InvalidMessage`.
    """
    with database.transaction() as session:
        told = tell_in(session, event, database.now())
    if cases is not None and told:
        with database.reading() as session:
            keys = _keys(session, event)
        deliver(database, cases, keys)
    return told


def tell_in(session: Session, event: PatientEvent, now: datetime) -> tuple[str, ...]:
    """Write the event and its messages within the caller's transaction; gives the cases. Raises as `tell`."""
    _check(event)
    one_at_a_time(session.connection(), "patient-event", event.event_id)
    known = session.get(ToldEvent, event.event_id)
    if known is not None:
        return tuple(known.told)
    patient = _patient(session, event)
    waits = _waiting(session, event)
    told = [_send(session, event, case, key, now) for case, key in waits]
    session.add(
        ToldEvent(
            id=event.event_id,
            name=event.name,
            empi_id="" if patient is None else patient.empi_id,
            institution_code=event.institution,
            from_institution=event.institution_of_sender,
            person_id=event.person_id,
            happened_at=event.happened_at,
            entered_at=now,
            told=sorted(set(told)),
        )
    )
    session.flush()
    return tuple(sorted(set(told)))


def _check(event: PatientEvent) -> None:
    if event.name not in NAMES:
        raise InvalidMessage(f"the event is one of {', '.join(NAMES)}")
    if not event.event_id or event.happened_at.tzinfo is None:
        raise InvalidMessage("an event has an id, and a moment with its offset")
    if (event.name == OUTAGE) != (not event.empi_id) or (event.name == OUTAGE) != bool(
        event.institution
    ):
        raise InvalidMessage("an outage names its institution, every other event its patient")


def _patient(session: Session, event: PatientEvent) -> Patient | None:
    """Give the patient as known now, and keep a death."""
    if event.name not in OF_PATIENT:
        return None
    found = session.get(Patient, event.empi_id)
    if found is None:
        raise PatientNotFound
    patient = survivor(session, found)
    if event.name == DECEASED and patient.deceased_at is None:
        patient.deceased_at = event.happened_at
        session.add(patient)
    return patient


def _waiting(session: Session, event: PatientEvent) -> list[tuple[str, str]]:
    """Find the running cases that wait for a message of this name, with the key under which each waits first."""
    case, wait = ProcessInstance, MessageSubscription
    if event.name == OUTAGE:
        concerned = col(case.institution_code) == event.institution
    else:
        concerned = col(case.patient_ref).in_(ids_of(session, event.empi_id))
    statement = (
        select(case.id, wait.correlation_key)
        .join(wait, col(wait.instance_id) == col(case.id))
        .where(col(case.state) == "active", col(wait.message_name) == event.name, concerned)
        .order_by(col(case.id), col(wait.created_at), col(wait.subscription_id))
    )
    first: dict[str, str] = {}
    for case_id, key in session.exec(statement):
        first.setdefault(case_id, key)
    return list(first.items())


def _keys(session: Session, event: PatientEvent) -> list[tuple[str, str]]:
    """Give the keys under which messages of this event still wait to go out."""
    sender = outside(_sender(event))
    statement = select(Message.name, Message.correlation_key).where(
        col(Message.sender) == sender, col(Message.state).in_(("buffered", "correlated"))
    )
    return sorted(set(session.exec(statement)))


def _sender(event: PatientEvent) -> str:
    """Name the event as its own sender: nothing goes before it, and it waits for nothing."""
    return f"event:{sha256(event.event_id.encode()).hexdigest()[:32]}"


def _send(session: Session, event: PatientEvent, case: str, key: str, now: datetime) -> str:
    about = {
        "event_id": event.event_id,
        "happened_at": event.happened_at.astimezone(UTC).isoformat(),
        "recorded_at": now.isoformat(),
    }
    died = {"deceased_at": about["happened_at"]} if event.name == DECEASED else {}
    content = {**event.variables, **died, **about}
    message = FromOutside(
        id=sha256(f"event/{event.event_id}/{case}".encode()).hexdigest()[:32],
        own_id=event.event_id,
        name=event.name,
        key=key,
        payload=content,
        sender=_sender(event),
        origin=event.institution_of_sender or event.institution,
        only=case,
        apart=case,
        at=now,
        lives=TIME_TO_LIVE,
    )
    enter(session, message)
    return case
