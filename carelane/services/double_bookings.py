"""The invariant of holds: no resource is two cases' at the same time."""

from dataclasses import dataclass

from sqlalchemy import and_, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from carelane.domain.resource_holds import TAKEN, ResourceHold
from carelane.services.transaction import Database


@dataclass(frozen=True, slots=True)
class DoubleBooking:
    """Two holds of one resource whose terms meet."""

    resource_id: str
    first: str
    second: str


def double_bookings(database: Database) -> tuple[DoubleBooking, ...]:
    """Find resources that two open holds keep for terms that meet; empty is what must be."""
    with database.reading() as session:
        return _found(session, database)


def _found(session: Session, database: Database) -> tuple[DoubleBooking, ...]:
    one, other = aliased(ResourceHold), aliased(ResourceHold)
    now = database.now()
    statement = (
        select(one.resource_id, one.id, other.id)
        .join(other, col(other.resource_id) == col(one.resource_id))
        .where(
            col(one.id) < col(other.id),
            *(
                or_(
                    col(each.state).in_(TAKEN),
                    and_(col(each.state) == "held", col(each.expires_at) > now),
                )
                for each in (one, other)
            ),
            or_(
                col(one.kind) == "slot",
                and_(
                    or_(col(one.to_at).is_(None), col(one.to_at) > col(other.from_at)),
                    or_(col(other.to_at).is_(None), col(other.to_at) > col(one.from_at)),
                ),
            ),
        )
        .order_by(col(one.resource_id), col(one.id), col(other.id))
    )
    return tuple(DoubleBooking(*row) for row in session.exec(statement))
