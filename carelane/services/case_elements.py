"""The history of one element of a case: when tokens came and went."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select

from carelane.domain.process_instances import ElementActivation
from carelane.services.onlookers import seen_case
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

MOST = 8


@dataclass(frozen=True, slots=True)
class Stays:
    """How often tokens were at an element, how many are there ``now``, and the last stays, the newest first."""

    times: int
    now: int
    last: tuple[ElementActivation, ...]


def stays_of(
    database: Database, actor: Actor, instance_id: str, element_id: str, most: int = MOST
) -> Stays:
    """Give the stays at an element of a case. Raises `CaseNotFound`."""
    row = ElementActivation
    with database.reading() as session:
        case = seen_case(session, actor, instance_id)
        here = (col(row.instance_id) == case.id, col(row.element_id) == element_id)
        counts = select(func.count(), func.count() - func.count(col(row.left_at))).where(*here)
        times, now = session.exec(counts.select_from(row)).one()
        newest = (col(row.entered_at).desc(), col(row.activation_id).desc())
        last = session.exec(select(row).where(*here).order_by(*newest).limit(most)).all()
        return Stays(times, now, tuple(last))
