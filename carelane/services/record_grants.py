"""What an institution may retrieve of a patient at this moment: open grants, with the documents that each released."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from carelane.domain.errors import NotAllowed
from carelane.domain.record_accesses import RecordAccess, RetrievalGrant
from carelane.domain.record_references import RecordReference
from carelane.domain.rights import Right
from carelane.services.identities import ids_of
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, places_of

_MOST = 100


@dataclass(frozen=True, slots=True)
class GrantRow:
    """An open grant and its documents, without where they lie."""

    grant: RetrievalGrant
    documents: tuple[RecordReference, ...]


def open_grants(database: Database, actor: Actor, empi_id: str) -> tuple[GrantRow, ...]:
    """List the open grants of the actor's institutions for a patient, the latest first. Raises `NotAllowed`."""
    places = places_of(actor, Right.RELEASE_RECORDS)
    if not places:
        raise NotAllowed
    now = database.now()
    with database.reading() as session:
        statement = (
            select(RetrievalGrant)
            .where(
                col(RetrievalGrant.empi_id).in_(ids_of(session, empi_id)),
                col(RetrievalGrant.recipient).in_(places),
                col(RetrievalGrant.expires_at) > now,
                col(RetrievalGrant.closed_at).is_(None),
            )
            .order_by(col(RetrievalGrant.granted_at).desc(), col(RetrievalGrant.id))
            .limit(_MOST)
        )
        return tuple(
            GrantRow(grant, _documents(session, grant)) for grant in session.exec(statement).all()
        )


def _documents(session: Session, grant: RetrievalGrant) -> tuple[RecordReference, ...]:
    released = select(RecordAccess.reference_id).where(
        col(RecordAccess.grant_id) == grant.id, col(RecordAccess.what) == "release"
    )
    statement = (
        select(RecordReference)
        .where(col(RecordReference.id).in_(released))
        .order_by(col(RecordReference.dated_at).desc(), col(RecordReference.id))
    )
    return tuple(session.exec(statement))
