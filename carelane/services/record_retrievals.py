"""People's ways to documents: search, release and retrieval at the point of use, each by right and each in the log."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from carelane.domain.errors import GrantClosed, NotAllowed, NotDisclosed, ReferenceNotFound
from carelane.domain.record_accesses import RetrievalGrant
from carelane.domain.record_references import RecordReference
from carelane.domain.rights import Right
from carelane.services import record_releases
from carelane.services.consent_checks import Question
from carelane.services.record_releases import Release
from carelane.services.record_wishes import GIVEN, REFUSED, Asking, Outcome, Wish, about, entry
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may

LONGEST_REASON = 500


def search_records(
    database: Database, actor: Actor, institution: str, wish: Wish
) -> tuple[tuple[RecordReference, ...], int]:
    """Find a patient's documents and how many more need a reason. Raises `NotAllowed`."""
    by = _asking(actor, institution)
    with database.transaction() as session:
        found, more = record_releases.search(session, _own(wish, actor), by, database.now())
    return tuple(found), more


def release_records(database: Database, actor: Actor, institution: str, wish: Wish) -> Release:
    """Release documents for a purpose. Raises `NotAllowed`, and `NotDisclosed` with the reason's code: that stays logged."""
    by = _asking(actor, institution)
    with database.transaction() as session:
        released = record_releases.release(session, _own(wish, actor), by, database.now())
    if released.refused:
        raise NotDisclosed(reason=released.refused)
    return released


def retrieve_record(
    database: Database, actor: Actor, grant_id: str, reference_id: str
) -> RecordReference:
    """Give the locator of a released document while its grant is open; every attempt is logged.

    Raises `ReferenceNotFound` for what is not the actor's institution's, and `GrantClosed`.
    """
    now = database.now()
    with database.transaction() as session:
        grant = session.get(RetrievalGrant, grant_id, with_for_update=True)
        found = session.get(RecordReference, reference_id)
        if grant is None or found is None or not _theirs(session, grant, found, actor):
            raise ReferenceNotFound
        _note(session, grant, found, actor, now)
        is_open = grant.is_open(now)
    if not is_open:
        raise GrantClosed
    return found


def _theirs(session: Session, grant: RetrievalGrant, found: RecordReference, actor: Actor) -> bool:
    """Say whether the grant is for an institution of the actor, and for this document."""
    given = record_releases.was_released(session, grant.id, found.id)
    return given and may(actor, Right.RELEASE_RECORDS, grant.recipient)


def _note(
    session: Session, grant: RetrievalGrant, found: RecordReference, actor: Actor, now: datetime
) -> None:
    """Log the attempt."""
    is_open = grant.is_open(now)
    by = Asking(grant.recipient, actor.person_id, actor.acting_as, grant.instance_id)
    question = Question(grant.empi_id, grant.purpose, grant.recipient)
    wish = Wish(question, process=grant.process_id)
    row = entry(wish, by, now, Outcome("retrieval", GIVEN if is_open else REFUSED, int(is_open)))
    row.code = "" if is_open else grant.closed_why or "grant_expired"
    session.add(about(row, found, grant))


def _asking(actor: Actor, institution: str) -> Asking:
    if not may(actor, Right.RELEASE_RECORDS, institution):
        raise NotAllowed
    return Asking(institution, actor.person_id, actor.acting_as)


def _own(wish: Wish, actor: Actor) -> Wish:
    """Let nobody ask in another's name, nor give a reason that is none."""
    question = replace(wish.question, clinician=actor.person_id)
    return replace(wish, question=question, reason=wish.reason.strip()[:LONGEST_REASON])
