"""A wish to see documents, who has it, and the row of the log that it leaves behind whatever becomes of it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from carelane.domain.record_accesses import RecordAccess, RetrievalGrant
from carelane.domain.record_references import RecordReference
from carelane.services.consent_checks import Question

GIVEN, REFUSED = "given", "refused"


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks: the institution and the person or, in a case without one, the case's job."""

    institution: str
    person_id: str = ""
    acting_as: str = ""
    instance_id: str = ""
    process_id: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: by types or by ids of references, else whatever the process shares by default.

    ``reason`` opens what the matrix shares only with one. ``process`` names the row of the matrix, else the case's.
    """

    question: Question
    reference_ids: tuple[str, ...] = ()
    reason: str = ""
    process: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done (search, release, retrieval), whether it was given, and how many documents."""

    what: str
    outcome: str
    documents: int = 0


def entry(wish: Wish, by: Asking, now: datetime, outcome: Outcome) -> RecordAccess:
    """Make the row of the log."""
    return RecordAccess(
        id=uuid.uuid4().hex,
        at=now,
        what=outcome.what,
        outcome=outcome.outcome,
        empi_id=wish.question.empi_id,
        person_id=by.person_id,
        acting_as=by.acting_as,
        institution_code=by.institution,
        recipient=wish.question.recipient,
        purpose=wish.question.purpose,
        process_id=wish.process or by.process_id,
        instance_id=by.instance_id,
        reason=wish.reason,
        documents=outcome.documents,
    )


def about(access: RecordAccess, each: RecordReference, grant: RetrievalGrant) -> RecordAccess:
    """Add which document it was, and on what it rests."""
    access.reference_id = each.id
    access.document_type = each.document_type
    access.section = each.section
    access.author = each.institution_code
    access.dated_at = each.dated_at
    access.consent_id = grant.consent_id
    access.basis = grant.basis
    access.grant_id = grant.id
    return access
