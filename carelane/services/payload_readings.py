"""Who has looked into what Temporal keeps of cases: written before anything is shown, never what it said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from carelane.domain.errors import NotAllowed
from carelane.domain.payload_keys import PayloadReading
from carelane.domain.people import Person
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_read_payloads


@dataclass(frozen=True, slots=True)
class Reading:
    """One look: ``cases`` are workflow ids, as far as the payloads name them."""

    at: datetime
    login: str
    payloads: int
    keys: tuple[str, ...]
    cases: tuple[str, ...]


def demand(actor: Actor) -> None:
    """Raise `NotAllowed` unless the person may look into payloads."""
    if not may_read_payloads(actor):
        raise NotAllowed("only operators may read what Temporal keeps")


def record(
    database: Database,
    actor: Actor,
    namespace: str,
    payloads: int,
    opened: Sequence[tuple[str, str]],
) -> None:
    """Write down that the person looks into payloads; ``opened`` are key ids with workflow ids."""
    demand(actor)
    with database.transaction() as session:
        session.add(
            PayloadReading(
                at=database.now(),
                person_id=actor.person_id,
                namespace=namespace[:200],
                payloads=payloads,
                keys=sorted({key for key, _ in opened}),
                cases=sorted({case for _, case in opened if case}),
            )
        )


def latest(database: Database, limit: int) -> list[Reading]:
    """Give the newest looks, newest first."""
    statement = (
        select(PayloadReading, Person.login)
        .join(Person, col(Person.id) == col(PayloadReading.person_id))
        .order_by(col(PayloadReading.at).desc(), col(PayloadReading.id))
        .limit(limit)
    )
    with database.reading() as session:
        return [
            Reading(row.at, login, row.payloads, tuple(row.keys), tuple(row.cases))
            for row, login in session.exec(statement).all()
        ]
