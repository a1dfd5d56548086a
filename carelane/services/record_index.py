"""The index of health records: references are registered from files and from cases, and found by patient and purpose.

Only where a document lies is kept here, never what it says. What may be shown of it is the matter of
`carelane.services.record_releases`.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.attachments import Attachment
from carelane.domain.document_types import BY_CODE, GENERAL
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.record_references import RecordReference
from carelane.services.identities import ids_of
from carelane.services.transaction import Database

MOST = 1000
"""References of one patient that are looked through, the latest first."""
OF_CASE = "case:"
"""With what the locator of a case's file or letter begins."""


def references_of(
    session: Session, empi_id: str, document_types: Iterable[str] = (), ids: Iterable[str] = ()
) -> list[RecordReference]:
    """List a patient's references, the latest first, of these types or with these ids if any are named."""
    if not empi_id:
        return []
    statement = select(RecordReference).where(
        col(RecordReference.empi_id).in_(ids_of(session, empi_id))
    )
    if types := tuple(document_types):
        statement = statement.where(col(RecordReference.document_type).in_(types))
    if wanted := tuple(ids):
        statement = statement.where(col(RecordReference.id).in_(wanted))
    latest = (col(RecordReference.dated_at).desc(), col(RecordReference.id))
    return list(session.exec(statement.order_by(*latest).limit(MOST)))


def register(database: Database, references: Iterable[RecordReference]) -> None:
    """Bring references of another index into this one, as they are there."""
    with database.transaction() as session:
        session.add_all(references)


def known_locators(session: Session, institution: str, locators: Iterable[str]) -> set[str]:
    """Say which of these an institution has registered before."""
    statement = select(RecordReference.locator).where(
        col(RecordReference.institution_code) == institution,
        col(RecordReference.locator).in_(tuple(locators)),
    )
    return set(session.exec(statement))


def register_from_case(  # noqa: PLR0913 - what an index says of a document
    session: Session,
    instance_id: str,
    document_type: str,
    file_id: str,
    now: datetime,
    *,
    section: str = GENERAL,
    dated_at: datetime | None = None,
) -> RecordReference | None:
    """Register a case's file, or its letter for an empty ``file_id``; None for a file that the case does not hold.

    The same file again is the same reference. The type has to be one of `carelane.domain.document_types`.
    """
    assert document_type in BY_CODE
    case = session.get(ProcessInstance, instance_id)
    if case is None or not case.patient_ref:
        return None
    if file_id:
        file = session.get(Attachment, file_id)
        if file is None or file.instance_id != instance_id:
            return None
    part = f"file:{file_id}" if file_id else f"letter:{document_type}"
    locator = f"{OF_CASE}{instance_id}/{part}"
    found = session.exec(
        select(RecordReference).where(
            col(RecordReference.institution_code) == case.institution_code,
            col(RecordReference.locator) == locator,
        )
    ).first()
    if found is not None:
        return found
    row = RecordReference(
        id=uuid.uuid4().hex,
        empi_id=case.patient_ref,
        document_type=document_type,
        section=section,
        institution_code=case.institution_code,
        dated_at=dated_at or now,
        locator=locator,
        instance_id=instance_id,
        registered_at=now,
    )
    session.add(row)
    return row


def process_of(session: Session, instance_id: str) -> str:
    """Name the process of a case; empty for none."""
    case = session.get(ProcessInstance, instance_id)
    return case.process_id if case else ""
