"""Releasing references to a patient's documents: under consent or a basis, for a purpose, no more than is necessary.

Every search, every document given and every refused attempt is a row of the log (`RecordAccess`), written in the same
transaction as the answer. A release makes a grant that ends; a withdrawal closes it at once.
"""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from carelane.domain.consents import EMERGENCY, Consent
from carelane.domain.document_types import covers
from carelane.domain.minimum_necessary import Row, by_default, row_of
from carelane.domain.record_accesses import Basis, RecordAccess, RetrievalGrant
from carelane.domain.record_references import RecordReference
from carelane.services import consents
from carelane.services.consent_checks import Answer, Question, check
from carelane.services.record_index import references_of
from carelane.services.record_wishes import GIVEN, REFUSED, Asking, Outcome, Wish, about, entry

GRANT_FOR = timedelta(days=7)
"""How long a release may be retrieved ([D]); never longer than its consent."""


@dataclass(frozen=True, slots=True)
class Release:
    """What was released. Without references it was refused, and ``refused`` is the code of the reason."""

    references: tuple[RecordReference, ...] = ()
    withheld: Counter[str] = field(default_factory=Counter)
    grant: RetrievalGrant | None = None
    consent_id: str = ""
    basis: str = ""
    refused: str = ""


def search(
    session: Session, wish: Wish, by: Asking, now: datetime
) -> tuple[list[RecordReference], int]:
    """Find what there is for this purpose, and how many more documents need a reason; the search is logged."""
    question = wish.question
    found = references_of(session, question.empi_id, question.document_types, wish.reference_ids)
    row = row_of(wish.process or by.process_id, question.purpose)
    shown = [each for each in found if wish.reason or _by_default(row, each, now)]
    session.add(entry(wish, by, now, Outcome("search", GIVEN, len(shown))))
    return shown, len(found) - len(shown)


def release(session: Session, wish: Wish, by: Asking, now: datetime) -> Release:
    """Release what consent, purpose and matrix allow, or refuse; either way it is logged."""
    question = wish.question
    answer = check(session, _anything(question), now, lock=True)
    if not answer.allowed:
        return _refuse(session, wish, by, now, answer.reason)
    found = references_of(session, question.empi_id, question.document_types, wish.reference_ids)
    row = row_of(wish.process or by.process_id, question.purpose)
    withheld: Counter[str] = Counter()
    given = []
    for each in found:
        why = _withheld(row, each, answer.consent, wish, now)
        if why:
            withheld[why] += 1
        else:
            given.append(each)
    if not given:
        why = withheld.most_common(1)[0][0] if withheld else "no_documents"
        return _refuse(session, wish, by, now, why, withheld)
    consent = answer.consent or _record_emergency(session, question, answer, by, now)
    grant = _grant(wish, by, answer, consent, given, now)
    session.add(grant)
    for each in given:
        access = entry(wish, by, now, Outcome("release", GIVEN, 1))
        session.add(about(access, each, grant))
    return Release(tuple(given), withheld, grant, grant.consent_id, grant.basis)


def _anything(question: Question) -> Question:
    """Ask about the patient and recipient alone: which documents a consent covers is looked at one by one."""
    return Question(
        empi_id=question.empi_id,
        purpose=question.purpose,
        recipient=question.recipient,
        cannot_consent=question.cannot_consent,
        outside_group=question.outside_group,
        emergency_basis=question.emergency_basis,
        second_clinician=question.second_clinician,
        clinician=question.clinician,
    )


def _withheld(
    row: Row, each: RecordReference, consent: Consent | None, wish: Wish, now: datetime
) -> str:
    """Say why a document is not given; empty if it is."""
    if consent is not None and not covers(consent.scope, each.document_type):
        return "document_not_covered"
    if not wish.reason and not _by_default(row, each, now):
        return "reason_needed"
    return ""


def _by_default(row: Row, each: RecordReference, now: datetime) -> bool:
    return by_default(row, each.document_type, each.section, now - each.dated_at)


def _record_emergency(
    session: Session, question: Question, answer: Answer, by: Asking, now: datetime
) -> Consent | None:
    """Keep the emergency basis that was given with the wish, as a consent that somebody has to settle."""
    if answer.basis != Basis.EMERGENCY:
        return None
    given = {
        "kind": answer.rule.kind,
        "by": EMERGENCY,
        "emergency_basis": question.emergency_basis,
        "second_clinician": question.second_clinician,
    }
    recorder = consents.Recorder(by.institution, question.clinician, by.instance_id)
    row = consents.record(session, question.empi_id, given, recorder, now)
    assert isinstance(row, Consent)  # the check has looked at both
    session.flush()
    return row


def _grant(  # noqa: PLR0913, PLR0917 - what it rests on
    wish: Wish,
    by: Asking,
    answer: Answer,
    consent: Consent | None,
    given: list[RecordReference],
    now: datetime,
) -> RetrievalGrant:
    ends = [now + GRANT_FOR]
    if consent is not None:
        ends += [each for each in (consent.expires_at,) if each]
        unsettled = consent.post_hoc_due_at if not consent.settled_by else None
        ends += [unsettled] if unsettled else []
    return RetrievalGrant(
        id=uuid.uuid4().hex,
        empi_id=wish.question.empi_id,
        consent_id=consent.id if consent else "",
        basis=answer.basis,
        purpose=wish.question.purpose,
        process_id=wish.process or by.process_id,
        recipient=wish.question.recipient,
        scope=sorted({each.document_type for each in given}),
        instance_id=by.instance_id,
        granted_by=by.person_id,
        granted_at=now,
        expires_at=min(ends),
    )


def _refuse(  # noqa: PLR0913, PLR0917 - what is logged
    session: Session,
    wish: Wish,
    by: Asking,
    now: datetime,
    code: str,
    withheld: Counter[str] | None = None,
) -> Release:
    row = entry(wish, by, now, Outcome("release", REFUSED))
    row.code = code
    row.document_type = " ".join(wish.question.document_types)
    session.add(row)
    return Release(refused=code, withheld=withheld or Counter())


def was_released(session: Session, grant_id: str, reference_id: str) -> bool:
    """Say whether a document was among what a grant released."""
    statement = select(RecordAccess.id).where(
        col(RecordAccess.grant_id) == grant_id,
        col(RecordAccess.reference_id) == reference_id,
        col(RecordAccess.what) == "release",
    )
    return session.exec(statement.limit(1)).first() is not None
