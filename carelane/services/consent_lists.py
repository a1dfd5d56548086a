"""A patient's consents as people see them: those of their institutions and cases; the privacy officer sees all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.consents import EMERGENCY, Consent, ConsentState
from carelane.domain.errors import NotAllowed
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import Right
from carelane.services.identities import ids_of
from carelane.services.names import Name, Names
from carelane.services.transaction import Database
from carelane.services.visibility import EVERYWHERE, Actor, may, places_of, visible_case

_MOST = 500


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One consent with its state now, and the names of who recorded it where."""

    consent: Consent
    state: ConsentState
    institution: Name
    recorded_by: Name | None
    may_withdraw: bool


def consents_of(database: Database, actor: Actor, empi_id: str) -> tuple[ConsentRow, ...]:
    """List the consents of a patient that the actor may see, the latest first. Raises `NotAllowed`."""
    if not may(actor, Right.SEE_CONSENTS):
        raise NotAllowed
    now = database.now()
    with database.reading() as session:
        statement = (
            select(Consent)
            .where(
                col(Consent.patient_ref).in_(ids_of(session, empi_id)),
                col(Consent.patient_ref) != "",
            )
            .order_by(col(Consent.given_at).desc(), col(Consent.id))
            .limit(_MOST)
        )
        found = _visible(session, actor, session.exec(statement).all())
        return _rows(session, actor, found, now)


def overdue_consents(database: Database, actor: Actor) -> tuple[ConsentRow, ...]:
    """List emergencies for which nobody obtained a consent in time, the oldest first, for who sees retrievals there.

    Raises `NotAllowed`.
    """
    places = places_of(actor, Right.SEE_RETRIEVALS)
    if places is not EVERYWHERE and not places:
        raise NotAllowed
    now = database.now()
    statement = (
        select(Consent)
        .where(
            col(Consent.given_by) == EMERGENCY,
            col(Consent.post_hoc_due_at) <= now,
            col(Consent.settled_by) == "",
            col(Consent.withdrawn_at).is_(None),
        )
        .order_by(col(Consent.post_hoc_due_at), col(Consent.id))
        .limit(_MOST)
    )
    if places is not EVERYWHERE:
        statement = statement.where(col(Consent.institution_code).in_(places))
    with database.reading() as session:
        return _rows(session, actor, session.exec(statement).all(), now)


def may_withdraw(actor: Actor, consent: Consent) -> bool:
    """Let staff of the institution that recorded a consent note its withdrawal, and the privacy officer any."""
    return may(actor, Right.WITHDRAW_CONSENT, consent.institution_code)


def _visible(session: Session, actor: Actor, consents: Iterable[Consent]) -> list[Consent]:
    """Leave out what is neither the actor's institutions' nor of a case that they may see."""
    found = list(consents)
    if places_of(actor, Right.SEE_RETRIEVALS) is EVERYWHERE:
        return found
    ids = {each.instance_id for each in found if each.instance_id}
    cases = select(ProcessInstance.id).where(col(ProcessInstance.id).in_(ids), visible_case(actor))
    seen = set(session.exec(cases)) if ids else set()
    own = set(actor.institutions)
    return [
        each
        for each in found
        if each.institution_code in own
        or each.instance_id in seen
        or not own.isdisjoint(map(str, each.recipients))
    ]


def _rows(
    session: Session, actor: Actor, consents: Iterable[Consent], now: datetime
) -> tuple[ConsentRow, ...]:
    found = list(consents)
    names = Names(session, [each.recorded_by for each in found])
    return tuple(
        ConsentRow(
            consent=each,
            state=each.state(now),
            institution=names.institution(each.institution_code),
            recorded_by=names.person(each.recorded_by),
            may_withdraw=each.state(now) is not ConsentState.WITHDRAWN
            and may_withdraw(actor, each),
        )
        for each in found
    )
