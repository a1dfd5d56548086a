"""Orders of reports by mail: a supervisor chooses a rhythm and whose figures; only the person's own are shown."""

import uuid

from sqlmodel import col, select

from carelane.domain.errors import NotAllowed, NotFound
from carelane.domain.report_orders import MONTHLY, WEEKLY, ReportOrder
from carelane.domain.rights import Right
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may

RHYTHMS = (WEEKLY, MONTHLY)


def my_orders(database: Database, actor: Actor) -> tuple[ReportOrder, ...]:
    """List the reports that the actor gets, in the order in which they were ordered."""
    mine = col(ReportOrder.person_id) == actor.person_id
    order = (col(ReportOrder.ordered_at), col(ReportOrder.id))
    with database.reading() as session:
        return tuple(session.exec(select(ReportOrder).where(mine).order_by(*order)))


def order(
    database: Database, actor: Actor, rhythm: str, institution: str = "", process: str = ""
) -> ReportOrder:
    """Order a report; the same once more is the one there is. Raises `NotAllowed`."""
    if rhythm not in RHYTHMS or not may(actor, Right.SEE_FIGURES, institution or None):
        raise NotAllowed
    wanted = {"rhythm": rhythm, "institution_code": institution, "process_id": process}
    mine = col(ReportOrder.person_id) == actor.person_id
    same = [col(getattr(ReportOrder, name)) == value for name, value in wanted.items()]
    with database.transaction() as session:
        there = session.exec(select(ReportOrder).where(mine, *same)).first()
        if there is not None:
            return there
        made = ReportOrder(
            id=uuid.uuid4().hex,
            person_id=actor.person_id,
            ordered_at=database.now(),
            **wanted,
        )
        session.add(made)
        return made


def cancel_order(database: Database, actor: Actor, order_id: str) -> None:
    """Take an own order back; raises `NotFound` for anything else."""
    mine = (col(ReportOrder.person_id) == actor.person_id, col(ReportOrder.id) == order_id)
    with database.transaction() as session:
        found = session.exec(select(ReportOrder).where(*mine)).first()
        if found is None:
            raise NotFound
        session.delete(found)
